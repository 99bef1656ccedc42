package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.Condition;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.kube.Troubles;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a run, in the words of whoever knows: the program, or else Kubernetes.
 *
 * @param ordinary what is told while nothing keeps it
 * @param kept the sentence that begins what is told while something does
 * @param told the conditions that were told last
 */
public record RunWords(Word ordinary, String kept, List<Condition> told) {
    private static final String RECONCILING = "Reconciling";
    private static final String OUT_OF_MEMORY =
            "It needed more memory than it may have (OOMKilled): raise the chart's backup.memory, or, if it was the shop's own command, choose a larger spec.size.";

    /** While it is under way. A Job that is ended loses its pods first, and with them what kept it: that is told on. */
    public Word underWay(JobState.Running job) {
        return job.trouble()
                .map(this::keptBy)
                .or(() -> lastTrouble().filter(trouble -> job.alone()))
                .orElse(ordinary);
    }

    /** Once it has failed; a program that gives no reason has failed for {@code otherwise}. */
    public Word failed(JobState.Failed job, String otherwise) {
        if (job.tookTooLong()) {
            return new Word(
                    "DeadlineExceeded",
                    "It took longer than the operator's setting backup.deadline allows."
                            + lastTrouble()
                                    .map(trouble -> " The last that was known: " + trouble.message())
                                    .orElse(""));
        }
        return job.said()
                .flatMap(said -> program(said, otherwise))
                .orElseGet(() ->
                        new Word(otherwise, job.said().map(RunWords::remedied).orElse(job.message())));
    }

    /** An attempt that failed speaks for itself, as long as there is another. */
    private Word keptBy(Troubles.Trouble trouble) {
        return program(trouble.message(), trouble.reason())
                .map(word -> new Word(word.reason(), kept + " The last attempt failed: " + word.message()))
                .orElseGet(() -> new Word(trouble.reason(), kept + remedied(trouble.told())));
    }

    /** These pods have memory of their own. */
    private static String remedied(String told) {
        return told.replace(Troubles.OUT_OF_MEMORY, OUT_OF_MEMORY);
    }

    private static Optional<Word> program(String said, String otherwise) {
        return RunResult.json(said)
                .filter(result -> !result.path("message").asText().isBlank())
                .map(result -> new Word(
                        Optional.of(result.path("reason").asText())
                                .filter(reason -> reason.matches("[A-Z][A-Za-z]{0,60}"))
                                .orElse(otherwise),
                        result.path("message").asText()));
    }

    private Optional<Word> lastTrouble() {
        return told.stream()
                .filter(condition -> condition.getType().equals(RECONCILING)
                        && !condition.getReason().equals(ordinary.reason()))
                .map(condition -> new Word(condition.getReason(), condition.getMessage()))
                .findFirst();
    }
}
