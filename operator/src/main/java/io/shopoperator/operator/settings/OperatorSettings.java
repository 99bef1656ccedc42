package io.shopoperator.operator.settings;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The operator's settings, complete and checked.
 *
 * @param wholeCluster whether shops of all namespaces are looked after, which is to have the right to see all nodes and pods
 */
public record OperatorSettings(
        Map<String, Size> sizes,
        String lease,
        SettingsSource.Database database,
        SettingsSource.Ingress ingress,
        SettingsSource.Network network,
        SettingsSource.Monitoring monitoring,
        SettingsSource.Migration migration,
        SettingsSource.Backup backup,
        boolean wholeCluster) {
    private static final String ALL_NAMESPACES = "JOSDK_ALL_NAMESPACES";

    /**
     * What the pods of a shop of one size get, and where they run.
     *
     * @param nodeSelector labels that a node must have
     * @param tolerations taints of nodes that the pods tolerate
     * @param storageClassName the class of a new volume of the database; empty leaves it to the operator's own setting
     * @param nodesOnDemand whether nodes are made when pods wait for one
     */
    public record Size(
            ResourceRequirements web,
            ResourceRequirements database,
            Map<String, String> nodeSelector,
            List<Toleration> tolerations,
            Optional<String> storageClassName,
            boolean nodesOnDemand) {

        /** Whether pods run on the same nodes. */
        public boolean isPlacedAs(Size other) {
            return nodeSelector.equals(other.nodeSelector) && tolerations.equals(other.tolerations);
        }

        /** The labels that a node must have, in words: {@code pool=strong,zone=a}; empty if any will do. */
        public String nodeLabels() {
            return nodeSelector.entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining(","));
        }
    }

    /** Sizes in Kubernetes' words beside the rest. */
    public static OperatorSettings from(SettingsSource source) {
        Map<String, Size> sizes = new TreeMap<>();
        source.sizes().forEach((name, size) -> sizes.put(name, size(size)));
        return new OperatorSettings(
                sizes,
                source.lease(),
                source.database(),
                source.ingress(),
                source.network(),
                source.monitoring(),
                source.migration(),
                source.backup(),
                ALL_NAMESPACES.equals(source.watchedNamespaces()));
    }

    /** The same, with another meaning of a size. */
    public OperatorSettings with(String name, Size size) {
        Map<String, Size> others = new TreeMap<>(sizes);
        others.put(name, size);
        return new OperatorSettings(
                others, lease, database, ingress, network, monitoring, migration, backup, wholeCluster);
    }

    /** What one pod gets: CPU is asked for and may be exceeded, memory is asked for and never exceeded. */
    public static ResourceRequirements resources(String cpu, String memory) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(cpu))
                .addToRequests("memory", new Quantity(memory))
                .addToLimits("memory", new Quantity(memory))
                .build();
    }

    private static Size size(SettingsSource.Size size) {
        return new Size(
                resources(size.web().cpu(), size.web().memory()),
                resources(size.database().cpu(), size.database().memory()),
                new TreeMap<>(size.nodeSelector()),
                size.tolerations().stream().map(OperatorSettings::toleration).toList(),
                size.storageClassName(),
                size.nodesOnDemand());
    }

    private static Toleration toleration(SettingsSource.Toleration toleration) {
        return new TolerationBuilder()
                .withKey(toleration.key().orElse(null))
                .withOperator(toleration.operator().orElse(null))
                .withValue(toleration.value().orElse(null))
                .withEffect(toleration.effect().orElse(null))
                .withTolerationSeconds(toleration.tolerationSeconds().orElse(null))
                .build();
    }
}
