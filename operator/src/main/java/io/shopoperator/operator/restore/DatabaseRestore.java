package io.shopoperator.operator.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.restore.RestoreJob.Work;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is next for the restore of a database that has lost its volume; pure. The phases are those of every restore. While it is applied, the
 * shop's own plan keeps the database away; the program fills no volume that holds anything.
 */
final class DatabaseRestore {
    /** A pod that is only looking for a node, after a drain perhaps, has found one by then. */
    private static final Duration COMES_BACK_WITHIN = Duration.ofMinutes(5);

    private DatabaseRestore() {}

    static RestorePlan next(RestoreScene scene) {
        return switch (scene.phase()) {
            case PENDING -> waiting(scene);
            case PREVIEWING -> working(scene, Work.PREVIEW);
            case PREVIEWED -> previewed(scene);
            case APPLYING -> working(scene, Work.APPLY);
            // nothing is there that would have to be saved first
            case SECURING, SUCCEEDED, FAILED -> RestorePlan.over(scene);
        };
    }

    private static RestorePlan waiting(RestoreScene scene) {
        Optional<Word> hindrance = hindrance(scene);
        if (hindrance.isPresent()) return RestorePlan.stalled(scene, hindrance.get());
        if (!RestorePlan.isItsTurn(scene)) return waitingForTurn(scene, Phase.PENDING);
        return begun(scene, scene.restore().getSpec().dryRun() ? Work.PREVIEW : Work.APPLY);
    }

    private static Optional<Word> hindrance(RestoreScene scene) {
        String name = scene.restore().getSpec().shopRef().name();
        if (scene.shop().isEmpty()) {
            return Optional.of(new Word(
                    "ShopMissing",
                    "There is no Shop '" + name + "' in this namespace: create it, or delete this ShopRestore."));
        }
        Shop shop = scene.shop().get();
        if (shop.getSpec().suspend()) {
            return Optional.of(new Word("ShopSuspended", "The shop's spec.suspend is true: set it to false."));
        }
        if (shop.getSpec().database().external() != null) {
            return Optional.of(
                    new Word(
                            "DatabaseNotLost",
                            "The shop's database is run by somebody else: have it restored there, or delete this ShopRestore."));
        }
        if (shop.getSpec().database().cloudNativePg() != null) {
            return Optional.of(
                    new Word(
                            RestorePlan.NOT_EMBEDDED,
                            "CloudNativePG runs the shop's database, and has volumes and a WAL archive of its own: if the Cluster is lost, recover it from that archive, or let the shop begin with a backup (origin.fromBackup), as docs/operations/cloudnativepg.md tells; then delete this ShopRestore. To have the shop as it was at a backup, create one with scope.full."));
        }
        Optional<Condition> database = database(shop);
        if (database.filter(condition -> isLost(condition, scene.now())).isPresent()) return Optional.empty();
        return Optional.of(new Word(
                "DatabaseNotLost",
                "The shop's database has not lost its volume"
                        + database.map(condition -> " (" + condition.getReason() + ": " + condition.getMessage() + ")")
                                .orElse("")
                        + ": what is there is never replaced. Restore single orders, or delete this ShopRestore."));
    }

    private static boolean isLost(Condition database, Instant now) {
        if (Reason.DATA_LOST.word().equals(database.getReason())) return true;
        return Reason.DATABASE_UNAVAILABLE.word().equals(database.getReason())
                && Instant.parse(database.getLastTransitionTime())
                        .plus(COMES_BACK_WITHIN)
                        .isBefore(now);
    }

