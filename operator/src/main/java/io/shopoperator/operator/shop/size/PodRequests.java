package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a pod takes of its node, as the scheduler reckons. */
final class PodRequests {
    private PodRequests() {}

    /** Containers run together; those that come first run one after the other, beside those of them that stay. */
    static Room of(Pod pod) {
        PodSpec spec = pod.getSpec();
        Map<String, Map<String, Quantity>> allocated = allocated(pod);
        Room staying = Room.NONE;
        Room starting = Room.NONE;
        for (Container first : spec.getInitContainers()) {
            Room its = asked(first, allocated);
            if ("Always".equals(first.getRestartPolicy())) {
                staying = staying.plus(its);
                starting = starting.max(staying);
            } else {
                starting = starting.max(staying.plus(its));
            }
        }
        Room running = staying;
        for (Container container : spec.getContainers()) {
            running = running.plus(asked(container, allocated));
        }
        Room all = running.max(starting);
        if (spec.getResources() != null && spec.getResources().getRequests() != null) {
            all = all.with(spec.getResources().getRequests());
        }
        return all.plus(Room.of(spec.getOverhead())).onePod();
    }

    private static Room asked(Container container, Map<String, Map<String, Quantity>> allocated) {
        Room asked = container.getResources() == null
                ? Room.NONE
                : Room.of(container.getResources().getRequests());
        return asked.max(Room.of(allocated.get(container.getName())));
    }

    /** While a pod is being resized, its node still has what it had before. */
    private static Map<String, Map<String, Quantity>> allocated(Pod pod) {
        Map<String, Map<String, Quantity>> allocated = new HashMap<>();
        if (pod.getStatus() != null) {
            Stream.concat(
                            pod.getStatus().getInitContainerStatuses().stream(),
                            pod.getStatus().getContainerStatuses().stream())
                    .filter(status -> status.getAllocatedResources() != null)
                    .forEach((ContainerStatus status) ->
                            allocated.put(status.getName(), status.getAllocatedResources()));
        }
        return allocated;
    }
}
