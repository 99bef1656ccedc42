package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen of a backup when a reconciliation began.
 *
 * @param shop the shop that the backup is of, if it is there
 * @param siblings all backups of that shop, this one among them
 * @param jobs the backup's own Jobs
 * @param pods the pods of backups
 * @param hindrance what keeps a run from being started, a missing Secret for one
 */
record BackupScene(
        ShopBackup backup,
        Optional<Shop> shop,
        List<ShopBackup> siblings,
        List<Job> jobs,
        List<Pod> pods,
        Optional<Word> hindrance,
        OperatorSettings settings,
        Instant now) {

    /** How far the backup has come. */
    Phase phase() {
        return phase(backup);
    }

    static Phase phase(ShopBackup backup) {
        ShopBackupStatus status = backup.getStatus();
        return status == null || status.phase() == null ? Phase.PENDING : status.phase();
    }

    /** What was told of it last. */
    List<Condition> told() {
        return backup.getStatus() == null ? List.of() : backup.getStatus().conditions();
    }

    Optional<Job> job(BackupJob.Work work) {
        return jobs.stream()
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .filter(job -> job.getMetadata().getName().equals(BackupNames.job(backup, work)))
                .findFirst();
    }

    /** How far the Job that does this work has come. */
    JobState state(BackupJob.Work work) {
        return JobState.of(job(work), pods, BackupJob.CONTAINER);
    }

    /** A pod of a run that was taken away but still writes: never two at one destination. */
    Optional<Word> left() {
        return ToolsJob.left(jobs, pods, BackupNames.LABEL, backup.getMetadata().getName());
    }

    /** Whether it is this backup's turn to work, of all that are waiting or at work. */
    boolean isItsTurn() {
        return Turns.now(siblings.stream()
                        .filter(sibling -> isAtWork(sibling) || isWaiting(sibling))
                        .map(sibling -> new Turns.Turn(
                                sibling.getMetadata().getUid(),
                                Instant.parse(sibling.getMetadata().getCreationTimestamp()),
                                isAtWork(sibling)))
                        .toList())
                .filter(backup.getMetadata().getUid()::equals)
                .isPresent();
    }

    /** Whether nothing is at work and nothing waits: then there is time for proofs and for cleaning up. */
    boolean isQuiet() {
        return siblings.stream()
                .filter(sibling -> sibling != backup)
                .noneMatch(sibling -> isAtWork(sibling) || isWaiting(sibling));
    }

    private static boolean isWaiting(ShopBackup backup) {
        return phase(backup) == Phase.PENDING && backup.getSpec().stored() == null && !isStalled(backup);
    }

    /** What is stuck keeps nobody waiting. */
    private static boolean isAtWork(ShopBackup backup) {
        return switch (phase(backup)) {
            case RUNNING, VERIFYING -> true;
            case DELETING -> !isStalled(backup);
            case PENDING, SUCCEEDED, FAILED -> false;
        };
    }

    private static boolean isStalled(ShopBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.getType().equals(BackupStatuses.STALLED));
    }
}
