package io.shopoperator.operator.shop.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.operator.kube.JobState;
import java.util.Optional;

/** What a run that succeeded left behind. */
public sealed interface RunResult {

    /** It did its work and left these facts. */
    record Done(JsonNode facts) implements RunResult {}

    /** It did its work, but what it said is lost: it is run once more, which changes nothing. */
    record Lost() implements RunResult {}

    /** The result of a Job that succeeded. */
    static RunResult of(JobState.Succeeded job) {
        return job.said()
                .flatMap(RunResult::json)
                .filter(facts -> facts.path("status").asText().equals("Succeeded"))
                .<RunResult>map(Done::new)
                .orElseGet(Lost::new);
    }

    /** The object that a program left behind; empty if it left something else. */
    static Optional<JsonNode> json(String said) {
        try {
            return Optional.of(new ObjectMapper().readTree(said)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
