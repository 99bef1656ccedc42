package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.shopoperator.api.v1alpha1.BackupSpec;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.PointInTimeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.schedule.RunSchedule;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a shop's backups add up to, and which one is due; pure. The schedules must have no mistake. */
public final class BackupSummary {
    /** The name of a shop has at most 40 characters, that of a backup 52. */
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("yyMMdd-HHmm").withZone(ZoneOffset.UTC);

    /** One run may fail without anybody having to get up. */
    private static final int PERIODS = 2;

    /** What is told of a run that nothing keeps. */
    private static final String DUMPING = "Dumping";

    private final Shop shop;
    private final BackupSpec spec;
    private final Instant now;
    private final LedgerStatus ledger;
    private final List<ShopBackup> backups;
    private final List<ShopBackupStatus> kept;

    /**
     * Whether something is so, and why.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public record Verdict(String status, Finding finding) {}

    public BackupSummary(Shop shop, List<ShopBackup> backups, Instant now) {
        this(shop, backups, Ledger.told(shop).orElse(null), now);
    }

    /** {@code ledger} is how far the destination has been read; null if it has not. */
    public BackupSummary(Shop shop, List<ShopBackup> backups, LedgerStatus ledger, Instant now) {
        this.shop = shop;
        this.ledger = ledger;
        this.spec = shop.getSpec().backup();
        this.backups = backups;
        this.now = now;
        this.kept = backups.stream()
                .map(ShopBackup::getStatus)
                .filter(Objects::nonNull)
                .filter(status -> status.completedAt() != null && status.phase() != ShopBackupStatus.Phase.FAILED)
                .toList();
    }

    /**
     * The backup that the schedule asks for now, and has not asked for before. Several runs that were missed are one, and so are those that
     * come up while a backup waits or is being made.
     */
    public Optional<ShopBackup> due() {
        return run().map(this::backup);
    }

    private Optional<Instant> run() {
        if (spec.suspend() || isAtWork()) return Optional.empty();
        return BackupSchedules.backups(shop).due(lastRun().orElse(began()), now);
    }

    /** Whether a backup waits or is being made: what would be asked for now would only wait behind it. */
    private boolean isAtWork() {
        return backups.stream()
                .filter(backup -> backup.getSpec().stored() == null)
                .map(ShopBackup::getStatus)
                .anyMatch(status -> status == null
                        || status.phase() == null
                        || status.phase() == ShopBackupStatus.Phase.PENDING
                        || status.phase() == ShopBackupStatus.Phase.RUNNING);
    }

    private Instant began() {
        return Instant.parse(shop.getMetadata().getCreationTimestamp());
    }

    private Optional<Instant> lastRun() {
        return Optional.ofNullable(shop.getStatus())
                .map(status -> status.backup())
                .map(BackupStatus::lastRun)
                .map(Instant::parse);
    }

