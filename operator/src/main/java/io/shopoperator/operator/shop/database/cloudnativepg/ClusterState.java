package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.database.DatabaseState;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a database does that CloudNativePG runs, in its own words where there are any; pure. */
public final class ClusterState {
    /** How Kubernetes says it, in Events and in what CloudNativePG passes on. */
    private static final String OVER_QUOTA = "exceeded quota";

    /** Phases that CloudNativePG does not leave by itself. */
    private static final Set<String> STUCK = Set.of(
            "Cluster cannot execute instance online upgrade due to missing architecture binary",
            "Cluster cannot proceed to reconciliation due to an error while interacting with plugins",
            "Cluster cannot proceed to reconciliation due to an unknown plugin being required",
            "Cluster has incomplete or invalid image catalog",
            "Cluster is unrecoverable and needs manual intervention",
            "Invalid cluster definition",
            "Unable to create required cluster objects",
            "Waiting for user action");

    private final Shop shop;
    private final ClusterSeen seen;
    private final ClusterStatus status;

    private ClusterState(Shop shop, ClusterSeen seen) {
        this.shop = shop;
        this.seen = seen;
        this.status = seen.cluster().map(Cluster::getStatus).orElse(ClusterStatus.NONE);
    }

    /** {@code bound} says that the Secret is there by which the database is reached. */
    public static DatabaseState of(Shop shop, ClusterSeen seen, Optional<ConfigMap> config, boolean bound) {
        return new ClusterState(shop, seen).database(DatabaseState.wasReady(shop, config), bound);
    }

    /** Whether a standby is ready to take the primary's place ({@link Reason#HIGHLY_AVAILABLE}), or else why not. */
    public static Finding availability(Shop shop, ClusterSeen seen) {
        return new ClusterState(shop, seen).availability();
    }

    /** Whether all instances that are asked for are ready: then nobody asks what keeps them. */
    public static boolean isHealthy(Shop shop, Cluster cluster) {
        return new ClusterState(shop, ClusterSeen.of(Optional.of(cluster))).isHealthy();
    }

    /** What is told where CloudNativePG is not installed. */
    public static Finding notInstalled() {
        return new Finding(
                Reason.CLOUD_NATIVE_PG_MISSING,
                "This Kubernetes does not know CloudNativePG's kind Cluster (postgresql.cnpg.io/v1), which spec.database.cloudNativePg needs."
                        + " Install CloudNativePG 1.28 or newer: the shop goes on by itself then. A shop that is to do without it has database.embedded.");
    }

    private DatabaseState database(boolean wasReady, boolean bound) {
        if (!seen.installed()) return new DatabaseState(false, wasReady, notInstalled(), true, false);
        if (seen.cluster().isEmpty()) {
            return wasReady
                    ? new DatabaseState(false, true, lost(), true, false)
                    : waiting(false, "CloudNativePG is being asked for it.");
        }
        boolean initialized = wasReady || status.hasPrimary();
        if (status.hasPrimary()) {
            return bound
                    ? new DatabaseState(
                            true,
                            true,
                            new Finding(Reason.DATABASE_READY, "PostgreSQL accepts connections."),
                            false,
                            false)
                    : waiting(true, "CloudNativePG has not written the Secret " + ShopNames.binding(shop) + " yet.");
        }
        return overQuota()
                .map(quota -> new DatabaseState(false, initialized, quota, true, false))
                .orElseGet(() -> away(initialized));
    }

    private DatabaseState away(boolean initialized) {
        boolean stuck = status.phase() != null && STUCK.contains(status.phase());
        Optional<String> trouble = Troubles.of(seen.pods(), seen.events())
                .map(Troubles.Trouble::told)
                .filter(words -> !isOrdinary(words));
        if (!initialized && !stuck && trouble.isEmpty()) return waiting(false, says());
        return new DatabaseState(
                false,
                initialized,
                new Finding(
                        Reason.DATABASE_UNAVAILABLE,
                        "PostgreSQL takes no writes. " + says() + trouble.orElse("")
                                + (stuck
                                        ? " CloudNativePG does not go on by itself: see kubectl describe clusters.postgresql.cnpg.io "
                                                + ShopNames.database(shop) + "."
                                        : "")),
                stuck,
                false);
    }

