package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.ClusterDatabase;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.ShopDatabase;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.Loss;
import io.shopoperator.e2e.storefront.Admin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code dev/bench chaos}: kills everything that a shop and its cluster are made of, again and again, while customers browse, fill carts and order. */
public final class ChaosBench {
    private static final String RUN = "chaos";
    private static final int ROUNDS_BETWEEN_NODES = 4;

    private ChaosBench() {}

    public static void main(String[] arguments) {
        Options options = Options.parse(arguments, List.of("kills", "rate", "steady", "instances"));
        int wanted = options.number("kills", 200);
        int rate = options.number("rate", 20);
        Duration steady = Duration.ofSeconds(options.number("steady", 1));
        Report report = new Report("Kills under load", "dev/bench chaos " + String.join(" ", arguments));
        try (FreshNamespace namespace = FreshNamespace.create("bench-chaos")) {
            TestShop shop = new TestShop(namespace.name(), "tee");
            ShopDatabase database = create(shop, options.number("instances", 0));
            Admin.loadDemoCatalogue(shop);
            OrderBook.stockUp(database);
            Chaos chaos = new Chaos(shop, database);
            chaos.letTheIngressTryAnotherPod();

            var seen = UnderLoad.run(
                    new LoadPlan(RUN, rate, 200, 32, Lanes.of(shop, shop.name() + "-web", shop.url()), 20_261_123),
                    steady,
                    plan(chaos, wanted));

            seen.tell(report, "shop");
            chaos.table(seen.load()).forEach(line -> report.line("  %s", line));
            verdicts(report, database, seen.load(), chaos, wanted);
        } finally {
            Chaos.reviveAll();
            OperatorPods.awaitReady();
        }
        System.exit(report.end(options.record()));
    }

    /** A shop with two web pods and the embedded database, or CloudNativePG with so many instances. */
    private static ShopDatabase create(TestShop shop, int instances) {
        shop.create(
                instances == 0
                        ? "replicas: 2"
                        : "{replicas: 2, database: {cloudNativePg: {instances: " + instances + ", storage: 2Gi}}}");
        ShopUpdates.awaitReady(shop);
        ShopDatabase database = instances == 0 ? shop.database() : new ClusterDatabase(shop);
        database.awaitReady();
        return database;
    }

    /** Rounds until as many are killed as wanted, and a node now and then. */
    private static Change[] plan(Chaos chaos, int wanted) {
        List<Change> plan = new ArrayList<>();
        for (int round = 1; plan.size() < wanted; round++) {
            plan.addAll(chaos.rounds(1));
            if (round % ROUNDS_BETWEEN_NODES == 0) plan.add(chaos.nodeDies());
        }
        return plan.toArray(Change[]::new);
    }

    private static void verdicts(Report report, ShopDatabase database, LoadResult load, Chaos chaos, int wanted) {
        List<String> wrong = OrderBook.mistakes(database, RUN, load.orders());
        wrong.stream().limit(20).forEach(line -> report.line("  %s", line));
        List<Loss> carts = Chaos.brokenCarts(load);
        carts.stream().limit(20).forEach(loss -> report.line("  cart: %s", loss));
        List<Loss> unnoticed = Chaos.lostUnnoticed(load);
        unnoticed.stream().limit(20).forEach(loss -> report.line("  not in the way: %s", loss));
        report.verdict(chaos.kills() >= wanted, "%d kills (goal: %d)", chaos.kills(), wanted);
        report.verdict(
                wrong.isEmpty() && !load.orders().isEmpty(),
                "%d of %d acknowledged orders missing or doubled (goal: 0)",
                wrong.size(),
                load.orders().size());
        report.verdict(
                carts.isEmpty() && load.carts() > 0, "%d of %d carts broken (goal: 0)", carts.size(), load.carts());
        report.verdict(
                unnoticed.isEmpty(),
                "%d requests lost while something was killed that is not in their way (goal: 0)",
                unnoticed.size());
        report.verdict(
                chaos.longestUntilItSold().compareTo(Chaos.GOAL) < 0,
                "it sold again after %.1f s at the most (goal: less than %d s)",
                chaos.longestUntilItSold().toMillis() / 1000.0,
                Chaos.GOAL.toSeconds());
        int spoilt = OrderBook.spoil(database, load.orders()).size();
        int found = OrderBook.mistakes(database, RUN, load.orders()).size() - wrong.size();
        report.verdict(found == spoilt, "of %d orders spoilt on purpose %d were found (control)", spoilt, found);
    }
}