    private ShopBackup backup(Instant run) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName(shop.getMetadata().getName() + "-" + RUN.format(run))
                .withNamespace(shop.getMetadata().getNamespace())
                .withLabels(ShopLabels.of(shop, Component.BACKUP))
                .withOwnerReferences(ChildMetadata.ownersOfData(shop))
                .build());
        backup.setSpec(new ShopBackupSpec(
                new ShopReference(shop.getMetadata().getName()),
                false,
                spec.verify().everyBackup()));
        return backup;
    }

    /** Whether there is a backup that is not older than the schedule lets expect. */
    public Verdict recent() {
        Optional<Instant> newest = latest(ShopBackupStatus::completedAt);
        RunSchedule schedule = BackupSchedules.backups(shop);
        Duration allowed = schedule.longestPause(now).multipliedBy(PERIODS);
        if (newest.isEmpty()) {
            boolean young = began().plus(allowed).isAfter(now);
            return new Verdict(
                    young && failure().isEmpty() ? "Unknown" : "False",
                    new Finding(
                            Reason.NO_BACKUP_YET,
                            (Ledger.isOpen(ledger) ? unread() : "There is no backup yet. ")
                                    + next(schedule)
                                    + failure().or(this::trouble).orElse("")));
        }
        boolean recent = !newest.get().plus(allowed).isBefore(now);
        if (recent) {
            return new Verdict(
                    "True",
                    new Finding(
                            Reason.BACKUP_RECENT,
                            "The newest backup is of " + newest.get() + "."
                                    + failure().or(this::trouble).orElse("")));
        }
        Reason reason = spec.suspend() ? Reason.BACKUP_SUSPENDED : Reason.BACKUP_OVERDUE;
        return new Verdict(
                "False",
                new Finding(
                        reason,
                        "The newest backup is of " + newest.get() + ". " + next(schedule)
                                + failure().or(this::trouble).orElse("")));
    }

    private String unread() {
        return ledger.message() == null
                ? "The destination is being read for backups that are there. "
                : "The destination could not be read for backups that are there: " + ledger.message() + " ";
    }

    private String next(RunSchedule schedule) {
        return spec.suspend()
                ? "The schedule is suspended: set spec.backup.suspend to false, or create a ShopBackup."
                : "The next is made at " + schedule.next(now) + "; create a ShopBackup to have one now.";
    }

    /** What the newest run said, if it failed. */
    private Optional<String> failure() {
        return newestRun()
                .filter(backup -> backup.getStatus().phase() == ShopBackupStatus.Phase.FAILED)
                .map(backup -> " The last run, " + backup.getMetadata().getName() + ", failed: "
                        + backup.getStatus().conditions().stream()
                                .filter(condition -> condition.getType().equals("Complete"))
                                .map(condition -> condition.getMessage())
                                .findFirst()
                                .orElse("it left no message."));
    }

    /** What keeps the newest run, which is not done yet. */
    private Optional<String> trouble() {
        return newestRun()
                .filter(backup -> backup.getStatus().phase() == ShopBackupStatus.Phase.RUNNING)
                .flatMap(backup -> backup.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals("Reconciling")
                                && !condition.getReason().equals(DUMPING))
                        .findFirst()
                        .map(condition -> " The run " + backup.getMetadata().getName() + " is not done: "
                                + condition.getMessage()));
    }

    private Optional<ShopBackup> newestRun() {
        return backups.stream()
                .filter(backup ->
                        backup.getStatus() != null && backup.getStatus().startedAt() != null)
                .max(Comparator.comparing(
                        backup -> Instant.parse(backup.getStatus().startedAt())));
    }

    /** Whether a backup was restored and found whole, as lately as the schedule lets expect. */
    public Verdict verified() {
        Optional<ShopBackupStatus> last = lastVerification();
        RunSchedule schedule = BackupSchedules.verifications(shop);
        if (last.isEmpty()) {
            return new Verdict(
                    "Unknown",
                    new Finding(
                            Reason.NOT_VERIFIED_YET,
                            "No backup has been verified yet. The newest is verified at " + schedule.next(now)
                                    + "; set spec.verify of a ShopBackup to have it verified now."));
        }
        VerificationStatus verification = last.get().verification();
        String told = "Backup " + last.get().id() + " was verified at " + verification.at() + ": ";
        if (verification.result() != VerificationStatus.Result.VERIFIED) {
            return new Verdict(
                    verification.result() == VerificationStatus.Result.FAILED ? "False" : "Unknown",
                    new Finding(Reason.VERIFICATION_FAILED, told + verification.message()));
        }
        Duration allowed = schedule.longestPause(now).multipliedBy(PERIODS);
        if (Instant.parse(verification.at()).plus(allowed).isBefore(now)) {
            return new Verdict(
                    "False",
                    new Finding(
                            Reason.VERIFICATION_OVERDUE,
                            told
                                    + "it could be restored. That is longer ago than the schedule lets expect: see the ShopBackups."));
        }
        return new Verdict(
                "True",
                new Finding(
                        Reason.BACKUP_VERIFIED,
                        told + "it was restored in " + verification.restoreSeconds()
                                + " s, and all orders were there."));
    }

    /** What the backups add up to; {@code asked} says that the one that is due has been asked for. */
    public BackupStatus status(boolean asked, PointInTimeStatus pointInTime) {
        Optional<ShopBackupStatus> proven = kept.stream()
                .filter(status -> status.verification() != null
                        && status.verification().result() == VerificationStatus.Result.VERIFIED)
                .max(Comparator.comparing(
                        status -> Instant.parse(status.verification().at())));
        return new BackupStatus(
                latest(ShopBackupStatus::completedAt).map(Instant::toString).orElse(null),
                proven.map(status -> status.verification().at()).orElse(null),
                kept.stream()
                        .map(ShopBackupStatus::completedAt)
                        .map(Instant::parse)
                        .min(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(null),
                (asked ? run().or(this::lastRun) : lastRun())
                        .map(Instant::toString)
                        .orElse(null),
                spec.suspend() ? null : BackupSchedules.backups(shop).next(now).toString(),
                proven.map(status -> status.verification().restoreSeconds()).orElse(null),
                kept.size(),
                kept.stream()
                        .map(ShopBackupStatus::bytes)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum(),
                ledger,
                pointInTime);
    }

    private Optional<ShopBackupStatus> lastVerification() {
        return kept.stream()
                .filter(status -> status.verification() != null)
                .max(Comparator.comparing(
                        status -> Instant.parse(status.verification().at())));
    }

    private Optional<Instant> latest(Function<ShopBackupStatus, String> time) {
        return kept.stream().map(time).map(Instant::parse).max(Comparator.naturalOrder());
    }
}
