package io.shopoperator.operator.shop.origin;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.OriginBackupSpec;
import io.shopoperator.api.v1alpha1.OriginStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.ToolsPod;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fills the empty database of a new shop from a backup, before its first migration; pure. It is one transaction of the database, which
 * looks first whether there is data: so whatever is interrupted begins again, and data that is there always wins.
 */
public final class Origin {
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    private final Shop shop;
    private final OperatorSettings settings;
    private final OriginObjects objects;
    private final List<Job> jobs;
    private final List<Pod> pods;
    private final Instant now;
    private final OriginStatus before;

    /**
     * Where it stands.
     *
     * @param holds whether the first migration has to wait
     * @param finding what is told while it does
     * @param stalled whether that needs a person
     * @param status what the database began with; null while that is not settled
     * @param start a Job to be started
     * @param obsolete Jobs that are of no use any more
     */
    public record Step(
            boolean holds,
            Optional<Finding> finding,
            boolean stalled,
            OriginStatus status,
            Optional<Job> start,
            List<Job> obsolete) {}

    /**
     * @param objects what the spec names
     * @param jobs the shop's own runs of the backup program
     * @param pods those of restores
     */
    public Origin(
            Shop shop, OperatorSettings settings, OriginObjects objects, List<Job> jobs, List<Pod> pods, Instant now) {
        this.shop = shop;
        this.settings = settings;
        this.objects = objects;
        this.jobs = jobs.stream()
                .filter(job -> job.getMetadata().getName().startsWith(ShopNames.origin(shop, "")))
                .toList();
        this.pods = pods;
        this.now = now;
        this.before = told(shop);
    }

    /** Whether it is still to be settled what the database begins with; a shop that has run has its data. */
    public static boolean isOpen(Shop shop, boolean hasRun) {
        return asked(shop).isPresent() && told(shop) == null && !hasRun && !isInstalled(shop);
    }

    /** What the spec asks for. */
    public static Optional<OriginBackupSpec> asked(Shop shop) {
        return Optional.ofNullable(shop.getSpec().origin()).map(origin -> origin.fromBackup());
    }

    private static OriginStatus told(Shop shop) {
        return shop.getStatus() == null ? null : shop.getStatus().origin();
    }

    private static boolean isInstalled(Shop shop) {
        return shop.getStatus() != null
                && shop.getStatus().release() != null
                && shop.getStatus().release().stable() != null;
    }

