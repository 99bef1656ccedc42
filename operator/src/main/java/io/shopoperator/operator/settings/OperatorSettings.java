package io.shopoperator.operator.settings;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The operator's settings, complete and checked. */
public record OperatorSettings(
        Map<String, Size> sizes,
        String lease,
        SettingsSource.Database database,
        SettingsSource.Ingress ingress,
        SettingsSource.Network network,
        SettingsSource.Monitoring monitoring,
        SettingsSource.Migration migration,
        SettingsSource.Backup backup) {

    /** What the pods of a shop of one size get. */
    public record Size(ResourceRequirements web, ResourceRequirements database) {}

    /** Sizes in Kubernetes' words beside the rest. */
    public static OperatorSettings from(SettingsSource source) {
        Map<String, Size> sizes = new TreeMap<>();
        source.sizes()
                .forEach((name, size) -> sizes.put(name, new Size(resources(size.web()), resources(size.database()))));
        return new OperatorSettings(
                sizes,
                source.lease(),
                source.database(),
                source.ingress(),
                source.network(),
                source.monitoring(),
                source.migration(),
                source.backup());
    }

    private static ResourceRequirements resources(SettingsSource.Resources resources) {
        Quantity memory = new Quantity(resources.memory());
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(resources.cpu()))
                .addToRequests("memory", memory)
                .addToLimits("memory", memory)
                .build();
    }
}
