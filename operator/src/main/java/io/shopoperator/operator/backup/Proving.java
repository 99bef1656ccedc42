package io.shopoperator.operator.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import io.shopoperator.operator.backup.BackupJob.Work;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.Word;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The backup is restored into a database of its own and compared with what was backed up. */
final class Proving {
    static final Word WORD = new Word("Verifying", "The backup is being restored into a database of its own.");

    /** What the program says of a backup itself; whatever else keeps it from its work says nothing of the backup. */
    private static final Set<String> VERDICTS =
            Set.of("Damaged", "Different", "ManifestMissing", "NoPage", "NotRestorable");

    private Proving() {}

    static BackupPlan next(BackupScene scene) {
        BackupStatuses status = BackupStatuses.of(scene);
        return switch (scene.state(Work.VERIFY)) {
            case JobState.Absent ignored -> start(scene, status);
            case JobState.Running running ->
                BackupPlan.told(
                        scene,
                        status.condition(
                                BackupStatuses.RECONCILING, "True", words(scene).underWay(running)));
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done facts -> proven(scene, status, facts.facts());
                    case RunResult.Lost ignored ->
                        BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", WORD))
                                .without(scene.jobs())
                                .lookingAgain(BackupPlan.SOON);
                };
            case JobState.Failed failed -> unproven(scene, status, words(scene).failed(failed, "ProgramFailed"));
        };
    }

    private static RunWords words(BackupScene scene) {
        return new RunWords(WORD, "The backup is not verified yet.", scene.told());
    }

    private static BackupPlan start(BackupScene scene, BackupStatuses status) {
        if (scene.shop().isEmpty()) return BackupPlan.on(scene, status, Phase.SUCCEEDED);
        return BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", WORD))
                .starting(BackupJob.desired(scene.shop().get(), scene.backup(), scene.settings(), Work.VERIFY));
    }

    private static BackupPlan proven(BackupScene scene, BackupStatuses status, JsonNode facts) {
        VerificationStatus verdict = new VerificationStatus(
                Result.VERIFIED,
                facts.path("at")
                        .asText(scene.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                facts.path("seconds").asInt(),
                null);
        Word why = new Word(
                "Restored",
                "It was restored, and all orders were as they were backed up"
                        + (facts.path("page").asBoolean()
                                ? "; the shop started on it and served its home page."
                                : "."));
        return BackupPlan.on(
                scene, status.verification(verdict).condition(BackupStatuses.VERIFIED, "True", why), Phase.SUCCEEDED);
    }

    private static BackupPlan unproven(BackupScene scene, BackupStatuses status, Word why) {
        boolean verdict = VERDICTS.contains(why.reason());
        VerificationStatus told = new VerificationStatus(
                verdict ? Result.FAILED : Result.UNFINISHED,
                scene.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                null,
                why.message());
        return BackupPlan.on(
                scene,
                status.verification(told).condition(BackupStatuses.VERIFIED, verdict ? "False" : "Unknown", why),
                Phase.SUCCEEDED);
    }
}
