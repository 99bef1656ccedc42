package io.shopoperator.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobStateTest {
    private static final String MAIN = "main";

    @Test
    void aJobThatIsNotThereIsAbsent() {
        assertThat(JobState.of(Optional.empty(), List.of(), MAIN)).isEqualTo(new JobState.Absent());
    }

    @Test
    void ofASuccessTheContainerThatWasAskedForTells() {
        // Given: a first attempt that failed, and a second whose container before it left a word, too
        Job job = job("Complete", null, null);
        Pod first = pod(job, "2026-11-23T12:00:00Z", List.of(), List.of(ended(MAIN, 1, "storage is away")));
        Pod second = pod(
                job, "2026-11-23T12:01:00Z", List.of(ended("fill", 0, "filled")), List.of(ended(MAIN, 0, "restored")));

        assertThat(JobState.of(Optional.of(job), List.of(first, second), MAIN))
                .isEqualTo(new JobState.Succeeded(Optional.of("restored")));
    }

    @Test
    void ofAFailureTheContainerThatFailedTellsEvenBeforeTheMainOne() {
        Job job = job("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        Pod pod = pod(
                job,
                "2026-11-23T12:00:00Z",
                List.of(ended("fetch", 0, "fetched"), ended("fill", 1, "damaged")),
                List.of(waiting(MAIN, "PodInitializing")));

        JobState.Failed failed = (JobState.Failed) JobState.of(Optional.of(job), List.of(pod), MAIN);

        assertThat(failed.said()).contains("damaged");
        assertThat(failed.tookTooLong()).isFalse();
    }

    @Test
    void aFailureWithoutAWordIsToldInThoseOfKubernetes() {
        Job job = job("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
        Pod ofAnother = pod(
                new JobBuilder()
                        .withNewMetadata()
                        .withUid("another")
                        .endMetadata()
                        .build(),
                "2026-11-23T12:00:00Z",
                List.of(),
                List.of(ended(MAIN, 1, "of another")));

        JobState.Failed failed = (JobState.Failed) JobState.of(Optional.of(job), List.of(ofAnother), MAIN);

        assertThat(failed.said()).isEmpty();
        assertThat(failed.message()).isEqualTo("Job was active longer than specified deadline");
        assertThat(failed.tookTooLong()).isTrue();
        assertThat(failed.since()).isEqualTo("2026-11-23T12:05:00Z");
    }

    @Test
    void whatKeepsAContainerBeforeTheMainOneIsTold() {
        Job job = job(null, null, null);
        Pod pod = pod(
                job,
                "2026-11-23T12:00:00Z",
                List.of(waiting("fill", "ImagePullBackOff")),
                List.of(waiting(MAIN, "PodInitializing")));

        JobState.Running running = (JobState.Running) JobState.of(Optional.of(job), List.of(pod), MAIN);

        assertThat(running.trouble()).map(Troubles.Trouble::reason).contains("ImagePullBackOff");
        assertThat(running.alone()).isFalse();
        assertThat(JobState.of(Optional.of(job), List.of(), MAIN))
                .isEqualTo(new JobState.Running(Optional.empty(), true));
    }

    private static Job job(String condition, String reason, String message) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName("job")
                .withUid("job-uid")
                .endMetadata();
        if (condition == null) return job.build();
        return job.withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime("2026-11-23T12:05:00Z")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(Job job, String created, List<ContainerStatus> before, List<ContainerStatus> main) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("pod-of-" + created)
                .withCreationTimestamp(created)
                .withOwnerReferences(Owners.reference(job))
                .endMetadata()
                .withNewStatus()
                .withInitContainerStatuses(before)
                .withContainerStatuses(main)
                .endStatus()
                .build();
    }

    private static ContainerStatus ended(String name, int exitCode, String said) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage(said)
                .endTerminated()
                .endState()
                .build();
    }

    private static ContainerStatus waiting(String name, String reason) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .endWaiting()
                .endState()
                .build();
    }
}
