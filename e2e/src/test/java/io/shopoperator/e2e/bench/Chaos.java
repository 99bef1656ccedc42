package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Kill;
import io.shopoperator.e2e.cluster.Kubectl;
import io.shopoperator.e2e.cluster.Nodes;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.ShopDatabase;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.Loss;
import io.shopoperator.e2e.storefront.Guest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Kills what a shop and its cluster are made of, as {@code kill -9} does, one after the other. After each a guest has to get through to an order, and the
 * next one follows: nobody waits until all is tidy. Where a process was killed alone, its pod goes with it the next time: Kubernetes puts off the start of
 * a container longer each time that it has ended, and that is not what is looked at.
 */
final class Chaos {
    /** Within which the shop has to sell again, whatever was killed. */
    static final Duration GOAL = Duration.ofSeconds(15);

    /** The word for the death of a node, which the Service's customers cannot but notice: it goes on sending them there until Kubernetes knows. */
    static final String NODE = "node";

    private static final String ETCD = "etcd";
    private static final String API_SERVER = "API server";
    private static final String CONTROLLER_MANAGER = "controller manager";
    private static final String SCHEDULER = "scheduler";
    private static final String KUBELET = "kubelet";
    private static final String CONTAINERD = "containerd";
    private static final String KUBE_PROXY = "kube-proxy";
    private static final String OPERATOR = "operator";
    private static final String OPERATOR_POD = "operator's pod";

    /** What is not between customers and their orders: none of them may notice its end. */
    private static final Set<String> UNNOTICED = Set.of(
            ETCD, API_SERVER, CONTROLLER_MANAGER, SCHEDULER, KUBELET, CONTAINERD, KUBE_PROXY, OPERATOR, OPERATOR_POD);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * Between what nobody may notice and what somebody may: in which slow customers are answered before a death that is in their way, and after one nobody is
     * sent there any more.
     */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private final TestShop shop;
    private final ShopDatabase database;
    private final Map<String, List<Duration>> untilItSold = new LinkedHashMap<>();

    Chaos(TestShop shop, ShopDatabase database) {
        this.shop = shop;
        this.database = database;
    }

    /** Has the ingress try another pod where one accepts no connection, as most ingress controllers do by themselves. */
    void letTheIngressTryAnotherPod() {
        Kubectl.run(
                "--namespace=" + shop.namespace(),
                "annotate",
                "ingress/" + shop.name() + "-web",
                "traefik.ingress.kubernetes.io/router.middlewares=another-pod@file");
    }

    /** So many rounds, in each of which everything is killed, and some of it twice. */
    List<Change> rounds(int count) {
        List<Change> round = List.of(
                away(ETCD, n -> "etcd"),
                away(KUBELET, n -> node(n) + "-kubelet"),
                kill(OPERATOR, () -> processesOf(leader())),
                away(CONTROLLER_MANAGER, n -> "controller-manager"),
                away(KUBE_PROXY, n -> node(n) + "-proxy"),
                settleAndKill("web", () -> processesOf(web(Comparator.naturalOrder()))),
                killAndSettle("PostgreSQL", () -> {
                    database.awaitReady();
                    return database::killPostgreSql;
                }),
                away(API_SERVER, n -> "apiserver"),
                away(KUBELET, n -> node(n) + "-kubelet"),
                kill(OPERATOR_POD, () -> withItsPod(leader())),
                away(SCHEDULER, n -> "scheduler"),
                away(CONTAINERD, n -> node(n) + "-containerd"),
                away(KUBE_PROXY, n -> node(n) + "-proxy"),
                settleAndKill("web's pod", () -> withItsPod(web(Comparator.reverseOrder()))),
                killAndSettle("PostgreSQL's pod", () -> {
                    database.awaitReady();
                    return withItsPod(database.pod());
                }));
        return Stream.generate(() -> round).limit(count).flatMap(List::stream).toList();
    }

    /** The death of a node with a web pod and without the database. It comes back once Kubernetes knows that it is gone. */
    Change nodeDies() {
        return new Change(NODE, 1, n -> {
            awaitWeb();
            String primary = database.pod().getSpec().getNodeName();
            String node = Nodes.of(shop.pods("web")).stream()
                    .filter(name -> !name.equals(primary))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no web pod but beside the database"));
            long killed = System.nanoTime();
            Kill.program(node);
            awaitSale(NODE, killed);
            Await.pods().until(() -> !Nodes.isReady(node));
            Kill.revive(node);
            awaitWeb();
            database.awaitReady();
            Await.pass(SETTLING);
        });
    }