    /** What is next; {@code hasRun} says that there is a web Deployment. */
    public Step next(boolean databaseReady, boolean hasRun) {
        if (!isOpen(shop, hasRun)) return closed();
        String name = ShopNames.origin(shop, fingerprint());
        List<Job> others = jobs.stream()
                .filter(job -> !job.getMetadata().getName().equals(name))
                .filter(Origin::isThere)
                .toList();
        Optional<Job> job = jobs.stream()
                .filter(there -> there.getMetadata().getName().equals(name))
                .filter(Origin::isThere)
                .findFirst();
        return switch (JobState.of(job, pods, ToolsJob.CONTAINER)) {
            case JobState.Absent ignored -> {
                boolean free = databaseReady && jobs.isEmpty() && !isAnyoneAtWork();
                yield restoring("", free ? Optional.of(job(name)) : Optional.empty(), others, databaseReady);
            }
            case JobState.Running running ->
                restoring(
                        running.trouble().map(Troubles.Trouble::told).orElse(""),
                        Optional.empty(),
                        others,
                        databaseReady);
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done facts ->
                        new Step(false, Optional.empty(), false, settled(facts.facts()), Optional.empty(), others);
                    // once more: it finds what it has restored
                    case RunResult.Lost ignored -> restoring("", Optional.empty(), jobs, databaseReady);
                };
            case JobState.Failed failed -> failed(failed, job.orElseThrow());
        };
    }

    /** A Job that was taken back must have come to its end before the database is anybody else's; one that was carried out is told first. */
    private Step closed() {
        List<Job> rest = jobs.stream().filter(Origin::isThere).toList();
        Optional<OriginStatus> untold = before == null && asked(shop).isPresent() ? outcome(rest) : Optional.empty();
        if (untold.isPresent()) {
            return new Step(false, Optional.empty(), false, untold.get(), Optional.empty(), List.of());
        }
        boolean leaving = before == null && !isInstalled(shop) && (!jobs.isEmpty() || isAnyoneAtWork());
        Optional<Finding> finding = leaving
                ? Optional.of(new Finding(
                        Reason.RESTORING_BACKUP, "A restore that is not asked for any more is being ended."))
                : Optional.empty();
        return new Step(leaving, finding, false, before, Optional.empty(), rest);
    }

    private Optional<OriginStatus> outcome(List<Job> rest) {
        return rest.stream()
                .map(job -> JobState.of(Optional.of(job), pods, ToolsJob.CONTAINER))
                .filter(JobState.Succeeded.class::isInstance)
                .map(done -> RunResult.of((JobState.Succeeded) done))
                .filter(RunResult.Done.class::isInstance)
                .map(facts -> settled(((RunResult.Done) facts).facts()))
                .findFirst();
    }

    private static boolean isThere(Job job) {
        return job.getMetadata().getDeletionTimestamp() == null;
    }

    /** A pod of a Job that is gone may still be on its way out. */
    private boolean isAnyoneAtWork() {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getName().startsWith(ShopNames.origin(shop, ""))))
                .filter(pod -> jobs.stream().noneMatch(job -> Owners.owns(job, pod)))
                .anyMatch(pod -> !hasEnded(pod));
    }

    private static boolean hasEnded(Pod pod) {
        if (pod.getStatus() == null) return false;
        var containers = pod.getStatus().getContainerStatuses();
        return !containers.isEmpty()
                && containers.stream()
                        .allMatch(container -> container.getState() != null
                                && container.getState().getTerminated() != null);
    }

    private Step restoring(String trouble, Optional<Job> start, List<Job> obsolete, boolean databaseReady) {
        Optional<Finding> finding = databaseReady
                ? Optional.of(new Finding(
                        Reason.RESTORING_BACKUP,
                        "The database is being filled from " + what() + ". Nobody is served before that." + trouble))
                : Optional.empty();
        return new Step(true, finding, false, null, start, obsolete);
    }

    private String what() {
        OriginBackupSpec asked = asked(shop).orElseThrow();
        if (asked.id() != null) return "backup " + asked.id();
        return "the newest " + (asked.verified() ? "verified " : "") + "backup"
                + (asked.before() == null ? "" : " before " + asked.before());
    }

    private OriginStatus settled(JsonNode facts) {
        JsonNode id = facts.path("id");
        JsonNode orders = facts.path("orders");
        return new OriginStatus(
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                id.asText(null),
                facts.path("completedAt").asText(null),
                orders.isIntegralNumber() ? Long.valueOf(orders.asLong()) : null);
    }

    private Step failed(JobState.Failed failed, Job job) {
        Word why = new RunWords(new Word(Reason.RESTORING_BACKUP.word(), ""), "", List.of())
                .failed(failed, "ProgramFailed");
        Finding finding = new Finding(
                Reason.ORIGIN_FAILED,
                "The database could not be filled from " + what() + ": " + why.message()
                        + " Nobody is served and nothing is begun empty. It is tried every "
                        + RETRY_AFTER.toMinutes()
                        + " minutes, and at once when spec.origin or one of its Secrets changes.");
        boolean waited = !failed.since().plus(RETRY_AFTER).isAfter(now);
        return new Step(true, Optional.of(finding), true, null, Optional.empty(), waited ? List.of(job) : List.of());
    }

    private Job job(String name) {
        OriginBackupSpec asked = asked(shop).orElseThrow();
        Map<String, String> further = new TreeMap<>();
        if (asked.before() != null) further.put("BEFORE", asked.before());
        if (asked.verified()) further.put("VERIFIED", "true");
        ToolsPod tools = new ToolsPod(shop, OriginPlace.of(shop, asked), settings, new Needs(true, Key.IDENTITY, true));
        return ToolsJob.of(
                shop,
                Component.RESTORE,
                name,
                tools,
                asked.id() == null ? List.of("seed") : List.of("seed", asked.id()),
                further,
                settings.backup().deadline());
    }

    /** Changes when something else is asked for, or a Secret has another content. */
    private String fingerprint() {
        return Hashes.of(
                OriginPlace.of(shop, asked(shop).orElseThrow()).toString(),
                asked(shop).orElseThrow().toString(),
                objects.storage().map(Hashes::content).orElse(""),
                objects.key().map(Hashes::content).orElse(""));
    }
}
