package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.database.DatabaseStatefulSet;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.web.WebDeployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether quotas allow and nodes take the pods that a size would make of a shop's: a small model of the scheduler, asked before anything
 * moves. It knows labels, taints, cordons, where a volume can be used, requests and the number of pods. It does not know rules between
 * pods, priorities and what others ask for meanwhile: then a pod waits for its node after all, and the shop tells that.
 */
final class SizeFit {
    private static final int NAMED = 3;

    private final String name;
    private final Size size;
    private final QuotaFit quotas;
    private final List<Node> nodes;
    private final Optional<PersistentVolume> volume;
    private final boolean looked;
    private final Map<String, Room> free = new TreeMap<>();

    SizeFit(String name, Size size, NodesSeen.Known seen) {
        this(name, size, seen.quotas(), seen.nodes(), seen.volume(), true);
        nodes.forEach(node ->
                free.put(name(node), allocatable(node).minus(seen.taken().on(name(node)))));
    }

    /** Where the nodes are not known: what quotas allow alone. */
    SizeFit(String name, Size size, NodesSeen.Hidden seen) {
        this(name, size, seen.quotas(), List.of(), Optional.empty(), false);
    }

    private SizeFit(
            String name,
            Size size,
            List<ResourceQuota> quotas,
            List<Node> nodes,
            Optional<PersistentVolume> volume,
            boolean looked) {
        this.name = name;
        this.size = size;
        this.quotas = new QuotaFit(quotas);
        this.nodes = nodes;
        this.volume = volume;
        this.looked = looked;
    }

    /** What is missing for the database's pod, which ends before its successor begins. */
    Optional<Finding> database(List<Pod> pods) {
        List<Pod> old = onNodes(pods);
        if (isDone(old)) return Optional.empty();
        old.forEach(this::leaves);
        return place("the database's pod", size.database(), volume, "");
    }

    private boolean isDone(List<Pod> old) {
        return !old.isEmpty()
                && old.stream()
                        .allMatch(pod -> SizeInForce.isMade(
                                pod.getSpec(), DatabaseStatefulSet.CONTAINER, size.database(), size));
    }

    /** Whether there are nodes for the size, and the database's volume can be used on none of them, but on others. */
    boolean isElsewhere(List<Pod> pods) {
        return volume.filter(there -> !isDone(onNodes(pods)))
                .filter(there -> !labelled().isEmpty()
                        && labelled().stream().noneMatch(node -> NodeRules.admits(there, node))
                        && nodes.stream().anyMatch(node -> NodeRules.admits(there, node)))
                .isPresent();
    }

    /** What is missing for a copy of the database on a volume of other nodes. It begins beside the database's pod, which ends when the copy has taken its place. */
    Optional<Finding> copy(List<Pod> pods) {
        String why = " The database's volume " + volume.map(this::reach).orElse("is elsewhere")
                + ", so that the database would move to these nodes by a copy, which begins beside it.";
        Optional<Finding> missing = place("a copy of the database", size.database(), Optional.empty(), why);
        if (missing.isEmpty()) onNodes(pods).forEach(this::leaves);
        return missing;
    }

    /**
     * What is missing for CloudNativePG's instances, each of which ends before its successor begins. Where the volume of one can be used is
     * CloudNativePG's matter: a standby that finds no node keeps it from going on to the primary.
     */
    Optional<Finding> instances(List<Pod> pods) {
        for (Pod old : onNodes(pods)) {
            if (SizeInForce.isMade(old.getSpec(), PostgresCluster.CONTAINER, size.database(), size)) continue;
            leaves(old);
            Optional<Finding> missing = place("an instance of the database", size.database(), Optional.empty(), "");
            if (missing.isPresent()) return missing;
        }
        return Optional.empty();
    }

    /** What is missing for as many web pods, each of which begins before one of the old ones ends; those of the size stay. */
    Optional<Finding> web(List<Pod> pods, int replicas) {
        List<Pod> old = new ArrayList<>(onNodes(pods));
        int all = old.size();
        old.removeIf(pod -> SizeInForce.isMade(pod.getSpec(), WebDeployment.CONTAINER, size.web(), size));
        for (int begun = all - old.size(); begun < replicas; begun++) {
            String before = begun == 0
                    ? " A new web pod begins before an old one ends, so that there must be room for one more."
                    : " There is room for " + begun + " of " + replicas + " web pods.";
            Optional<Finding> missing = place("a web pod", size.web(), Optional.empty(), before);
            if (missing.isPresent()) return missing;
            nextToGo(old).ifPresent(pod -> {
                old.remove(pod);
                leaves(pod);
            });
        }
        return Optional.empty();
    }

