package io.shopoperator.operator.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The operator's settings, complete and checked. */
public record OperatorSettings(
        Map<String, Size> sizes,
        SettingsSource.Database database,
        SettingsSource.Ingress ingress,
        SettingsSource.Network network,
        SettingsSource.Monitoring monitoring,
        SettingsSource.Migration migration) {

    /** What the pods of a shop of one size get. */
    public record Size(ResourceRequirements web, ResourceRequirements database) {}

    /** Reads the table of sizes and puts it beside the rest. */
    public static OperatorSettings from(SettingsSource source) {
        return new OperatorSettings(
                source.sizesFile().map(OperatorSettings::sizes).orElseGet(OperatorSettings::builtInSizes),
                source.database(),
                source.ingress(),
                source.network(),
                source.monitoring(),
                source.migration());
    }

    private static Map<String, Size> sizes(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return read(yaml);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The table of sizes cannot be read from shop-operator.sizes-file=" + file + ": " + e.getMessage(),
                    e);
        }
    }

    private static Map<String, Size> builtInSizes() {
        try (InputStream yaml = OperatorSettings.class.getResourceAsStream("/sizes.yaml")) {
            return read(yaml);
        } catch (IOException e) {
            throw new IllegalStateException("The built-in table of sizes cannot be read", e);
        }
    }

    private static Map<String, Size> read(InputStream yaml) {
        Map<String, Size> sizes =
                new KubernetesSerialization().unmarshal(yaml, new TypeReference<Map<String, Size>>() {});
        return sizes == null ? Map.of() : sizes;
    }
}
