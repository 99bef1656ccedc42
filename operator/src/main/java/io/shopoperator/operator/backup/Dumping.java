package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.backup.BackupJob.Work;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The backup is being made. Whatever ends the run, the Job of the same name makes the same backup. */
final class Dumping {
    static final Word WORD = new Word("Dumping", "The backup is being made.");

    private static final Set<String> PASSING = Set.of("DatabaseUnreachable", "StorageUnreachable");
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);
    private static final Duration PERSISTENCE = Duration.ofHours(6);

    private Dumping() {}

    static BackupPlan next(BackupScene scene) {
        BackupStatuses status = BackupStatuses.of(scene);
        return switch (scene.state(Work.DUMP)) {
            case JobState.Absent ignored -> start(scene, status);
            case JobState.Running running ->
                BackupPlan.told(
                        scene,
                        status.condition(
                                BackupStatuses.RECONCILING, "True", words(scene).underWay(running)));
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done facts ->
                        BackupPlan.told(scene, status.complete(facts.facts(), listed(scene)))
                                .lookingAgain(BackupPlan.AT_ONCE);
                    case RunResult.Lost ignored ->
                        BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", WORD))
                                .without(scene.jobs())
                                .lookingAgain(BackupPlan.SOON);
                };
            case JobState.Failed failed -> failed(scene, status, failed);
        };
    }

    /** Other backups that are at the destination and have a ShopBackup. */
    private static long listed(BackupScene scene) {
        return scene.siblings().stream()
                .filter(sibling -> sibling != scene.backup())
                .filter(sibling ->
                        BackupScene.phase(sibling) == Phase.SUCCEEDED || BackupScene.phase(sibling) == Phase.VERIFYING)
                .count();
    }

    private static BackupPlan start(BackupScene scene, BackupStatuses status) {
        if (scene.shop().isEmpty()) {
            return fail(
                    scene, status, new Word("ShopMissing", "The shop was deleted while the backup was to be made."));
        }
        Optional<Word> left = scene.left();
        if (left.isPresent()) {
            return BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", left.get()))
                    .lookingAgain(BackupPlan.SOON);
        }
        return BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", WORD))
                .starting(BackupJob.desired(scene.shop().get(), scene.backup(), scene.settings(), Work.DUMP));
    }

    /** What passes by itself is waited for, as the next run may be a day away. */
    private static BackupPlan failed(BackupScene scene, BackupStatuses status, JobState.Failed job) {
        Word why = words(scene).failed(job, "ProgramFailed");
        Instant end = Instant.parse(scene.backup().getStatus().startedAt()).plus(PERSISTENCE);
        if (!PASSING.contains(why.reason()) || !scene.now().isBefore(end)) return fail(scene, status, why);
        Word waits = new Word(
                why.reason(),
                why.message() + " It is tried every " + RETRY_AFTER.toMinutes() + " minutes, until " + end + ".");
        BackupPlan plan = BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", waits));
        Duration left = Duration.between(scene.now(), job.since().plus(RETRY_AFTER));
        return left.isPositive()
                ? plan.lookingAgain(left)
                : plan.without(scene.jobs()).lookingAgain(BackupPlan.SOON);
    }

    private static RunWords words(BackupScene scene) {
        return new RunWords(WORD, "The backup is not made yet.", scene.told());
    }

    private static BackupPlan fail(BackupScene scene, BackupStatuses status, Word why) {
        return BackupPlan.on(scene, status.condition(BackupStatuses.COMPLETE, "False", why), Phase.FAILED);
    }
}
