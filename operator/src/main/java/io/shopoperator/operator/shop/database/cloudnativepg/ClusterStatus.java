package io.shopoperator.operator.shop.database.cloudnativepg;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What CloudNativePG tells of a Cluster.
 *
 * @param readyInstances how many instances are ready
 * @param phase what is going on, in a sentence of its own
 * @param phaseReason why, if there is more to say
 * @param currentPrimary the instance that takes writes
 * @param targetPrimary the instance that is to take them
 * @param instancesStatus names of instances by how they do
 * @param topology where they are
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterStatus(
        Integer readyInstances,
        String phase,
        String phaseReason,
        String currentPrimary,
        String targetPrimary,
        Map<String, List<String>> instancesStatus,
        Topology topology) {
    private static final String READY = "healthy";

    /** Of a Cluster that nothing is told of yet. */
    static final ClusterStatus NONE = new ClusterStatus(null, null, null, null, null, null, null);

    /**
     * Where the instances are.
     *
     * @param nodesUsed how many nodes they are on
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Topology(Integer nodesUsed) {}

    int ready() {
        return Objects.requireNonNullElse(readyInstances, 0);
    }

    /** Names of the instances that are there, however they do. */
    Stream<String> instances() {
        return instancesStatus == null
                ? Stream.empty()
                : instancesStatus.values().stream().flatMap(List::stream);
    }

    /** Whether there is an instance that takes writes, and that is to go on doing so. */
    boolean hasPrimary() {
        return currentPrimary != null
                && currentPrimary.equals(targetPrimary)
                && instancesStatus != null
                && instancesStatus.getOrDefault(READY, List.of()).contains(currentPrimary);
    }

    /** Whether the loss of one node would take all instances away. */
    boolean isOnOneNode() {
        return topology != null && Integer.valueOf(1).equals(topology.nodesUsed());
    }
}
