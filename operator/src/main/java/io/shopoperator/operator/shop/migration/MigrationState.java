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

    /** It runs, or tries to; {@code trouble} says what keeps it, if anything does. */
    record Running(Optional<Troubles.Trouble> trouble) implements MigrationState {}

    /** The schema is at the image's version. */
    record Succeeded() implements MigrationState {}

    /** It failed for good at {@code since}; {@code request} is the fingerprint of the spec that it was tried for. */
    record Failed(String request, String message, Instant since) implements MigrationState {}

    /** The state of a Job, told with the last words of its pods. */
    static MigrationState of(Optional<Job> job, Collection<Pod> pods) {
        if (job.isEmpty()) return new Absent();
        List<Pod> own = pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(job.get().getMetadata().getUid())))
                .toList();
        if (condition(job.get(), "Complete").isPresent()) return new Succeeded();
        return condition(job.get(), "Failed")
                .<MigrationState>map(failed -> new Failed(request(job.get()), message(failed, own), since(failed)))
                .orElseGet(() -> new Running(Troubles.of(own, List.of())));
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

    private static Instant since(JobCondition failed) {
        return failed.getLastTransitionTime() == null ? Instant.EPOCH : Instant.parse(failed.getLastTransitionTime());
    }

    private static String message(JobCondition failed, List<Pod> pods) {
        if ("DeadlineExceeded".equals(failed.getReason())) {
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
