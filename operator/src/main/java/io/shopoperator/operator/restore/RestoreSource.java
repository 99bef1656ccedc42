package io.shopoperator.operator.restore;

import io.shopoperator.api.v1alpha1.RestoreSourceSpec;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which backup a restore is from; pure. */
sealed interface RestoreSource {

    /** From this one. */
    record Found(ShopBackup backup) implements RestoreSource {}

    /** From the database that the shop had before this restore. */
    record Kept(ShopRestore former) implements RestoreSource {}
    /** From the write-ahead log, as it was at a time. */
    record Moment() implements RestoreSource {}

    /**
     * What a run of the backup program restores from.
     *
     * @param word how the program is told: the id of a backup, or a time
     * @param takenAt when the database was like that
     */
    record From(String word, String takenAt) {}

    /** There is none, and what to do about it. */
    record None(Word why) implements RestoreSource {}

    /** Of the backups of one shop. */
    static RestoreSource of(RestoreSourceSpec from, String shop, List<ShopBackup> backups) {
        if (from.time() != null) return at(from.time());
        return from.backupRef() == null
                ? before(from.before(), backups)
                : named(from.backupRef().name(), shop, backups);
    }

    /** The way back from one of the restores of one shop. */
    static RestoreSource back(String name, String shop, List<ShopRestore> restores) {
        Optional<ShopRestore> named = restores.stream()
                .filter(restore -> restore.getMetadata().getName().equals(name))
                .findFirst();
        if (named.isEmpty()) {
            return new None(new Word(
                    "RestoreMissing",
                    "There is no ShopRestore '" + name + "' of the shop '" + shop
                            + "' in this namespace: correct spec.from in another ShopRestore."));
        }
        ShopRestoreStatus status = named.get().getStatus();
        if (status == null
                || status.phase() != ShopRestoreStatus.Phase.SUCCEEDED
                || status.applied() == null
                || status.applied().shop() == null) {
            return new None(new Word(
                    "RestoreNotDone",
                    "The ShopRestore '" + name
                            + "' has not put a whole shop back: there is no old database to go back to."));
        }
        boolean removed = status.conditions().stream()
                .anyMatch(condition -> condition.getType().equals(WholePlan.DATABASE_REMOVED)
                        && !condition.getReason().equals("Kept"));
        return removed
                ? new None(new Word(
                        "OldDatabaseGone",
                        "The old database of '" + name + "' is not kept any more. Restore the shop from "
                                + Optional.ofNullable(status.applied().shop().safetyBackup())
                                        .map(backup -> "the backup '" + backup + "'")
                                        .orElse("a backup")
                                + " instead."))
                : new Kept(named.get());
    }

    private static RestoreSource at(String time) {
        return instant(time)
                .<RestoreSource>map(end -> new Moment())
                .orElseGet(() ->
                        new None(new Word("TimeInvalid", "spec.from.time '" + time + "' is no day of the calendar.")));
    }

    private static Optional<Instant> instant(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static RestoreSource named(String name, String shop, List<ShopBackup> backups) {
        Optional<ShopBackup> named = backups.stream()
                .filter(backup -> backup.getMetadata().getName().equals(name))
                .findFirst();
        if (named.isEmpty()) {
            return new None(new Word(
                    "BackupMissing",
                    "There is no ShopBackup '" + name + "' of the shop '" + shop
                            + "' in this namespace: correct spec.from in another ShopRestore."));
        }
        if (!isStored(named.get())) {
            return new None(new Word(
                    "BackupNotStored",
                    "The ShopBackup '" + name + "' is not at its destination: see its status, or choose another."));
        }
        return new Found(named.get());
    }

    private static RestoreSource before(String time, List<ShopBackup> backups) {
        Optional<Instant> end = instant(time);
        if (end.isEmpty()) {
            return new None(new Word("TimeInvalid", "spec.from.before '" + time + "' is no day of the calendar."));
        }
        return backups.stream()
                .filter(RestoreSource::isStored)
                .filter(backup -> !isRefuted(backup))
                .filter(backup -> completed(backup).isBefore(end.get()))
                .max(Comparator.comparing(RestoreSource::completed))
                .<RestoreSource>map(Found::new)
                .orElseGet(() -> new None(new Word(
                        "BackupMissing",
                        "No backup was complete before " + time + ": see status.backup.firstRestorable of the shop.")));
    }

    private static boolean isStored(ShopBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().completedAt() != null
                && (backup.getStatus().phase() == Phase.SUCCEEDED
                        || backup.getStatus().phase() == Phase.VERIFYING);
    }

    /** What is known not to be restorable is only taken by its name. */
    private static boolean isRefuted(ShopBackup backup) {
        VerificationStatus verification = backup.getStatus().verification();
        return verification != null && verification.result() == VerificationStatus.Result.FAILED;
    }

    private static Instant completed(ShopBackup backup) {
        return Instant.parse(backup.getStatus().completedAt());
    }
}
