package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/** Ends what runs as {@code kill -9} does, by {@code dev/cluster/cluster}: programs of the development cluster, its nodes, and containers. */
public final class Kill {
    private Kill() {}

    /** One of the cluster's programs, e.g. {@code etcd}, or a node with all that runs on it. */
    public static void program(String name) {
        run("kill", name);
    }

    /** Starts a program or a node again, if it is not alive, and waits until it answers. */
    public static void revive(String name) {
        run("revive", name);
    }

    /** All processes of a pod's first container; Kubernetes starts it again, in the same pod. */
    public static void processesOf(Pod pod) {
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        run("kill", containers.getFirst().getContainerID().replaceFirst("^containerd://", ""));
    }

    /** All processes of a pod's first container, and the pod with them: another takes its place. */
    public static void withItsPod(Pod pod) {
        processesOf(pod);
        Cluster.client().resource(pod).withGracePeriod(1).delete();
    }

    private static void run(String verb, String name) {
        DevScript.run("cluster/cluster", Map.of(), verb, name);
    }
}
