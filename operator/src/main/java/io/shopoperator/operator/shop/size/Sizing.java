package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.Surroundings;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import io.shopoperator.operator.shop.database.DatabaseStatefulSet;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.move.MoveWish;
import io.shopoperator.operator.shop.web.WebDeployment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which size a shop's pods are made with: the one that the spec asks for, or the former one as long as no node has room for it; pure. What
 * counts are the amounts, not the name, so another meaning of the same name is looked at in the same way.
 *
 * @param name the size's name
 * @param size what it means
 * @param refusal why the spec's size cannot be had now
 * @param unseen why nodes were not looked at, if pods are replaced without that
 * @param moving the spec's size, if the database moves to its nodes by a copy first: the pods get it once customers are served from there
 */
public record Sizing(
        String name, Size size, Optional<Finding> refusal, Optional<String> unseen, Optional<SizingStatus> moving) {
    /** Why an operator of named namespaces cannot look. */
    public static final String NAMED_NAMESPACES =
            "the operator serves named namespaces only and does not see what else runs on the nodes";

    /** Why there is no use in looking before a pod waits. */
    public static final String ON_DEMAND = "nodes for this size are made on demand";

    /**
     * The size that the pods are to be made with.
     *
     * @param seen what there is of the shop, and of nodes if {@link #isOpen} says that it depends on them
     */
    public static Sizing of(Shop shop, OperatorSettings settings, Surroundings seen) {
        String name = shop.getSpec().size();
        Size wanted = settings.sizes().get(name);
        if (isMoving(shop, settings)) return moving(shop, former(shop, wanted).orElseThrow(), wanted);
        if (!isOpen(shop, settings, seen.web(), seen.database(), seen.cluster().cluster())) {
            return granted(name, wanted, unseen(settings, wanted));
        }
        return switch (seen.nodes()) {
            case NodesSeen.NotAsked ignored -> granted(name, wanted, Optional.empty());
            case NodesSeen.Hidden hidden ->
                granted(shop, wanted, new SizeFit(name, wanted, hidden), seen, Optional.of(hidden.why()));
            case NodesSeen.Known known ->
                granted(shop, wanted, new SizeFit(name, wanted, known), seen, Optional.empty());
        };
    }

    /** The size that was granted last, for a shop that must not change now; empty before the first one. */
    public static Optional<Sizing> inForce(Shop shop, OperatorSettings settings) {
        Optional<Size> table =
                Optional.ofNullable(settings.sizes().get(shop.getSpec().size()));
        return SizeInForce.remembered(shop, table)
                .map(size -> new Sizing(
                        kept(shop),
                        size,
                        Optional.empty(),
                        Optional.empty(),
                        table.filter(wanted -> isMoving(shop, settings)).map(wanted -> asked(shop, wanted))));
    }

    private static Sizing granted(String name, Size size, Optional<String> unseen) {
        return new Sizing(name, size, Optional.empty(), unseen, Optional.empty());
    }

    private static Sizing granted(Shop shop, Size wanted, SizeFit fit, Surroundings seen, Optional<String> unseen) {
        Size former = former(shop, wanted).orElseThrow();
        boolean moves = isEmbeddedElsewhere(shop, former, wanted, fit, seen) && hasClass(shop, wanted, seen);
        return hindrance(shop, former, wanted, fit, seen, moves)
                .map(why -> refused(shop, former, hasClass(shop, wanted, seen) ? why : withoutClass(why)))
                .orElseGet(() -> moves
                        ? moving(shop, former, wanted)
                        : granted(shop.getSpec().size(), wanted, unseen));
    }

    /** Whether the database is on its way to the nodes of the spec's size: that has been looked into, and its copy takes room there by now. */
    public static boolean isMoving(Shop shop, OperatorSettings settings) {
        Size wanted = settings.sizes().get(shop.getSpec().size());
        if (wanted == null || former(shop, wanted).isEmpty()) return false;
        return DatabaseMove.underWay(shop)
                .map(DatabaseMoveStatus::sizing)
                .filter(there -> SizeInForce.isSameForTheDatabase(there, asked(shop, wanted)))
                .isPresent();
    }

    private static boolean isEmbeddedElsewhere(Shop shop, Size former, Size wanted, SizeFit fit, Surroundings seen) {
        return shop.getSpec().database().embedded() != null
                && isAnother(former.database(), former, wanted.database(), wanted)
                && fit.isElsewhere(seen.databasePods());
    }

    private static boolean hasClass(Shop shop, Size wanted, Surroundings seen) {
        return seen.volume()
                .filter(claim -> shop.getSpec().database().embedded() != null)
                .flatMap(claim -> MoveWish.storageClass(shop, claim, wanted.storageClassName()))
                .isPresent();
    }

    /** A volume that somebody made by hand says nothing of how another one is made. */
    private static Finding withoutClass(Finding why) {
        if (why.reason() != Reason.VOLUME_ON_ANOTHER_NODE) return why;
        return new Finding(
                why.reason(),
                why.message()
                        + " To have it moved there, name the StorageClass of its new volume: spec.database.embedded.storageClassName.");
    }

    private static Sizing moving(Shop shop, Size former, Size wanted) {
        return new Sizing(kept(shop), former, Optional.empty(), Optional.empty(), Optional.of(asked(shop, wanted)));
    }

    /** The name of the size that the pods have. */
    private static String kept(Shop shop) {
        return Objects.requireNonNullElse(
                shop.getStatus().sizing().current(), shop.getSpec().size());
    }

    private static SizingStatus asked(Shop shop, Size wanted) {
        return status(shop, shop.getSpec().size(), wanted);
    }

    /** Whether it depends on nodes and quotas which size it is: other pods are asked for than there were, and nobody has begun to make them. */
    public static boolean isOpen(
            Shop shop,
            OperatorSettings settings,
            Optional<Deployment> web,
            Optional<StatefulSet> database,
            Optional<Cluster> cluster) {
        Size wanted = settings.sizes().get(shop.getSpec().size());
        if (wanted == null || isMoving(shop, settings)) return false;
        return former(shop, wanted)
                .filter(former -> isAnother(former.web(), former, wanted.web(), wanted)
                        || isAnother(former.database(), former, wanted.database(), wanted))
                .filter(former -> !hasBegun(former, wanted, web, database, cluster))
                .isPresent();
    }

    private static Optional<String> unseen(OperatorSettings settings, Size wanted) {
        if (wanted.nodesOnDemand()) return Optional.of(ON_DEMAND);
        return settings.wholeCluster() ? Optional.empty() : Optional.of(NAMED_NAMESPACES);
    }

    private static Optional<Size> former(Shop shop, Size wanted) {
        return SizeInForce.remembered(shop, Optional.of(wanted));
    }

    private static boolean isAnother(
            ResourceRequirements before, Size former, ResourceRequirements after, Size wanted) {
        return !before.equals(after) || !former.isPlacedAs(wanted);
    }

    /** An operator that was ended between the first write and the telling goes on with what it has begun, wherever pods are by now. */
    private static boolean hasBegun(
            Size former,
            Size wanted,
            Optional<Deployment> web,
            Optional<StatefulSet> database,
            Optional<Cluster> cluster) {
        boolean webHas = isAnother(former.web(), former, wanted.web(), wanted)
                && web.map(there -> there.getSpec().getTemplate())
                        .map(PodTemplateSpec::getSpec)
                        .filter(pod -> SizeInForce.isMade(pod, WebDeployment.CONTAINER, wanted.web(), wanted))
                        .isPresent();
        boolean clusterHas = isAnother(former.database(), former, wanted.database(), wanted)
                && cluster.filter(there -> PostgresCluster.isMade(there, wanted))
                        .isPresent();
        boolean databaseHas = isAnother(former.database(), former, wanted.database(), wanted)
                && database.map(there -> there.getSpec().getTemplate())
                        .map(PodTemplateSpec::getSpec)
                        .filter(pod ->
                                SizeInForce.isMade(pod, DatabaseStatefulSet.CONTAINER, wanted.database(), wanted))
                        .isPresent();
        return webHas || databaseHas || clusterHas;
    }

    private static Optional<Finding> hindrance(
            Shop shop, Size former, Size wanted, SizeFit fit, Surroundings seen, boolean moves) {
        boolean database = shop.getSpec().database().external() == null
                && isAnother(former.database(), former, wanted.database(), wanted);
        boolean web = isAnother(former.web(), former, wanted.web(), wanted);
        return (database ? database(shop, fit, seen, moves) : Optional.<Finding>empty())
                .or(() -> web
                        ? fit.web(
                                seen.pods(Component.WEB), seen.autoscaling(shop).wanted())
                        : Optional.empty());
    }

    private static Optional<Finding> database(Shop shop, SizeFit fit, Surroundings seen, boolean moves) {
        List<Pod> pods = seen.databasePods();
        if (isOnCloudNativePg(shop)) return fit.instances(pods);
        return moves ? fit.copy(pods) : fit.database(pods);
    }

    private static boolean isOnCloudNativePg(Shop shop) {
        return shop.getSpec().database().cloudNativePg() != null;
    }

    private static Sizing refused(Shop shop, Size former, Finding why) {
        return new Sizing(
                kept(shop),
                former,
                Optional.of(
                        new Finding(
                                why.reason(),
                                why.message() + " Nothing is changed: the pods keep " + words(shop, kept(shop))
                                        + " until there is room or spec.size is changed; it is looked at again within 15 seconds.")),
                Optional.empty(),
                Optional.empty());
    }

    private static String words(Shop shop, String kept) {
        return kept.equals(shop.getSpec().size()) ? "what size '" + kept + "' meant before" : "size '" + kept + "'";
    }

    /** Whether the pods are as the spec asks, in a condition. */
    public Verdict verdict(Shop shop, List<Pod> web, List<Pod> database) {
        if (refusal.isPresent()) return new Verdict("False", refusal.get());
        if (moving.isPresent()) return new Verdict("Unknown", moves(shop, moving.get()));
        long webPods = made(web, WebDeployment.CONTAINER, size.web());
        long databasePods = made(
                database,
                isOnCloudNativePg(shop) ? PostgresCluster.CONTAINER : DatabaseStatefulSet.CONTAINER,
                size.database());
        if (webPods == staying(web).size() && databasePods == staying(database).size()) {
            return new Verdict("True", new Finding(Reason.SIZED, meaning(shop)));
        }
        String restart = databasePods == staying(database).size() ? "" : replaced(shop);
        return new Verdict(
                "Unknown",
                new Finding(
                        Reason.RESIZING,
                        "Pods are being replaced one by one: " + webPods + " of "
                                + staying(web).size() + " web pods are of size '" + name + "'." + restart
                                + unseen.map(why -> " Whether a node has room was not looked at, since " + why
                                                + ": the scheduler decides.")
                                        .orElse("")));
    }

    private Finding moves(Shop shop, SizingStatus to) {
        String nodes = SizeInForce.meantBy(to).map(Size::nodeLabels).orElse("");
        return new Finding(
                Reason.DATABASE_MOVING,
                "Size '" + to.current() + "' asks for nodes with " + nodes
                        + ", where the database's volume cannot be used: the database moves there by a copy while customers are served, and the pods keep "
                        + words(shop, name)
                        + " until it has. The condition DatabasePlaced says how far it is; to give it up, set spec.size back.");
    }

    private static String replaced(Shop shop) {
        return isOnCloudNativePg(shop)
                ? " CloudNativePG replaces the database's instances, standbys first: pages wait some seconds when another one becomes the primary."
                : " The database is about to be restarted with it: pages wait some seconds then.";
    }

    private String meaning(Shop shop) {
        String web = "Size '" + name + "': each web pod gets " + words(size.web());
        String who = isOnCloudNativePg(shop) ? ", each instance of the database " : ", the database ";
        String database = shop.getSpec().database().external() == null ? who + words(size.database()) : "";
        String nodes = size.nodeSelector().isEmpty() ? "" : ", on nodes with " + size.nodeLabels();
        return web + database + nodes + ".";
    }

    private static String words(ResourceRequirements resources) {
        return "cpu " + resources.getRequests().get("cpu") + " and memory "
                + resources.getRequests().get("memory");
    }

    /** What is remembered of it. */
    public SizingStatus status(Shop shop) {
        return status(shop, name, size);
    }

    private static SizingStatus status(Shop shop, String name, Size size) {
        boolean embedded = shop.getSpec().database().external() == null;
        return new SizingStatus(
                shop.getSpec().size(),
                name,
                SizeInForce.told(size.web()),
                embedded ? SizeInForce.told(size.database()) : null,
                size.nodeSelector(),
                size.tolerations().stream().map(SizeInForce::told).toList(),
                size.storageClassName().orElse(null));
    }

    private static List<Pod> staying(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getSpec() != null)
                .toList();
    }

    private long made(List<Pod> pods, String container, ResourceRequirements resources) {
        return staying(pods).stream()
                .filter(pod -> SizeInForce.isMade(pod.getSpec(), container, resources, size))
                .count();
    }
}