    /** Probes that fail at first are the ordinary way up. */
    private static boolean isOrdinary(String trouble) {
        return trouble.startsWith(" Unhealthy:");
    }

    private static DatabaseState waiting(boolean initialized, String why) {
        return new DatabaseState(
                false,
                initialized,
                new Finding(Reason.DATABASE_STARTING, "The database is on its way up. " + why),
                false,
                false);
    }

    private String says() {
        if (status.phase() == null) return "CloudNativePG has said nothing of it yet: does its operator run?";
        String reason = Objects.requireNonNullElse(status.phaseReason(), "").strip();
        return "CloudNativePG says: " + status.phase() + (reason.isEmpty() ? "." : " (" + reason + ").");
    }

    private Finding lost() {
        return new Finding(
                Reason.DATA_LOST,
                "The Cluster " + ShopNames.database(shop)
                        + " is gone although this shop has had data. It is not made anew, that would hide the loss. Bring it back from its own WAL archive, or delete the shop and let it begin with a backup (origin.fromBackup): see docs/operations/cloudnativepg.md.");
    }

    private Finding availability() {
        int instances = shop.getSpec().database().cloudNativePg().instances();
        if (instances == 1) {
            return new Finding(
                    Reason.SINGLE_DATABASE,
                    "CloudNativePG runs one instance: while it restarts, pages wait. Set spec.database.cloudNativePg.instances to 2 or more.");
        }
        if (isHealthy() && status.isOnOneNode()) {
            return new Finding(
                    Reason.INSTANCES_ON_ONE_NODE,
                    "All " + instances
                            + " instances are ready, but on one node: when that fails, so does the database. See that another node has room for one,"
                            + " then have CloudNativePG make it anew there: kubectl cnpg destroy "
                            + ShopNames.database(shop) + " N, with the number of a standby.");
        }
        if (isHealthy()) {
            return new Finding(
                    Reason.HIGHLY_AVAILABLE,
                    "All " + instances + " instances are ready: if the primary fails, a standby takes its place.");
        }
        return overQuota()
                .orElseGet(() -> new Finding(
                        Reason.INSTANCES_NOT_READY,
                        status.ready() + " of " + instances + " instances are ready."
                                + (seen.installed() && seen.cluster().isPresent() ? " " + says() : "")
                                + Troubles.of(seen.pods(), seen.events())
                                        .map(Troubles.Trouble::told)
                                        .orElse("")));
    }

    private boolean isHealthy() {
        return status.hasPrimary()
                && status.ready() >= shop.getSpec().database().cloudNativePg().instances();
    }

    /** Told by CloudNativePG, or by the newest warning about what it wants to make. */
    private Optional<Finding> overQuota() {
        return Stream.concat(
                        Stream.ofNullable(status.phaseReason()),
                        seen.events().stream()
                                .filter(warning -> !isOver(warning))
                                .max(Comparator.comparing(ClusterState::time))
                                .map(Event::getMessage)
                                .stream())
                .filter(ClusterState::tellsOfQuota)
                .findFirst()
                .map(ClusterState::quotaExceeded);
    }

    /** An instance that is there has got what it needed. */
    private boolean isOver(Event warning) {
        return warning.getInvolvedObject() != null
                && warning.getInvolvedObject().getName() != null
                && status.instances()
                        .anyMatch(instance ->
                                warning.getInvolvedObject().getName().startsWith(instance + "-"));
    }

    private static String time(Event event) {
        return Stream.of(event.getLastTimestamp(), event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Whether somebody says that a quota is in the way. */
    public static boolean tellsOfQuota(String words) {
        return words != null && words.contains(OVER_QUOTA);
    }

    /** What is told when the namespace's quota keeps something from being made. */
    public static Finding quotaExceeded(String words) {
        return new Finding(
                Reason.QUOTA_EXCEEDED,
                "A quota of the namespace keeps the database from getting what it needs: " + words.strip()
                        + (words.strip().endsWith(".") ? "" : ".")
                        + " Raise the quota, or choose a smaller spec.size, fewer instances or less storage.");
    }
}
