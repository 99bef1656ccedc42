package io.shopoperator.operator.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.FullScopeSpec.SafetyBackup;
import io.shopoperator.api.v1alpha1.RestoredOrdersStatus;
import io.shopoperator.api.v1alpha1.RestoredShopStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.restore.RestoreJob.Work;
import io.shopoperator.operator.restore.WholeRestoreJob.State;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What is particular to a restore of a whole shop: the backup before, the state it gets, and the database that is left afterwards; pure. */
final class WholePlan {
    /** Whether the database that is not the shop's is gone. */
    static final String DATABASE_REMOVED = "DatabaseRemoved";

    /** A preview keeps a whole database on the shop's volume. */
    private static final Duration PREVIEW_LASTS = Duration.ofHours(24);

    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofHours(1);

    private WholePlan() {}

    /** Nobody has approved this preview for so long that its database is not kept any more. */
    static boolean isExpired(RestoreScene scene) {
        RestoredOrdersStatus preview = scene.restore().getStatus().preview();
        return preview != null
                && Instant.parse(preview.at()).plus(PREVIEW_LASTS).isBefore(scene.now());
    }

    static Word expired() {
        return new Word(
                "PreviewExpired",
                "The preview was not approved within " + PREVIEW_LASTS.toHours()
                        + " hours, and the restored database beside the shop's is removed: create another ShopRestore.");
    }

    /** Whether the shop as it is must be backed up before anything is changed. */
    static boolean isSecuredFirst(ShopRestore restore) {
        return restore.getSpec().scope().full().safetyBackup() == SafetyBackup.REQUIRED;
    }

    static Word securing(ShopRestore restore) {
        return new Word(
                "SafetyBackup",
                "The shop as it is now is backed up first: see the ShopBackup '" + WholeNames.safetyBackup(restore)
                        + "'. Nothing has been changed yet.");
    }

    /** The backup of the shop as it is: nothing is changed before it is at its destination. */
    static RestorePlan secure(RestoreScene scene) {
        if (scene.shop().isEmpty()) {
            return RestorePlan.failed(scene, new Word("ShopMissing", "The shop was deleted meanwhile."));
        }
        String name = WholeNames.safetyBackup(scene.restore());
        Word ordinary = securing(scene.restore());
        Optional<ShopBackup> there = scene.backups().stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst();
        if (there.isEmpty()) {
            return RestorePlan.told(scene, Phase.SECURING, RestorePlan.RECONCILING, "True", ordinary)
                    .ensuring(safetyBackup(scene.shop().get(), scene.restore()))
                    .lookingAgain(RestorePlan.SOON);
        }
        ShopBackupStatus status = there.get().getStatus();
        ShopBackupStatus.Phase phase = status == null ? null : status.phase();
        if (phase == ShopBackupStatus.Phase.SUCCEEDED || phase == ShopBackupStatus.Phase.VERIFYING) {
            return RestorePlan.told(scene, Phase.APPLYING, RestorePlan.RECONCILING, "True", applying())
                    .lookingAgain(RestorePlan.AT_ONCE);
        }
        if (phase == ShopBackupStatus.Phase.FAILED) {
            return RestorePlan.failed(
                    scene,
                    new Word(
                            "SafetyBackupFailed",
                            "The backup '" + name + "' of the shop as it is failed, so nothing was changed: "
                                    + saying(status)
                                    + " If the database is too damaged for a backup, create another ShopRestore with scope.full.safetyBackup: Skip;"
                                    + " the old database is kept all the same."));
        }
        Word told = Optional.ofNullable(status).stream()
                .flatMap(seen -> seen.conditions().stream())
                .filter(condition -> condition.getType().equals("Stalled"))
                .map(condition ->
                        new Word(ordinary.reason(), ordinary.message() + " It waits: " + condition.getMessage()))
                .findFirst()
                .orElse(ordinary);
        return RestorePlan.told(scene, Phase.SECURING, RestorePlan.RECONCILING, "True", told)
                .lookingAgain(RestorePlan.SOON);
    }

