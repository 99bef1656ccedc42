package io.shopoperator.operator.shop.release;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.shopoperator.api.v1alpha1.ReleaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.kube.Images;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.migration.MigrationState;
import io.shopoperator.operator.shop.release.ReleaseDecision.Phase;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides which release the web pods run: migrate, then roll, and go back to the last stable one if that fails. */
public final class Releases {
    private static final String WAITING = "Waiting for the database.";

    private final Shop shop;
    private final BindingSecrets secrets;
    private final Bindings bindings;
    private final String database;
    private final boolean databaseReady;
    private final Collection<Pod> pods;
    private final Collection<Event> events;

    /**
     * @param secrets the Secrets the spec names, and those of {@link #secrets(Shop, Optional)} that are still there
     * @param pods the shop's pods, for the reasons why they are not ready
     * @param events warnings about those pods
     */
    public Releases(
            Shop shop, BindingSecrets secrets, boolean databaseReady, Collection<Pod> pods, Collection<Event> events) {
        this.shop = shop;
        this.secrets = secrets;
        this.bindings = new Bindings(
                secrets.binding(ShopNames.binding(shop)).orElseThrow(),
                Optional.ofNullable(shop.getSpec().mail())
                        .map(mail -> mail.bindingSecretRef().name())
                        .flatMap(secrets::binding));
        this.database = secrets.database(ShopNames.binding(shop)).orElseThrow();
        this.databaseReady = databaseReady;
        this.pods = pods;
        this.events = events;
    }

    /** The binding Secrets of what runs and of what may come back. */
    public static Set<String> secrets(Shop shop, Optional<Deployment> web) {
        Optional<RunningRelease> running = web.map(RunningRelease::of);
        Set<String> names = new TreeSet<>();
        Stream.concat(
                        running.map(RunningRelease::asStable).stream(),
                        running.flatMap(now -> stable(now, shop)).or(() -> remembered(shop)).stream())
                .forEach(release -> {
                    names.add(release.databaseSecret());
                    release.mailSecret().ifPresent(names::add);
                });
        names.remove("");
        return names;
    }

    /** What is decided while the Secret of the database is not there: what runs goes on running. */
    public static ReleaseDecision unbound(Shop shop) {
        return new ReleaseDecision(
                Phase.WAITING_FOR_DATABASE,
                Optional.empty(),
                WAITING,
                Optional.empty(),
                remembered(shop),
                failure(shop));
    }

    /** The Secrets the spec asks for, as they are now. */
    public Bindings bindings() {
        return bindings;
    }

    /** The short name of what the spec asks for: the same image on the same database is the same release. */
    public String id() {
        return id(image(), database);
    }

    private static String id(String image, String database) {
        return Hashes.of(image, database);
    }

    /**
     * What to do next, from what runs and how far the migration of the wanted image is.
     *
     * @param told the condition {@code Released} as it is, which remembers what pods said that are gone
     */
    public ReleaseDecision decide(Optional<Deployment> web, MigrationState migration, Optional<Condition> told) {
        Optional<RunningRelease> running = web.map(RunningRelease::of).or(this::lost);
        if (running.filter(this::isWanted).isPresent()) return rollOn(running.get());
        Optional<FailedRelease> failed = (running.isPresent() ? running.flatMap(RunningRelease::failed) : lostFailure())
                .filter(this::isStillAskedFor);
        if (failed.isPresent()) return stayBack(failed.get(), running);
        return switch (migration) {
            case MigrationState.Succeeded ignored
            when running.filter(RunningRelease::reborn).isPresent() ->
                hold(
                        Phase.ROLLING_OUT,
                        "The web Deployment was gone: "
                                + Images.version(running.get().image()) + " is brought back before " + version()
                                + " is rolled out.",
                        Optional.empty(),
                        running);
            case MigrationState.Succeeded ignored ->
                decision(
                        Phase.ROLLING_OUT,
                        Optional.of(wanted(running.flatMap(now -> stable(now, shop)))),
                        "Replacing the pods one by one with " + version() + ".",
                        Optional.empty(),
                        running);
            case MigrationState.Failed failure
            when failure.request().equals(ReleaseRequest.of(shop)) ->
                hold(Phase.MIGRATION_FAILED, failed(failure, told), Optional.empty(), running);
            case MigrationState.Running busy ->
                hold(
                        Phase.MIGRATING,
                        migrating(),
                        busy.trouble().or(() -> busy.alone() ? lastTrouble(told) : Optional.empty()),
                        running);
            case MigrationState ignored
            when databaseReady -> hold(Phase.MIGRATING, migrating(), Optional.empty(), running);
            default -> hold(Phase.WAITING_FOR_DATABASE, WAITING, Optional.empty(), running);
        };
    }

