package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What all pods of a cluster take, added up by node. */
public final class TakenRoom {
    private final Map<String, Room> nodes = new HashMap<>();

    /** One that waits for a node, or has ended, takes nothing. */
    public void add(Pod pod) {
        if (isOnNode(pod)) nodes.merge(pod.getSpec().getNodeName(), PodRequests.of(pod), Room::plus);
    }

    Room on(String node) {
        return nodes.getOrDefault(node, Room.NONE);
    }

    static boolean isOnNode(Pod pod) {
        boolean ended = pod.getStatus() != null
                && Set.of("Succeeded", "Failed")
                        .contains(String.valueOf(pod.getStatus().getPhase()));
        return !ended
                && pod.getSpec() != null
                && pod.getSpec().getNodeName() != null
                && !pod.getSpec().getNodeName().isEmpty();
    }
}
