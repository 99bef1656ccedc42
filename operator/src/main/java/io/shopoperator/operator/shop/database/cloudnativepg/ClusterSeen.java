package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of CloudNativePG's work for a shop.
 *
 * @param installed whether this Kubernetes knows CloudNativePG's kind
 * @param cluster the shop's Cluster, perhaps kept from an earlier shop of this name
 * @param instances its instances; only looked at while it is not healthy or gets another size
 * @param pods those of its pods that are not ready; only looked at while it is not healthy
 * @param events warnings about them, of then
 */
public record ClusterSeen(
        boolean installed, Optional<Cluster> cluster, List<Pod> instances, List<Pod> pods, List<Event> events) {

    /** The Cluster alone was looked at. */
    public static ClusterSeen of(Optional<Cluster> cluster) {
        return new ClusterSeen(true, cluster, List.of(), List.of(), List.of());
    }

    /** Nothing is looked at, or there is nothing. */
    public static ClusterSeen none() {
        return new ClusterSeen(false, Optional.empty(), List.of(), List.of(), List.of());
    }
}
