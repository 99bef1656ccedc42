package io.shopoperator.e2e.cluster;

import java.util.Map;

/** What tells autoscalers how much CPU pods use; a cluster need not have it. */
public final class MetricsServer {
    private MetricsServer() {}

    /** Starts it, if it is not running, and waits until it answers. */
    public static void up() {
        run("up");
    }

    /** Ends it, and nobody answers for {@code metrics.k8s.io} any more. */
    public static void down() {
        run("down");
    }

    private static void run(String verb) {
        DevScript.run("cluster/cluster", Map.of(), "metrics-server", verb);
    }
}
