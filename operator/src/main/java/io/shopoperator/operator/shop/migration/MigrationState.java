package io.shopoperator.operator.shop.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.ShopAnnotations;
import java.time.Instant;
import java.util.Collection;
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
        return switch (JobState.of(job, pods, MigrationJob.CONTAINER)) {
            case JobState.Absent ignored -> new Absent();
            case JobState.Running running -> new Running(running.trouble(), running.alone());
            case JobState.Succeeded ignored -> new Succeeded();
            case JobState.Failed failed ->
                new Failed(
                        MigrationJob.annotation(job.orElseThrow(), ShopAnnotations.REQUEST)
                                .orElse(""),
                        message(failed),
                        failed.since(),
                        failed.tookTooLong());
        };
    }

    private static String message(JobState.Failed failed) {
        if (failed.tookTooLong()) {
            return "It took longer than the operator's shop-operator.migration.deadline allows.";
        }
        return failed.said().map(MigrationState::words).orElse(failed.message());
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
