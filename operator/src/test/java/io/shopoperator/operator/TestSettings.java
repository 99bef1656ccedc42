package io.shopoperator.operator;

import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the operator would read them. */
public final class TestSettings {
    private TestSettings() {}

    public static OperatorSettings defaults() {
        return with(Map.of());
    }

    /** The defaults with some settings changed; names without the prefix {@code shop-operator.}. */
    public static OperatorSettings with(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>(Map.of(
                "shop-operator.database.image",
                "postgres:17",
                "shop-operator.watched-namespaces",
                "JOSDK_ALL_NAMESPACES"));
        changes.forEach((name, value) -> values.put("shop-operator." + name, value));
        return OperatorSettings.from(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SettingsSource.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(SettingsSource.class));
    }
}