    private static Optional<Condition> database(Shop shop) {
        if (shop.getStatus() == null) return Optional.empty();
        return shop.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals("DatabaseReady"))
                .findFirst();
    }

    private static RestorePlan waitingForTurn(RestoreScene scene, Phase phase) {
        return RestorePlan.told(
                        scene,
                        phase,
                        RestorePlan.RECONCILING,
                        "True",
                        new Word(
                                "WaitingForTurn",
                                "Another restore of this shop is under way, or was asked for earlier."))
                .lookingAgain(RestorePlan.SOON);
    }

    private static RestorePlan begun(RestoreScene scene, Work work) {
        return RestorePlan.told(scene, phase(work), RestorePlan.RECONCILING, "True", word(work))
                .lookingAgain(RestorePlan.AT_ONCE);
    }

    private static Phase phase(Work work) {
        return work == Work.PREVIEW ? Phase.PREVIEWING : Phase.APPLYING;
    }

    private static Word word(Work work) {
        return work == Work.PREVIEW
                ? new Word("Previewing", "What there is to restore from is being looked at; nothing is changed.")
                : new Word("Applying", "The database's volume is being filled.");
    }

    private static RestorePlan working(RestoreScene scene, Work work) {
        RunWords words = new RunWords(
                word(work), word(work).message(), scene.restore().getStatus().conditions());
        return switch (scene.state(work, DatabaseRestoreJob.CONTAINER)) {
            case JobState.Absent ignored ->
                scene.left().map(left -> RestorePlan.waitingFor(scene, left)).orElseGet(() -> start(scene, work));
            case JobState.Running running -> told(scene, words.underWay(running));
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done facts -> done(scene, work, facts.facts());
                    // once more: it changes nothing and tells what was done
                    case RunResult.Lost ignored ->
                        told(scene, word(work)).without(scene.jobs()).lookingAgain(RestorePlan.SOON);
                };
            case JobState.Failed failed -> RestorePlan.failed(scene, words.failed(failed, "ProgramFailed"));
        };
    }

    private static RestorePlan told(RestoreScene scene, Word word) {
        return RestorePlan.told(scene, scene.phase(), RestorePlan.RECONCILING, "True", word);
    }

    private static RestorePlan start(RestoreScene scene, Work work) {
        return scene.shop()
                .map(shop -> told(scene, word(work))
                        .starting(DatabaseRestoreJob.desired(shop, scene.restore(), scene.settings(), work)))
                .orElseGet(() -> RestorePlan.failed(scene, new Word("ShopMissing", "The shop was deleted meanwhile.")));
    }

    private static RestorePlan done(RestoreScene scene, Work work, JsonNode facts) {
        if (work == Work.PREVIEW) {
            return RestorePlan.told(scene, Phase.PREVIEWED, RestorePlan.COMPLETE, "False", awaiting(facts))
                    .lookingAgain(RestorePlan.AT_ONCE);
        }
        String last = facts.path("lastTransaction").asText("");
        return RestorePlan.told(
                        scene,
                        Phase.SUCCEEDED,
                        RestorePlan.COMPLETE,
                        "True",
                        new Word(
                                "Restored",
                                "The database is as it was at "
                                        + facts.path("until").asText()
                                        + (last.isEmpty() ? "" : "; what was written last is of " + last)
                                        + ". The shop opens with it by itself."))
                .lookingAgain(RestorePlan.AT_ONCE);
    }

    private static Word awaiting(JsonNode facts) {
        return new Word(
                "AwaitingApproval",
                "There is a base backup of " + facts.path("baseCompletedAt").asText()
                        + ", and what was written after it until "
                        + facts.path("until").asText()
                        + ". Set spec.dryRun to false to have the empty volume filled from that, or delete this ShopRestore.");
    }

    private static RestorePlan previewed(RestoreScene scene) {
        if (scene.restore().getSpec().dryRun()) return RestorePlan.over(scene);
        Optional<Word> hindrance = hindrance(scene);
        if (hindrance.isPresent()) {
            return RestorePlan.told(scene, Phase.PREVIEWED, RestorePlan.STALLED, "True", hindrance.get())
                    .lookingAgain(RestorePlan.SOON);
        }
        if (!RestorePlan.isItsTurn(scene)) return waitingForTurn(scene, Phase.PREVIEWED);
        return begun(scene, Work.APPLY);
    }
}
