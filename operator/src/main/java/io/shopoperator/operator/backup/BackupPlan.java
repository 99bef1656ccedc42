package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is next for a backup; pure. One class per phase:
 *
 * <pre>
 * Waiting (Pending) -its turn-> Dumping (Running) -stored-> Keeping (Succeeded) -to be proven-> Proving (Verifying) -> Keeping
 *                                    | failed                    | expired
 *                                    v                           v
 *                               Failing (Failed)            Removing (Deleting) -> gone
 * </pre>
 *
 * @param status what is told of it
 * @param start a Job to be started, unless it is there
 * @param obsolete Jobs whose results are in the status
 * @param gone whether nothing is left of the backup, so that its object goes too
 * @param again when to look at it again, at the latest
 */
record BackupPlan(
        ShopBackupStatus status, Optional<Job> start, List<Job> obsolete, boolean gone, Optional<Duration> again) {
    static final Duration SOON = Duration.ofSeconds(10);

    /** Soon enough for somebody who watches, late enough for the status to arrive. */
    static final Duration AT_ONCE = Duration.ofMillis(500);

    /** By the phase the backup is in. */
    static BackupPlan of(BackupScene scene) {
        return switch (scene.phase()) {
            case PENDING -> Waiting.next(scene);
            case RUNNING -> Dumping.next(scene);
            case SUCCEEDED -> Keeping.next(scene);
            case VERIFYING -> Proving.next(scene);
            case FAILED -> Failing.next(scene);
            case DELETING -> Removing.next(scene);
        };
    }

    /** The status alone; looked at again at the next event. */
    static BackupPlan told(BackupScene scene, BackupStatuses status) {
        return new BackupPlan(status.kept(days(scene)), Optional.empty(), List.of(), false, Optional.empty());
    }

    /** On to another phase, which is looked at once it is told. */
    static BackupPlan on(BackupScene scene, BackupStatuses status, Phase next) {
        return told(scene, status.phase(next)).lookingAgain(AT_ONCE);
    }

    BackupPlan starting(Job job) {
        return new BackupPlan(status, Optional.of(job), obsolete, gone, again);
    }

    BackupPlan without(List<Job> jobs) {
        return new BackupPlan(status, start, jobs, gone, again);
    }

    BackupPlan lookingAgain(Duration after) {
        return new BackupPlan(status, start, obsolete, gone, Optional.of(after));
    }

    BackupPlan leaving() {
        return new BackupPlan(status, start, obsolete, true, Optional.empty());
    }

    private static Integer days(BackupScene scene) {
        return scene.shop()
                .map(shop -> shop.getSpec().backup().retention().days())
                .orElse(null);
    }
}
