package io.shopoperator.operator.shop.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.ShopAnnotations;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How far a migration has come. */
public sealed interface MigrationState {

    /** It has not been started. */
    record Absent() implements MigrationState {}

    /**
     * It runs, or tries to.
     *
     * @param trouble what keeps it, if anything does
     * @param alone whether it has no pod, not yet or not any more: whoever ends it deletes that first
     */
    record Running(Optional<Troubles.Trouble> trouble, boolean alone) implements MigrationState {}

    /** The schema is at the image's version. */
    record Succeeded() implements MigrationState {}

    /**
     * It failed for good.
     *
     * @param request the fingerprint of the spec that it was tried for
     * @param late whether it was ended because its time was over; its pods, and what they had to say, are gone with it
     */
    record Failed(String request, String message, Instant since, boolean late) implements MigrationState {}

    /** The state of a Job, told with the last words of its pods. */
    static MigrationState of(Optional<Job> job, Collection<Pod> pods) {
        if (job.isEmpty()) return new Absent();
        List<Pod> own = pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(job.get().getMetadata().getUid())))
                .toList();
        if (condition(job.get(), "Complete").isPresent()) return new Succeeded();
        return condition(job.get(), "Failed")
                .<MigrationState>map(
                        failed -> new Failed(request(job.get()), message(failed, own), since(failed), isLate(failed)))
                .orElseGet(() ->
                        new Running(Troubles.of(own, List.of()), own.stream().allMatch(MigrationState::isLeaving)));
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

    private static String request(Job job) {
        return MigrationJob.annotation(job, ShopAnnotations.REQUEST).orElse("");
    }

    private static boolean isLate(JobCondition failed) {
        return "DeadlineExceeded".equals(failed.getReason());
    }

    private static Instant since(JobCondition failed) {
        return failed.getLastTransitionTime() == null ? Instant.EPOCH : Instant.parse(failed.getLastTransitionTime());
    }

    private static String message(JobCondition failed, List<Pod> pods) {
        if (isLate(failed)) {
            return "It took longer than the operator's shop-operator.migration.deadline allows.";
        }
        return pods.stream()
                .sorted(Comparator.comparing((Pod pod) ->
                                Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""))
                        .reversed())
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState() != null && status.getState().getTerminated() != null)
                .map(status -> status.getState().getTerminated().getMessage())
                .filter(Objects::nonNull)
                .map(MigrationState::words)
                .findFirst()
                .orElse(Objects.requireNonNullElse(failed.getMessage(), "It left no message."));
    }

    /** The message of the contract's JSON result, or whatever else was said. */
    private static String words(String said) {
        try {
            JsonNode message = new ObjectMapper().readTree(said).path("message");
            return message.isTextual() ? message.asText() : said.strip();
        } catch (JsonProcessingException e) {
            String flat = said.strip().replaceAll("\\s+", " ");
            return flat.length() <= 600 ? flat : "..." + flat.substring(flat.length() - 600);
        }
    }
}