    private static List<Pod> onNodes(List<Pod> pods) {
        return pods.stream()
                .filter(TakenRoom::isOnNode)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private void leaves(Pod pod) {
        quotas.give(PodRequests.of(pod));
        free.computeIfPresent(pod.getSpec().getNodeName(), (node, room) -> room.plus(PodRequests.of(pod)));
    }

    /** As a ReplicaSet does it: where most of them are. */
    private static Optional<Pod> nextToGo(List<Pod> old) {
        Map<String, Long> crowds =
                old.stream().collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName(), Collectors.counting()));
        return old.stream()
                .min(Comparator.<Pod>comparingLong(
                                pod -> -crowds.get(pod.getSpec().getNodeName()))
                        .thenComparing(pod -> pod.getMetadata().getName()));
    }

    /** Sets room aside for a pod, or says why no node takes it. */
    private Optional<Finding> place(
            String who, ResourceRequirements resources, Optional<PersistentVolume> reach, String before) {
        Room asked = Room.of(resources.getRequests());
        Room need = asked.onePod();
        Optional<String> lack = quotas.take(need);
        if (lack.isPresent()) return finding(Reason.QUOTA_EXCEEDED, aboveQuota(who, asked, lack.get()) + before);
        if (!looked) return Optional.empty();
        List<Node> labelled = labelled();
        if (labelled.isEmpty()) return finding(Reason.NO_NODE_FITS, noSuchNode());
        List<Node> reached = labelled.stream()
                .filter(node ->
                        reach.filter(there -> !NodeRules.admits(there, node)).isEmpty())
                .toList();
        if (reached.isEmpty()) return finding(Reason.VOLUME_ON_ANOTHER_NODE, elsewhere(reach.orElseThrow()));
        boolean bound = reached.size() < labelled.size();
        Map<String, String> closed = new TreeMap<>();
        reached.forEach(node -> NodeRules.closed(node, size.tolerations())
                .ifPresent(why -> closed.put(name(node), name(node) + " " + why)));
        List<Node> open =
                reached.stream().filter(node -> !closed.containsKey(name(node))).toList();
        if (open.isEmpty()) return finding(Reason.NO_NODE_FITS, allClosed(who, bound, closed));
        Optional<Node> chosen = open.stream()
                .filter(node -> free.get(name(node)).holds(need))
                .max(Comparator.<Node>comparingDouble(
                                node -> free.get(name(node)).shareOf(allocatable(node)))
                        .thenComparing(SizeFit::name, Comparator.reverseOrder()));
        if (chosen.isEmpty()) return finding(Reason.NO_NODE_FITS, noRoom(who, asked, bound, open, closed) + before);
        free.computeIfPresent(name(chosen.get()), (node, room) -> room.minus(need));
        return Optional.empty();
    }

    private List<Node> labelled() {
        return nodes.stream()
                .filter(node -> NodeRules.hasLabels(node, size.nodeSelector()))
                .sorted(Comparator.comparing(SizeFit::name))
                .toList();
    }

    private String aboveQuota(String who, Room asked, String lack) {
        return "The namespace's quota does not allow " + who + " of size '" + name + "', which asks for "
                + asked.needed() + ": " + lack + ". Raise the quota, or choose another size.";
    }

    private String noSuchNode() {
        return size.nodeSelector().isEmpty()
                ? "The cluster has no node. Add one."
                : "There is no node with " + size.nodeLabels() + ", which size '" + name
                        + "' asks for. Add or label one, or correct the operator's table of sizes.";
    }

    /** The volume stays where it is: only what it can be used on is a place for the database. */
    private String elsewhere(PersistentVolume claimed) {
        String asked = size.nodeSelector().isEmpty() ? "any node" : "a node with " + size.nodeLabels();
        return "Size '" + name + "' asks for " + asked + ", but the database's volume " + reach(claimed)
                + ". Choose a size for nodes that the volume can be used on; or begin another shop of that size with a backup of this one (spec.origin.fromBackup).";
    }

    /** Which volume it is, and where it can be used. */
    private String reach(PersistentVolume claimed) {
        List<String> admitted = nodes.stream()
                .filter(node -> NodeRules.admits(claimed, node))
                .map(SizeFit::name)
                .sorted()
                .toList();
        String where = admitted.isEmpty() ? "on no node that is there" : "on " + listed(admitted) + " only";
        return "(PersistentVolume " + claimed.getMetadata().getName() + ") can be used " + where;
    }

    private String allClosed(String who, boolean bound, Map<String, String> closed) {
        String begin = closed.size() == 1
                ? "The only node" + with(bound) + " does not take "
                : "None of the " + closed.size() + " nodes" + with(bound) + " takes ";
        return begin + who + " of size '" + name + "': " + listed(List.copyOf(closed.values()))
                + ". Make one available (kubectl uncordon, kubectl taint), or let the size tolerate the taint in the operator's table of sizes.";
    }

    private String noRoom(String who, Room asked, boolean bound, List<Node> open, Map<String, String> closed) {
        Room need = asked.onePod();
        Node closest = open.stream()
                .min(Comparator.comparingDouble(
                        node -> free.get(name(node)).missingFor(need).shareOf(need)))
                .orElseThrow();
        Room left = free.get(name(closest));
        String begin = open.size() == 1
                ? "The only node" + with(bound) + " has no room for "
                : "None of the " + open.size() + " nodes" + with(bound) + " has room for ";
        return begin + who + " of size '" + name + "', which asks for "
                + asked.needed() + ": "
                + name(closest) + (open.size() == 1 ? " lacks " : " comes closest and lacks ")
                + left.missingFor(need).needed() + " (free: "
                + left.max(Room.NONE).left() + ")."
                + (closed.isEmpty() ? "" : " Not counted: " + listed(List.copyOf(closed.values())) + ".")
                + (bound ? " Make room there, or choose another size." : " Add a node, or make room on one.");
    }

    /** Which nodes are spoken of; those that a volume is bound to are not all. */
    private String with(boolean bound) {
        return (size.nodeSelector().isEmpty() ? "" : " with " + size.nodeLabels())
                + (bound ? " that its volume can be used on" : "");
    }

    private static String listed(List<String> all) {
        String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.size() <= NAMED ? named : named + " and " + (all.size() - NAMED) + " more";
    }

    private static Room allocatable(Node node) {
        return node.getStatus() == null
                ? Room.NONE
                : Room.ofNode(node.getStatus().getAllocatable());
    }

    private static String name(Node node) {
        return node.getMetadata().getName();
    }

    private static Optional<Finding> finding(Reason reason, String message) {
        return Optional.of(new Finding(reason, message));
    }
}