    /** What it took to sell again, by what was killed. */
    Map<String, List<Duration>> untilItSold() {
        return untilItSold;
    }

    int kills() {
        return untilItSold.values().stream().mapToInt(List::size).sum();
    }

    Duration longestUntilItSold() {
        return untilItSold.values().stream()
                .flatMap(Collection::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A line for each kind of what was killed, for people. */
    List<String> table(LoadResult load) {
        List<String> lines = new ArrayList<>();
        untilItSold.forEach((what, times) -> lines.add(String.format(
                Locale.ROOT,
                "%-18s killed %3d times, sold again after %4.1f s (median), %4.1f s (longest), %d requests lost",
                what,
                times.size(),
                Runs.median(times),
                times.stream().max(Comparator.naturalOrder()).orElseThrow().toMillis() / 1000.0,
                load.lostByPhase().getOrDefault(what, 0L))));
        return lines;
    }

    /** Requests that were lost where nobody may notice anything. */
    static List<Loss> lostUnnoticed(LoadResult load) {
        return load.losses().stream()
                .filter(loss -> UNNOTICED.contains(loss.phase()))
                .toList();
    }

    /** Carts that were there without what had been put into them, or not at all in the end. */
    static List<Loss> brokenCarts(LoadResult load) {
        return load.losses().stream()
                .filter(loss ->
                        loss.why().startsWith("a cart without") || loss.phase().equals("afterwards"))
                .toList();
    }

    /** Starts again what a run that broke off has left dead. */
    static void reviveAll() {
        Stream.of("etcd", "apiserver", "controller-manager", "scheduler").forEach(Kill::revive);
        Nodes.names().forEach(Kill::revive);
    }

    /** A program of the cluster is away while somebody buys, and then comes back. */
    private Change away(String what, IntFunction<String> program) {
        return new Change(what, 1, n -> {
            String name =
                    program.apply(untilItSold.getOrDefault(what, List.of()).size());
            long killed = System.nanoTime();
            Kill.program(name);
            awaitSale(what, killed);
            Kill.revive(name);
        });
    }

    /** What Kubernetes has to bring back. */
    private Change kill(String what, Supplier<Runnable> victim) {
        return new Change(what, 1, n -> {
            Runnable kill = victim.get();
            long killed = System.nanoTime();
            kill.run();
            awaitSale(what, killed);
        });
    }

    private Change settleAndKill(String what, Supplier<Runnable> victim) {
        Change kill = kill(what, victim);
        return new Change(what, 1, n -> {
            Await.pass(SETTLING);
            kill.doing().accept(n);
        });
    }

    private Change killAndSettle(String what, Supplier<Runnable> victim) {
        Change kill = kill(what, victim);
        return new Change(what, 1, n -> {
            kill.doing().accept(n);
            Await.pass(SETTLING);
        });
    }

    private static Runnable processesOf(Pod pod) {
        return () -> Kill.processesOf(pod);
    }

    private static Runnable withItsPod(Pod pod) {
        return () -> Kill.withItsPod(pod);
    }

    private void awaitSale(String what, long killed) {
        Await.within(PATIENCE).until(this::sells);
        untilItSold.computeIfAbsent(what, kind -> new ArrayList<>()).add(Duration.ofNanos(System.nanoTime() - killed));
    }

    private boolean sells() {
        try {
            Guest.buysSomethingAt(shop.url());
            return true;
        } catch (RuntimeException | AssertionError e) {
            // what failed was not promised; how long it goes on is what is measured
            return false;
        }
    }

    private static String node(int n) {
        List<String> nodes = Nodes.names();
        return nodes.get(n % nodes.size());
    }

    private static Pod leader() {
        String leader = OperatorPods.leader();
        Await.pods().until(() -> OperatorPods.replicas().stream().anyMatch(TestShop::isReady));
        return OperatorPods.replicas().stream()
                .filter(TestShop::isReady)
                .min(Comparator.comparing(pod -> !pod.getMetadata().getName().equals(leader)))
                .orElseThrow();
    }

    /** The first of the web pods by how often they were restarted; one that dies while the other is not back yet would be two deaths at once. */
    private Pod web(Comparator<Integer> order) {
        awaitWeb();
        return shop.readyPods("web").stream()
                .min(Comparator.comparing(Chaos::restarts, order))
                .orElseThrow();
    }

    private void awaitWeb() {
        Await.pods().until(() -> shop.readyPods("web").size() == 2);
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }
}