    private static String saying(ShopBackupStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(RestorePlan.COMPLETE))
                .map(Condition::getMessage)
                .findFirst()
                .orElse("see its status.");
    }

    /** It belongs to nobody, and stays until somebody unpins it. */
    private static ShopBackup safetyBackup(Shop shop, ShopRestore restore) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName(WholeNames.safetyBackup(restore))
                .withNamespace(restore.getMetadata().getNamespace())
                .withLabels(ShopLabels.of(shop, Component.BACKUP))
                .build());
        backup.setSpec(new ShopBackupSpec(restore.getSpec().shopRef(), true, false));
        return backup;
    }

    static Word applying() {
        return new Word(
                "Applying",
                "The restored database takes the place of the shop's. Customers see pages, or for a moment the maintenance page.");
    }

    /** Where the state comes from; empty with what to do if it is not there any more. */
    static Optional<State> state(RestoreScene scene) {
        if (scene.restore().getSpec().from().restoreRef() != null) {
            return scene.former().map(former -> new State(WholeNames.old(former), Optional.empty()));
        }
        return scene.backup()
                .map(backup -> new State(
                        WholeNames.beside(scene.restore()),
                        Optional.of(backup.getStatus().id())));
    }

    /** What the shop's command has told, for the status. */
    static RestoredOrdersStatus outcome(RestoreScene scene, Work work, JsonNode facts) {
        boolean done = work == Work.APPLY;
        RestoredShopStatus shop = new RestoredShopStatus(
                stateOf(scene),
                facts.path("orders").asLong(),
                RestorePlan.list(facts, "lost"),
                facts.path("lostCount").asLong(),
                facts.path("lostCents").asLong(),
                RestorePlan.list(facts, "returned"),
                facts.path("returnedCount").asLong(),
                RestorePlan.list(facts, "changed"),
                facts.path("changedCount").asLong(),
                facts.path("lostCustomers").asLong(),
                facts.path("lostWithdrawals").asLong(),
                done ? facts.path("sessionsKept").asLong() : null,
                done ? facts.path("sessionsEnded").asLong() : null,
                done && isSecuredFirst(scene.restore()) ? WholeNames.safetyBackup(scene.restore()) : null,
                done ? facts.path("oldDatabase").asText() : null,
                done ? facts.path("oldDatabaseUntil").asText() : null);
        return new RestoredOrdersStatus(
                scene.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                facts.path("diff").asText(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                shop);
    }

    /** The backup's snapshot was taken just after it began; the way back leads to the moment of the exchange. */
    private static String stateOf(RestoreScene scene) {
        return scene.restore().getSpec().from().restoreRef() == null
                ? scene.backup().map(backup -> backup.getStatus().startedAt()).orElse(null)
                : scene.former()
                        .map(former -> former.getStatus().applied().at())
                        .orElse(null);
    }

    static Word restored(RestoredShopStatus shop) {
        return new Word(
                "Restored",
                "The shop is as it was at " + shop.stateOf() + "; status.applied tells what that has changed, and the "
                        + (shop.safetyBackup() == null
                                ? "old database '" + shop.oldDatabase()
                                : "backup '" + shop.safetyBackup())
                        + "' holds the shop as it was before.");
    }

    static Word kept(RestoredShopStatus shop) {
        return new Word(
                "Kept",
                "The old database '" + shop.oldDatabase() + "' is kept until " + shop.oldDatabaseUntil()
                        + ". Another ShopRestore with from.restoreRef brings it back.");
    }

    /** After the end one database is left, which goes when its time has come; by name, and that one alone. */
    static RestorePlan ended(RestoreScene scene) {
        Optional<String> left = left(scene);
        if (left.isEmpty() || scene.shop().isEmpty() || isRemoved(scene)) return RestorePlan.over(scene);
        Word removing = new Word("Removing", "The database '" + left.get() + "' is being removed.");
        return switch (scene.state(Work.CLEAN)) {
            case JobState.Absent ignored -> {
                Duration rest = Duration.between(scene.now(), until(scene));
                if (rest.isPositive()) yield waiting(scene, rest);
                if (isWanted(scene)) yield waiting(scene, RestorePlan.SOON);
                Job job = WholeRestoreJob.removal(scene.shop().get(), scene.restore(), left.get(), scene.settings());
                yield removal(scene, "False", removing).starting(job);
            }
            case JobState.Running ignored -> removal(scene, "False", removing);
            case JobState.Succeeded ignored ->
                removal(scene, "True", new Word("Removed", "The database '" + left.get() + "' is removed."))
                        .lookingAgain(RestorePlan.AT_ONCE);
            case JobState.Failed failed ->
                removal(
                        scene,
                        "False",
                        new Word(
                                "RemovalFailed",
                                "The database '" + left.get() + "' could not be removed: "
                                        + RestorePlan.words(scene, Work.CLEAN)
                                                .failed(failed, "RemovalFailed")
                                                .message()
                                        + " Delete the Job '"
                                        + RestoreJob.name(scene.restore(), Work.CLEAN)
                                        + "' to have it tried again; otherwise it goes after a later backup."));
        };
    }

    private static Optional<String> left(RestoreScene scene) {
        ShopRestoreStatus status = scene.restore().getStatus();
        if (status.phase() == Phase.SUCCEEDED) {
            return Optional.of(status.applied().shop().oldDatabase());
        }
        // the way back that failed leaves the database to the restore whose it is
        return status.backup() == null ? Optional.empty() : Optional.of(WholeNames.beside(scene.restore()));
    }

    private static Instant until(RestoreScene scene) {
        ShopRestoreStatus status = scene.restore().getStatus();
        return status.phase() == Phase.SUCCEEDED
                ? Instant.parse(status.applied().shop().oldDatabaseUntil())
                : scene.now();
    }

    private static boolean isRemoved(RestoreScene scene) {
        return scene.restore().getStatus().conditions().stream()
                .anyMatch(condition ->
                        condition.getType().equals(DATABASE_REMOVED) && "True".equals(condition.getStatus()));
    }

    /** Whether a restore of this shop is at work, or leads back to this one's old database. */
    private static boolean isWanted(RestoreScene scene) {
        return scene.siblings().stream()
                .filter(sibling -> sibling != scene.restore())
                .anyMatch(sibling -> RestoreTurns.isAtWork(sibling)
                        || RestoreScene.phase(sibling) == Phase.PREVIEWED && leadsBackTo(scene.restore(), sibling));
    }

    private static boolean leadsBackTo(ShopRestore restore, ShopRestore sibling) {
        var former = sibling.getSpec().from().restoreRef();
        return former != null && former.name().equals(restore.getMetadata().getName());
    }

    private static RestorePlan waiting(RestoreScene scene, Duration rest) {
        return RestorePlan.over(scene)
                .lookingAgain(rest.compareTo(LOOK_AT_LEAST_EVERY) < 0 ? rest : LOOK_AT_LEAST_EVERY);
    }

    private static RestorePlan removal(RestoreScene scene, String status, Word word) {
        RestorePlan before = RestorePlan.over(scene);
        return new RestorePlan(
                        before.status(),
                        Optional.empty(),
                        scene.jobs().stream()
                                .filter(job -> !job.getMetadata()
                                        .getName()
                                        .equals(RestoreJob.name(scene.restore(), Work.CLEAN)))
                                .toList(),
                        Optional.empty(),
                        Optional.empty())
                .also(scene, DATABASE_REMOVED, status, word);
    }
}
