package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Programs that pods run once, timed by the node's clock: from the first line they write to the last. What Kubernetes takes to start a pod is no part of it. */
final class Runs {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private Runs() {}

    /**
     * One run.
     *
     * @param pod as it was when it ran
     * @param time from its first line to its last
     */
    record Run(Pod pod, Duration time) {}

    /**
     * Waits for the pod's container and follows it to its end.
     *
     * @param pod looks for the pod
     * @param container that runs the program
     * @param last what only its last line holds
     */
    static Run follow(Supplier<Optional<Pod>> pod, String container, String last) {
        Await.within(PATIENCE)
                .until(() ->
                        pod.get().filter(found -> hasBegun(found, container)).isPresent());
        Pod running = pod.get().orElseThrow();
        var log = new ByteArrayOutputStream();
        LogWatch following = Cluster.client()
                .pods()
                .resource(running)
                .inContainer(container)
                .usingTimestamps()
                .watchLog(log);
        try {
            Await.within(PATIENCE)
                    .until(() -> text(log).contains(last) && text(log).endsWith("\n"));
        } finally {
            following.close();
        }
        List<String> lines = text(log).lines().toList();
        return new Run(running, Duration.between(at(lines.getFirst()), at(lines.getLast())));
    }

    private static boolean hasBegun(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getState)
                .anyMatch(state -> state.getRunning() != null || state.getTerminated() != null);
    }

    private static String text(ByteArrayOutputStream log) {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static Instant at(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    /** The middle one, in seconds. */
    static double median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2).toMillis() / 1000.0;
    }
}