    private String migrating() {
        return "Migrating the schema to " + version() + ".";
    }

    private String failed(MigrationState.Failed failure, Optional<Condition> told) {
        String begin = "The migration to " + version() + " failed: ";
        String advice = " Nothing was rolled out. Fix the cause and change the spec to try again.";
        if (!failure.late()) return begin + failure.message() + advice;
        return message(told, Reason.MIGRATION_FAILED)
                .filter(before -> before.startsWith(begin))
                .or(() -> lastTrouble(told)
                        .map(last -> last.isOfImage()
                                ? begin + "Image " + image()
                                        + " could not be pulled within the operator's shop-operator.migration.deadline."
                                        + last.told()
                                        + " Nothing was rolled out. Correct spec.image; or let the nodes reach the image,"
                                        + " and change the spec to try again."
                                : begin + failure.message() + last.told() + advice))
                .orElse(begin + failure.message() + advice);
    }

    /** What kept the migration when it was last told. */
    private Optional<Troubles.Trouble> lastTrouble(Optional<Condition> told) {
        return message(told, Reason.MIGRATING)
                .filter(before -> before.startsWith(migrating()))
                .flatMap(before ->
                        Troubles.Trouble.read(before.substring(migrating().length())));
    }

    private static Optional<String> message(Optional<Condition> told, Reason reason) {
        return told.filter(condition -> reason.word().equals(condition.getReason()))
                .map(Condition::getMessage);
    }

    /** What ran when the Deployment was lost, if it can run as it did. */
    private Optional<RunningRelease> lost() {
        return remembered(shop)
                .flatMap(stable -> asBefore(stable).map(bound -> RunningRelease.lost(stable, bound, lostFailure())));
    }

    private Optional<FailedRelease> lostFailure() {
        return failure(shop);
    }

    private static Optional<StableRelease> remembered(Shop shop) {
        return memory(shop).map(ReleaseStatus::stable).flatMap(StableRelease::read);
    }

    private static Optional<FailedRelease> failure(Shop shop) {
        return memory(shop).map(ReleaseStatus::failed).flatMap(FailedRelease::read);
    }

    private static Optional<ReleaseStatus> memory(Shop shop) {
        return Optional.ofNullable(shop.getStatus()).map(ShopStatus::release);
    }

    private boolean isWanted(RunningRelease running) {
        return running.image().equals(image()) && running.id().equals(id());
    }

    private boolean isStillAskedFor(FailedRelease failed) {
        return failed.image().equals(image()) && failed.request().equals(ReleaseRequest.of(shop));
    }

    /** The wanted image is on the Deployment: see how its pods do. */
    private ReleaseDecision rollOn(RunningRelease running) {
        // marks change together with the image only: a release that comes through costs no further write
        Optional<Release> release = Optional.of(wanted(running.markedStable()));
        if (running.complete())
            return decision(
                    Phase.RELEASED, release, version() + " is released.", Optional.empty(), Optional.of(running));
        if (!running.deadlineExceeded()) {
            return decision(
                    Phase.ROLLING_OUT,
                    release,
                    "Replacing the pods one by one with " + version() + ".",
                    trouble(events),
                    Optional.of(running));
        }
        String failure = version() + " did not become ready within "
                + shop.getSpec().release().progressDeadline() + "."
                + trouble(events).map(Troubles.Trouble::told).orElse("");
        Optional<StableRelease> former =
                stable(running, shop).filter(stable -> !stable.id().equals(id()));
        if (!shop.getSpec().release().rollbackOnFailure() || former.isEmpty()) {
            return decision(
                    Phase.ROLLOUT_FAILED,
                    release,
                    failure + " Fix the cause, or change the spec to another image.",
                    Optional.empty(),
                    Optional.of(running));
        }
        return asBefore(former.get())
                .map(bound -> back(former.get(), bound, new FailedRelease(image(), ReleaseRequest.of(shop), failure)))
                .orElseGet(() -> decision(
                        Phase.ROLLOUT_FAILED,
                        release,
                        failure + cannotComeBack(former.get()),
                        Optional.empty(),
                        Optional.of(running)));
    }

