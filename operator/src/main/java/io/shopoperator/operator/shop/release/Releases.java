package io.shopoperator.operator.shop.release;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.kube.Images;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.migration.MigrationState;
import io.shopoperator.operator.shop.release.ReleaseDecision.Phase;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides which image the web pods run: migrate, then roll, and go back to the last stable image if that fails. */
public final class Releases {
    private final Shop shop;
    private final Bindings bindings;
    private final String databaseIdentity;
    private final boolean databaseReady;
    private final Collection<Pod> pods;
    private final Collection<Event> events;

    /**
     * @param bindings the Secrets the spec asks for, as they are now
     * @param databaseIdentity which database that is; another one needs its own migration
     * @param pods the shop's pods, for the reasons why they are not ready
     * @param events warnings about those pods
     */
    public Releases(
            Shop shop,
            Bindings bindings,
            String databaseIdentity,
            boolean databaseReady,
            Collection<Pod> pods,
            Collection<Event> events) {
        this.shop = shop;
        this.bindings = bindings;
        this.databaseIdentity = databaseIdentity;
        this.databaseReady = databaseReady;
        this.pods = pods;
        this.events = events;
    }

    /** The short name of what the spec asks for: the same image on the same database is the same release. */
    public static String id(String image, String databaseIdentity) {
        return Hashes.of(image, databaseIdentity);
    }

    /** What to do next, from what runs and how far the migration of the wanted image is. */
    public ReleaseDecision decide(Optional<Deployment> web, MigrationState migration) {
        Optional<RunningRelease> running = web.map(RunningRelease::of);
        if (running.filter(this::isWanted).isPresent()) return rollOn(running.get());
        if (running.flatMap(RunningRelease::failure)
                .filter(this::isStillAskedFor)
                .isPresent()) {
            return stayBack(running.get());
        }
        return switch (migration) {
            case MigrationState.Succeeded ignored ->
                decision(
                        Phase.ROLLING_OUT,
                        Optional.of(wanted(running.flatMap(this::stable))),
                        "Replacing the pods one by one with " + version() + ".",
                        Optional.empty(),
                        running);
            case MigrationState.Failed failed
            when failed.generation() >= generation() ->
                hold(
                        Phase.MIGRATION_FAILED,
                        "The migration to " + version() + " failed: " + failed.message()
                                + " Nothing was rolled out. Fix the cause and change the spec to try again.",
                        Optional.empty(),
                        running);
            case MigrationState.Running busy ->
                hold(Phase.MIGRATING, "Migrating the schema to " + version() + ".", busy.trouble(), running);
            case MigrationState ignored
            when databaseReady ->
                hold(Phase.MIGRATING, "Migrating the schema to " + version() + ".", Optional.empty(), running);
            default -> hold(Phase.WAITING_FOR_DATABASE, "Waiting for the database.", Optional.empty(), running);
        };
    }

    private boolean isWanted(RunningRelease running) {
        return running.image().equals(image()) && running.id().equals(id(image(), databaseIdentity));
    }

    private boolean isStillAskedFor(RunningRelease.Failure failure) {
        return failure.image().equals(image()) && failure.generation() == generation();
    }

    /** The wanted image is on the Deployment: see how its pods do. */
    private ReleaseDecision rollOn(RunningRelease running) {
        Optional<String> stable = stable(running);
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
        if (shop.getSpec().release().rollbackOnFailure()
                && stable.filter(image -> !image.equals(image())).isPresent()) {
            return back(stable.get(), failure);
        }
        return decision(
                Phase.ROLLOUT_FAILED,
                release,
                failure + " Fix the cause, or change the spec to another image.",
                Optional.empty(),
                Optional.of(running));
    }

    private ReleaseDecision stayBack(RunningRelease running) {
        return back(
                running.image(),
                running.failure().map(RunningRelease.Failure::message).orElse(""));
    }

    private ReleaseDecision back(String stable, String failure) {
        Map<String, String> marks = marks(stable, Optional.of(stable));
        marks.put(ShopAnnotations.FAILED_IMAGE, image());
        marks.put(ShopAnnotations.FAILED_GENERATION, String.valueOf(generation()));
        marks.put(ShopAnnotations.FAILURE, failure);
        return new ReleaseDecision(
                Phase.ROLLED_BACK,
                Optional.of(new Release(stable, bindings, marks)),
                failure + " " + Images.version(stable) + " is back. Fix the cause and change the spec to try again.",
                Optional.empty(),
                Optional.of(stable));
    }

    /** Leaves image and bindings as they are; only renewed credentials of the same database are followed at once. */
    private ReleaseDecision hold(
            Phase phase, String message, Optional<Troubles.Trouble> trouble, Optional<RunningRelease> running) {
        Optional<Release> release = running.map(now -> {
            boolean sameDatabase = now.id().equals(id(now.image(), databaseIdentity));
            Map<String, String> marks = marks(now.image(), now.markedStable());
            marks.put(ShopAnnotations.RELEASE, now.id());
            return new Release(now.image(), sameDatabase ? bindings : now.bindings(), marks);
        });
        return decision(phase, release, message, trouble, running);
    }

    private ReleaseDecision decision(
            Phase phase,
            Optional<Release> release,
            String message,
            Optional<Troubles.Trouble> trouble,
            Optional<RunningRelease> running) {
        return new ReleaseDecision(phase, release, message, trouble, running.flatMap(this::stable));
    }

    /** The image to go back to. The running one itself, if it has been rolled out completely before, as the status remembers. */
    private Optional<String> stable(RunningRelease running) {
        if (running.complete() || wasStable(running)) return Optional.of(running.image());
        return running.markedStable();
    }

    private boolean wasStable(RunningRelease running) {
        if (shop.getStatus() == null || shop.getStatus().version() == null) return false;
        String version = Images.version(running.image());
        return version.equals(shop.getStatus().version().lastStable())
                && running.markedStable()
                        .map(Images::version)
                        .filter(version::equals)
                        .isEmpty();
    }

    private Release wanted(Optional<String> stable) {
        return new Release(image(), bindings, marks(image(), stable));
    }

    private Map<String, String> marks(String image, Optional<String> stable) {
        Map<String, String> marks = new TreeMap<>();
        marks.put(ShopAnnotations.RELEASE, id(image, databaseIdentity));
        stable.ifPresent(value -> marks.put(ShopAnnotations.STABLE_IMAGE, value));
        return marks;
    }

    private Optional<Troubles.Trouble> trouble(Collection<Event> warnings) {
        return Troubles.of(
                pods.stream()
                        .filter(pod -> pod.getSpec()
                                .getContainers()
                                .getFirst()
                                .getImage()
                                .equals(image()))
                        .toList(),
                warnings);
    }

    private String image() {
        return shop.getSpec().image();
    }

    private String version() {
        return Images.version(image());
    }

    private long generation() {
        return shop.getMetadata().getGeneration();
    }
}
