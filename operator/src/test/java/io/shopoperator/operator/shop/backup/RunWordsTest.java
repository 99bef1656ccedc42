package io.shopoperator.operator.shop.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.kube.Troubles.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWordsTest {
    private static final Word ORDINARY = new Word("Dumping", "The backup is being made.");
    private static final Word NO_IMAGE =
            new Word("ImagePullBackOff", "The backup is not made yet. ImagePullBackOff: Back-off pulling image.");

    @Test
    void aRunThatNothingKeepsIsOrdinary() {
        assertThat(words(NO_IMAGE).underWay(running(null, false))).isEqualTo(ORDINARY);
        assertThat(words(ORDINARY).underWay(running(null, true))).isEqualTo(ORDINARY);
    }

    @Test
    void whatKeepsARunIsTold() {
        assertThat(words(ORDINARY).underWay(running(new Trouble("ImagePullBackOff", "Back-off pulling image"), false)))
                .isEqualTo(NO_IMAGE);
    }

    @Test
    void anAttemptThatFailedSpeaksForItself() {
        Trouble crash = new Trouble(
                "Crashed",
                "{\"command\":\"dump\",\"status\":\"Failed\",\"reason\":\"StorageUnreachable\",\"message\":\"It is away.\"}");

        assertThat(words(ORDINARY).underWay(running(crash, false)))
                .isEqualTo(new Word(
                        "StorageUnreachable", "The backup is not made yet. The last attempt failed: It is away."));
    }

    @Test
    void whatKeptARunIsStillToldWhenItsTimeIsOver() {
        // Given: the pods are gone before the Job says that it has failed
        Word whileEnding = words(NO_IMAGE).underWay(running(null, true));
        JobState.Failed late =
                new JobState.Failed(Optional.empty(), "DeadlineExceeded", "active too long", Instant.EPOCH);

        assertThat(whileEnding).isEqualTo(NO_IMAGE);
        assertThat(words(whileEnding).failed(late, "ProgramFailed"))
                .isEqualTo(new Word(
                        "DeadlineExceeded",
                        "It took longer than the operator's setting backup.deadline allows. The last that was known: "
                                + NO_IMAGE.message()));
        assertThat(words(ORDINARY).failed(late, "ProgramFailed").message())
                .isEqualTo("It took longer than the operator's setting backup.deadline allows.");
    }

    @Test
    void aFailureIsToldByTheProgramOrElseByKubernetes() {
        assertThat(words(ORDINARY).failed(failed("{\"reason\":\"Damaged\",\"message\":\"x has changed.\"}"), "Other"))
                .isEqualTo(new Word("Damaged", "x has changed."));
        assertThat(words(ORDINARY).failed(failed("{\"message\":\"There is no order 4711.\"}"), "Refused"))
                .isEqualTo(new Word("Refused", "There is no order 4711."));
        assertThat(words(ORDINARY).failed(failed("bash: oops"), "ProgramFailed"))
                .isEqualTo(new Word("ProgramFailed", "bash: oops"));
        assertThat(words(ORDINARY).failed(failed(null), "ProgramFailed"))
                .isEqualTo(new Word("ProgramFailed", "Job has reached the specified backoff limit"));
    }

    private static RunWords words(Word told) {
        Condition condition = new ConditionBuilder()
                .withType("Reconciling")
                .withStatus("True")
                .withReason(told.reason())
                .withMessage(told.message())
                .build();
        return new RunWords(ORDINARY, "The backup is not made yet.", List.of(condition));
    }

    private static JobState.Running running(Trouble trouble, boolean alone) {
        return new JobState.Running(Optional.ofNullable(trouble), alone);
    }

    private static JobState.Failed failed(String said) {
        return new JobState.Failed(
                Optional.ofNullable(said),
                "BackoffLimitExceeded",
                "Job has reached the specified backoff limit",
                Instant.EPOCH);
    }
}
