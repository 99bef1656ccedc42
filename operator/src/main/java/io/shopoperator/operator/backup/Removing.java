package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.backup.BackupJob.Work;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;

/** The backup is removed from its destination, and its object after it. It is tried until it succeeds, and keeps no other run waiting. */
final class Removing {
    static final Word WORD = new Word("Expired", "The backup has expired and is being removed from its destination.");

    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    private Removing() {}

    static BackupPlan next(BackupScene scene) {
        BackupStatuses status = BackupStatuses.of(scene);
        return switch (scene.state(Work.PRUNE)) {
            case JobState.Absent ignored ->
                scene.shop()
                        .map(shop -> BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", WORD))
                                .starting(BackupJob.desired(shop, scene.backup(), scene.settings(), Work.PRUNE)))
                        .orElseGet(() -> BackupPlan.on(scene, status, Phase.SUCCEEDED));
            case JobState.Running running ->
                BackupPlan.told(
                        scene,
                        status.condition(
                                BackupStatuses.RECONCILING, "True", words(scene).underWay(running)));
            // whatever became of its words: a prune that succeeded has removed it
            case JobState.Succeeded ignored -> BackupPlan.told(scene, status).leaving();
            case JobState.Failed failed -> stuck(scene, status, failed);
        };
    }

    private static RunWords words(BackupScene scene) {
        return new RunWords(WORD, "The backup has expired, but is not removed yet.", scene.told());
    }

    private static BackupPlan stuck(BackupScene scene, BackupStatuses status, JobState.Failed failed) {
        Word why = words(scene).failed(failed, "ProgramFailed");
        BackupPlan plan = BackupPlan.told(
                        scene,
                        status.condition(
                                BackupStatuses.STALLED,
                                "True",
                                new Word(
                                        why.reason(),
                                        "The backup has expired but could not be removed, which is tried every "
                                                + RETRY_AFTER.toMinutes() + " minutes: " + why.message())))
                .lookingAgain(RETRY_AFTER);
        return failed.since().plus(RETRY_AFTER).isAfter(scene.now()) ? plan : plan.without(scene.jobs());
    }
}
