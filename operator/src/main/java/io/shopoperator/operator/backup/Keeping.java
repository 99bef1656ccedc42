package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.schedule.RunSchedule;
import io.shopoperator.operator.shop.backup.BackupSchedules;
import io.shopoperator.operator.shop.backup.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A backup that is at its destination: proven when it is due, and removed when the shop's rule lets it go. */
final class Keeping {
    /** One run that failed does not stop the time in which backups grow old; several in a row do. */
    private static final int PERIODS = 2;

    private static final Duration LEAST_GAP = Duration.ofDays(1);

    /** A verification that could not be carried out is not put off for a week. */
    private static final Duration RETRY_AFTER = Duration.ofHours(6);

    private Keeping() {}

    static BackupPlan next(BackupScene scene) {
        BackupStatuses status = BackupStatuses.of(scene);
        BackupPlan plan = BackupPlan.told(scene, status).without(scene.jobs());
        if (!scene.jobs().isEmpty() || scene.shop().isEmpty()) return plan;
        Shop shop = scene.shop().get();
        if (shop.getSpec().suspend() || BackupSchedules.mistake(shop).isPresent()) return plan;
        boolean toBeProven = isToBeProven(scene, shop);
        int expired = expired(scene, shop).indexOf(uid(scene.backup()));
        if (!toBeProven && expired < 0) return plan;
        boolean isItsTurn = scene.isQuiet() && (toBeProven ? isNextToBeProven(scene) : expired == 0);
        // nobody tells it that the others are done
        if (!isItsTurn) return plan.lookingAgain(BackupPlan.SOON);
        return BackupPlan.on(
                scene,
                status.condition(BackupStatuses.RECONCILING, "True", toBeProven ? Proving.WORD : Removing.WORD),
                toBeProven ? Phase.VERIFYING : Phase.DELETING);
    }

    /** Those that may go, the oldest first; what is at the destination and not known yet counts, too. */
    private static List<String> expired(BackupScene scene, Shop shop) {
        return Ledger.isOpen(Ledger.told(shop).orElse(null))
                ? List.of()
                : retention(shop, scene.now()).expired(kept(scene), scene.now());
    }

    /** One after the other, in the order in which they were asked for. */
    private static boolean isNextToBeProven(BackupScene scene) {
        return stored(scene).stream()
                .filter(Keeping::isAskedFor)
                .min(Comparator.comparing((ShopBackup backup) ->
                                Instant.parse(backup.getMetadata().getCreationTimestamp()))
                        .thenComparing(Keeping::uid))
                .map(first -> uid(first).equals(uid(scene.backup())))
                .orElse(true);
    }

    private static boolean isAskedFor(ShopBackup backup) {
        return backup.getStatus().verification() == null
                && (backup.getSpec().verify() || isDoubtful(backup.getStatus()));
    }

    private static boolean isToBeProven(BackupScene scene, Shop shop) {
        if (isAskedFor(scene.backup())) return true;
        boolean newest = stored(scene).stream()
                .max(Comparator.comparing(
                        backup -> Instant.parse(backup.getStatus().completedAt())))
                .filter(backup -> uid(backup).equals(uid(scene.backup())))
                .isPresent();
        if (!newest) return false;
        Optional<VerificationStatus> last = stored(scene).stream()
                .map(backup -> backup.getStatus().verification())
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Keeping::at));
        if (last.filter(one -> one.result() == VerificationStatus.Result.UNFINISHED)
                .isPresent()) {
            return at(last.get()).plus(RETRY_AFTER).isBefore(scene.now());
        }
        Instant latest = last.map(Keeping::at)
                .orElseGet(() -> Instant.parse(shop.getMetadata().getCreationTimestamp()));
        RunSchedule schedule = BackupSchedules.verifications(shop);
        return schedule.due(latest, scene.now()).isPresent();
    }

    /** Older programs may write what no server restores, so whether it can be restored is found out while the database is there. */
    private static boolean isDoubtful(ShopBackupStatus status) {
        if (status.toolsVersion() == null || status.databaseVersion() == null) return false;
        return PostgresVersion.of(status.toolsVersion()).compareTo(PostgresVersion.of(status.databaseVersion())) < 0;
    }

    private static Instant at(VerificationStatus verification) {
        return Instant.parse(verification.at());
    }

    private static Retention retention(Shop shop, Instant now) {
        Duration pause = BackupSchedules.backups(shop).longestPause(now).multipliedBy(PERIODS);
        return new Retention(shop.getSpec().backup().retention(), pause.compareTo(LEAST_GAP) > 0 ? pause : LEAST_GAP);
    }

    private static List<Retention.Kept> kept(BackupScene scene) {
        return stored(scene).stream()
                .map(backup -> new Retention.Kept(
                        uid(backup),
                        backup.getStatus().sequence(),
                        Instant.parse(backup.getStatus().completedAt()),
                        state(backup.getStatus().verification()),
                        backup.getSpec().pinned()))
                .toList();
    }

    private static Retention.State state(VerificationStatus verification) {
        if (verification == null) return Retention.State.COMPLETE;
        return switch (verification.result()) {
            case VERIFIED -> Retention.State.VERIFIED;
            case FAILED -> Retention.State.DAMAGED;
            case UNFINISHED -> Retention.State.COMPLETE;
        };
    }

    private static List<ShopBackup> stored(BackupScene scene) {
        return scene.siblings().stream()
                .filter(backup -> backup.getStatus() != null
                        && backup.getStatus().completedAt() != null
                        && backup.getStatus().sequence() != null
                        && BackupScene.phase(backup) != Phase.DELETING)
                .toList();
    }

    private static String uid(ShopBackup backup) {
        return backup.getMetadata().getUid();
    }
}
