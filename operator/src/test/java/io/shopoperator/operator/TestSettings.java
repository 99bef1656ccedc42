package io.shopoperator.operator;

import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the operator would read them. */
public final class TestSettings {
    private static final Map<String, String> DEFAULTS = Map.of(
            "watched-namespaces", "JOSDK_ALL_NAMESPACES",
            "database.image", "postgres:17",
            "sizes.small.web.cpu", "200m",
            "sizes.small.web.memory", "512Mi",
            "sizes.small.database.cpu", "200m",
            "sizes.small.database.memory", "512Mi",
            "sizes.medium.web.cpu", "500m",
            "sizes.medium.web.memory", "1Gi",
            "sizes.medium.database.cpu", "1",
            "sizes.medium.database.memory", "2Gi");

    private TestSettings() {}

    public static OperatorSettings defaults() {
        return with(Map.of());
    }

    /** The defaults with some settings changed; names without the prefix {@code shop-operator.}. */
    public static OperatorSettings with(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>();
        DEFAULTS.forEach((name, value) -> values.put("shop-operator." + name, value));
        changes.forEach((name, value) -> values.put("shop-operator." + name, value));
        return OperatorSettings.from(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SettingsSource.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(SettingsSource.class));
    }
}
