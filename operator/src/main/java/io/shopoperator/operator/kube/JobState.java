package io.shopoperator.operator.kube;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How far a Job has come, told with the last words of its pods. */
public sealed interface JobState {

    /** It has not been started. */
    record Absent() implements JobState {}

    /**
     * It runs, or tries to.
     *
     * @param trouble what keeps it, if anything does
     * @param alone whether it has no pod, not yet or not any more
     */
    record Running(Optional<Troubles.Trouble> trouble, boolean alone) implements JobState {}

    /** It did its work; {@code said} is what its pod left behind, empty if that is gone. */
    record Succeeded(Optional<String> said) implements JobState {}

    /**
     * It failed for good.
     *
     * @param said what its pod left behind, empty if there is nothing
     * @param reason Kubernetes' word for it
     * @param message Kubernetes' text
     * @param since when
     */
    record Failed(Optional<String> said, String reason, String message, Instant since) implements JobState {

        /** Whether it took longer than it was allowed to. */
        public boolean tookTooLong() {
            return reason.equals("DeadlineExceeded");
        }
    }

    /** The state of a Job, of whose pods {@code container} tells the result; of a failure tells whichever container failed. */
    static JobState of(Optional<Job> job, Collection<Pod> pods, String container) {
        if (job.isEmpty()) return new Absent();
        List<Pod> own = pods.stream().filter(pod -> Owners.owns(job.get(), pod)).toList();
        if (condition(job.get(), "Complete").isPresent()) {
            return new Succeeded(said(own, status -> container.equals(status.getName())));
        }
        return condition(job.get(), "Failed")
                .<JobState>map(failed -> new Failed(
                        said(own, JobState::hasFailed),
                        Objects.requireNonNullElse(failed.getReason(), "Failed"),
                        Objects.requireNonNullElse(failed.getMessage(), "It left no message."),
                        since(failed)))
                .orElseGet(() ->
                        new Running(Troubles.of(own, List.of()), own.stream().allMatch(JobState::isLeaving)));
    }

    /** A pod that is still at work though its Job is gone: who deletes a Job does not wait for its pods. */
    static Optional<Pod> outlived(Collection<Job> jobs, Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> jobs.stream().noneMatch(job -> Owners.owns(job, pod)))
                .filter(pod -> !hasEnded(pod))
                .findFirst();
    }

    private static boolean hasEnded(Pod pod) {
        if (pod.getStatus() == null) return false;
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        return "Succeeded".equals(pod.getStatus().getPhase())
                || "Failed".equals(pod.getStatus().getPhase())
                || !containers.isEmpty()
                        && containers.stream()
                                .allMatch(status -> status.getState() != null
                                        && status.getState().getTerminated() != null);
    }

    private static boolean isLeaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        if (job.getStatus() == null) return Optional.empty();
        return job.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    private static Instant since(JobCondition failed) {
        return failed.getLastTransitionTime() == null ? Instant.EPOCH : Instant.parse(failed.getLastTransitionTime());
    }

    private static boolean hasFailed(ContainerStatus status) {
        return !Objects.equals(status.getState().getTerminated().getExitCode(), 0);
    }

    /** Of the newest pod that left a word. */
    private static Optional<String> said(List<Pod> pods, Predicate<ContainerStatus> whose) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .sorted(Comparator.comparing((Pod pod) ->
                                Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""))
                        .reversed())
                .flatMap(pod -> Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream()))
                .filter(status -> status.getState() != null && status.getState().getTerminated() != null)
                .filter(whose)
                .map(status -> word(status.getState().getTerminated()))
                .filter(message -> message != null && !message.isBlank())
                .findFirst();
    }

    private static String word(ContainerStateTerminated end) {
        boolean silent = end.getMessage() == null || end.getMessage().isBlank();
        return silent && "OOMKilled".equals(end.getReason()) ? Troubles.OUT_OF_MEMORY : end.getMessage();
    }
}
