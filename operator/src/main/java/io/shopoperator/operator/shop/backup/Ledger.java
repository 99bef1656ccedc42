package io.shopoperator.operator.shop.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Brings a shop's ShopBackups up to what is at its destination, page by page, as a Job's last words are short; pure. It is read
 * when the destination is new to the shop, when all ShopBackups are gone, and when a run has met backups there that have none.
 */
public final class Ledger {
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** What nobody has put right within an hour is not tried so often any more. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Shop shop;
    private final OperatorSettings settings;
    private final List<ShopBackup> backups;
    private final List<Job> jobs;
    private final List<Pod> pods;
    private final Instant now;
    private final BackupPlace place;
    private final LedgerStatus before;

    /**
     * What is next.
     *
     * @param status how far it has come; null if there is nothing to tell yet
     * @param start a Job that reads the next page
     * @param found ShopBackups for what was found and has none
     * @param obsolete Jobs whose results are told
     */
    public record Step(LedgerStatus status, Optional<Job> start, List<ShopBackup> found, List<Job> obsolete) {

        /** Whether the destination is being read. */
        public boolean isOpen() {
            return Ledger.isOpen(status);
        }
    }

    /**
     * @param jobs the shop's own runs of the backup program
     * @param pods those of backups
     */
    public Ledger(
            Shop shop,
            OperatorSettings settings,
            List<ShopBackup> backups,
            List<Job> jobs,
            List<Pod> pods,
            Instant now) {
        this.shop = shop;
        this.settings = settings;
        this.backups = backups;
        this.jobs = jobs.stream()
                .filter(job -> job.getMetadata().getName().startsWith(ShopNames.ledger(shop, "")))
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .toList();
        this.pods = pods;
        this.now = now;
        this.place = BackupPlace.of(shop);
        this.before = told(shop).orElse(null);
    }

    /** What was told of a shop's ledger last. */
    public static Optional<LedgerStatus> told(Shop shop) {
        return Optional.ofNullable(shop.getStatus())
                .map(status -> status.backup())
                .map(BackupStatus::ledger);
    }

    /** Whether the destination is being read: until that is done, no backup is removed. */
    public static boolean isOpen(LedgerStatus ledger) {
        return ledger != null && ledger.readAt() == null;
    }

    /** The volume is made by this very plan: it is empty. */
    public Step beginEmpty() {
        return trusted(0);
    }

    /** Objects that have outlived their shop, or are of a former version of the operator: the next run will meet what they do not tell of. */
    private Step trusted(int stored) {
        String time = time();
        return step(new LedgerStatus(place.fingerprint(), time, time, null, stored, null, null));
    }

    /** The destination is not there yet, or the shop cannot say yet whose data it holds. */
    public Step rest() {
        return new Step(before, Optional.empty(), List.of(), List.of());
    }

    /** The destination and the shop's database are there. */
    public Step next() {
        long stored = backups.stream().filter(Ledger::isStored).count();
        if (before == null && stored > 0) return trusted((int) stored);
        boolean same = before != null && place.fingerprint().equals(before.destination());
        if (same && isOpen(before)) return read();
        return same && !isAskedFor() ? step(before) : step(begun());
    }

    /** All gone is nobody's wish; some gone come back with the next backup. What one run has met is looked for once. */
    private boolean isAskedFor() {
        boolean hadSome =
                isSome(before.found()) || isSome(shop.getStatus().backup().count());
        boolean allGone = backups.stream()
                .noneMatch(backup -> isStored(backup) || backup.getSpec().stored() != null);
        return hadSome && allGone
                || newest().filter(newest -> isSome(newest.unlisted()))
                        .filter(newest -> !Objects.equals(newest.id(), before.newest()))
                        .isPresent();
    }

    private static boolean isSome(Integer number) {
        return number != null && number > 0;
    }

    private LedgerStatus begun() {
        return new LedgerStatus(
                place.fingerprint(),
                time(),
                null,
                null,
                0,
                newest().map(ShopBackupStatus::id).orElse(null),
                null);
    }

