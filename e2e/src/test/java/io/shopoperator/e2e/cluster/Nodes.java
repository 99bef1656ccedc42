package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cluster's nodes, as an administrator empties them for maintenance. */
public final class Nodes {
    private Nodes() {}

    /** The names of all, in order. */
    public static List<String> names() {
        return Cluster.client().nodes().list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** On which these pods are. */
    public static Set<String> of(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getSpec().getNodeName()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Lets no pod onto the node any more and evicts those of a selector, one after the other as their disruption budgets allow; returns when they are gone.
     * What keeps its data on the node cannot leave it, so not everything is evicted.
     */
    public static void drain(String node, String selector) {
        Kubectl.run("drain", node, "--pod-selector=" + selector, "--delete-emptydir-data", "--timeout=6m");
    }

    /** Whether Kubernetes takes it for alive. */
    public static boolean isReady(String node) {
        return Cluster.client().nodes().withName(node).require().getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    /** Lets pods onto it again. */
    public static void uncordon(String node) {
        Kubectl.run("uncordon", node);
    }
}