    private ReleaseDecision stayBack(FailedRelease failed, Optional<RunningRelease> running) {
        if (running.isEmpty()) {
            return decision(
                    Phase.ROLLOUT_FAILED,
                    Optional.empty(),
                    failed.message()
                            + remembered(shop).map(this::cannotComeBack).orElse("") + " The web Deployment is gone.",
                    Optional.empty(),
                    running);
        }
        return back(running.get().asStable(), stillBound(running.get()), failed);
    }

    private ReleaseDecision back(StableRelease stable, Bindings bound, FailedRelease failed) {
        Map<String, String> marks = marks(stable.id(), Optional.of(stable));
        marks.putAll(failed.marks());
        boolean elsewhere = !stable.id().equals(id(stable.image(), database));
        return new ReleaseDecision(
                Phase.ROLLED_BACK,
                Optional.of(new Release(stable.image(), bound, marks)),
                failed.message() + " " + Images.version(stable.image()) + " is back"
                        + (elsewhere ? " on the database it ran with (Secret " + stable.databaseSecret() + ")" : "")
                        + ". Fix the cause and change the spec to try again.",
                Optional.empty(),
                Optional.of(stable),
                Optional.of(failed));
    }

    private String cannotComeBack(StableRelease stable) {
        return " " + Images.version(stable.image()) + " cannot come back, as Secret '" + stable.databaseSecret()
                + "' no longer leads to the database it ran with: restore that Secret, or fix the cause and change the"
                + " spec.";
    }

    /** Leaves image and bindings as they are; only renewed credentials of the same database are followed at once. */
    private ReleaseDecision hold(
            Phase phase, String message, Optional<Troubles.Trouble> trouble, Optional<RunningRelease> running) {
        Optional<Release> release =
                running.map(now -> new Release(now.image(), stillBound(now), marks(now.id(), now.markedStable())));
        return decision(phase, release, message, trouble, running);
    }

    private Bindings stillBound(RunningRelease running) {
        return asBefore(running.asStable()).orElse(running.bindings());
    }

    /** The bindings of a former release with their present content; empty if nothing leads to its database any more. */
    private Optional<Bindings> asBefore(StableRelease former) {
        Optional<Bindings.Binding> itsDatabase = Stream.of(
                        former.databaseSecret(), bindings.database().secret())
                .filter(name -> secrets.database(name)
                        .filter(there -> id(former.image(), there).equals(former.id()))
                        .isPresent())
                .findFirst()
                .flatMap(secrets::binding);
        Optional<Bindings.Binding> itsMail =
                former.mailSecret().flatMap(name -> secrets.binding(name).or(bindings::mail));
        return itsDatabase.map(there -> new Bindings(there, itsMail));
    }

    private ReleaseDecision decision(
            Phase phase,
            Optional<Release> release,
            String message,
            Optional<Troubles.Trouble> trouble,
            Optional<RunningRelease> running) {
        Optional<StableRelease> stable = running.isPresent() ? stable(running.get(), shop) : remembered(shop);
        // without a Deployment, the status alone knows what must not be tried again
        Optional<FailedRelease> failed = running.isPresent() ? Optional.empty() : lostFailure();
        return new ReleaseDecision(phase, release, message, trouble, stable, failed.filter(this::isStillAskedFor));
    }

    /** What to go back to. The running release itself, if it has been rolled out completely before, as the status remembers. */
    private static Optional<StableRelease> stable(RunningRelease running, Shop shop) {
        Optional<StableRelease> remembered = remembered(shop);
        boolean proven = running.complete()
                || remembered
                        .filter(stable -> stable.image().equals(running.image())
                                && stable.id().equals(running.id()))
                        .isPresent();
        return proven ? Optional.of(running.asStable()) : running.markedStable().or(() -> remembered);
    }

    private Release wanted(Optional<StableRelease> stable) {
        return new Release(image(), bindings, marks(id(), stable));
    }

    private static Map<String, String> marks(String id, Optional<StableRelease> stable) {
        Map<String, String> marks = new TreeMap<>();
        marks.put(ShopAnnotations.RELEASE, id);
        stable.ifPresent(known -> marks.putAll(known.marks()));
        return marks;
    }

    private Optional<Troubles.Trouble> trouble(Collection<Event> warnings) {
        return Troubles.of(pods.stream().filter(this::isOfWantedImage).toList(), warnings);
    }

    /** Any container: others may have added theirs before the shop's. */
    private boolean isOfWantedImage(Pod pod) {
        return pod.getSpec().getContainers().stream().anyMatch(container -> image().equals(container.getImage()));
    }

    private String image() {
        return shop.getSpec().image();
    }

    private String version() {
        return Images.version(image());
    }
}