    private Optional<ShopBackupStatus> newest() {
        return backups.stream()
                .filter(Ledger::isStored)
                .map(ShopBackup::getStatus)
                .max(Comparator.comparing(status -> Instant.parse(status.completedAt())));
    }

    private Step read() {
        Optional<Job> job = jobs.stream()
                .filter(there -> there.getMetadata().getName().equals(name(before)))
                .findFirst();
        return switch (JobState.of(job, pods, ToolsJob.CONTAINER)) {
            case JobState.Absent ignored ->
                new Step(before, isQuiet() ? Optional.of(job()) : Optional.empty(), List.of(), former());
            case JobState.Running ignored -> step(before);
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done page -> page(page.facts());
                    case RunResult.Lost ignored -> new Step(before, Optional.empty(), List.of(), jobs);
                };
            case JobState.Failed failed -> failed(failed);
        };
    }

    /** The page is done with once all that is on it is known, so that whatever is interrupted is only repeated. */
    private Step page(JsonNode facts) {
        List<ShopBackup> onPage = StreamSupport.stream(facts.path("backups").spliterator(), false)
                .flatMap(entry -> StoredBackups.of(shop, entry).stream())
                .toList();
        List<ShopBackup> unknown = onPage.stream()
                .filter(found -> !StoredBackups.isKnown(found, backups))
                .toList();
        if (!unknown.isEmpty()) return new Step(before, Optional.empty(), unknown, former());
        String last = facts.path("after").asText("");
        boolean more = facts.path("more").asBoolean(false) && !last.isEmpty() && !last.equals(before.after());
        return step(new LedgerStatus(
                before.destination(),
                before.since(),
                more ? null : time(),
                more ? last : null,
                Objects.requireNonNullElse(before.found(), 0) + onPage.size(),
                before.newest(),
                null));
    }

    private Step failed(JobState.Failed failed) {
        Word why = new RunWords(new Word("Reading", ""), "", List.of()).failed(failed, "ProgramFailed");
        LedgerStatus told = new LedgerStatus(
                before.destination(),
                before.since(),
                null,
                before.after(),
                before.found(),
                before.newest(),
                why.message() + " It is tried every " + RETRY_AFTER.toMinutes()
                        + " minutes, after an hour every hour.");
        boolean late = Instant.parse(before.since()).plus(PATIENCE).isBefore(now);
        boolean waited = !failed.since().plus(late ? PATIENCE : RETRY_AFTER).isAfter(now);
        return new Step(told, Optional.empty(), List.of(), waited ? jobs : former());
    }

    private Step step(LedgerStatus status) {
        return new Step(status, Optional.empty(), List.of(), former(status));
    }

    private List<Job> former() {
        return former(before);
    }

    /** Jobs of pages that have been read. */
    private List<Job> former(LedgerStatus status) {
        return jobs.stream()
                .filter(job -> !isOpen(status) || !job.getMetadata().getName().equals(name(status)))
                .toList();
    }

    /** What is being removed must not be found. */
    private boolean isQuiet() {
        return backups.stream()
                .filter(backup ->
                        backup.getStatus() != null && backup.getStatus().phase() == Phase.DELETING)
                .allMatch(backup -> backup.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Stalled")));
    }

    private Job job() {
        ToolsPod tools = new ToolsPod(shop, place, settings, new Needs(true, Key.NONE, false));
        List<String> arguments = before.after() == null ? List.of("ledger") : List.of("ledger", before.after());
        return ToolsJob.of(shop, Component.BACKUP, name(before), tools, arguments, Map.of(), DEADLINE);
    }

    private String name(LedgerStatus status) {
        return ShopNames.ledger(
                shop, Hashes.of(status.destination(), status.since(), Objects.requireNonNullElse(status.after(), "")));
    }

    private static boolean isStored(ShopBackup backup) {
        return backup.getStatus() != null
                && backup.getStatus().completedAt() != null
                && backup.getStatus().phase() != Phase.FAILED;
    }

    private String time() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
