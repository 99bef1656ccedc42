package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.storefront.Admin;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * {@code dev/bench rollout}: updates a shop to and fro between two versions while customers browse, fill carts and order, and counts what they lose. Then does
 * the same to the control.
 */
public final class RolloutBench {
    private static final String NAMESPACE = "bench-rollout";
    private static final String ROLLOUT = "rollout";
    private static final long REQUESTS_WANTED = 300_000;

    private RolloutBench() {}

    public static void main(String[] arguments) {
        Options options = Options.parse(arguments, List.of("rollouts", "rate", "steady", "control"));
        int rollouts = options.number("rollouts", 60);
        int rate = options.number("rate", 60);
        Duration steady = Duration.ofSeconds(options.number("steady", 20));
        int controls = options.number("control", 5);
        Report report = new Report("Rollouts under load", "dev/bench rollout " + String.join(" ", arguments));
        try (FreshNamespace namespace = FreshNamespace.create(NAMESPACE)) {
            TestShop shop = ShopUpdates.awaitReady(new TestShop(namespace.name(), "tee").create("replicas: 2"));
            Admin.loadDemoCatalogue(shop);
            OrderBook.stockUp(shop.database());

            var seen = UnderLoad.run(
                    plan("shop", rate, shop, shop.name() + "-web", shop.url()),
                    steady,
                    new Change(ROLLOUT, rollouts, n -> ShopUpdates.update(shop, n)));
            List<String> wrong =
                    OrderBook.mistakes(shop.database(), "shop", seen.load().orders());

            NaiveDeployment naive = NaiveDeployment.beside(shop);
            var control = UnderLoad.run(
                    plan("naive", rate, shop, naive.service(), naive.url()),
                    Duration.ofSeconds(5),
                    new Change(ROLLOUT, controls, n -> naive.roll(ShopUpdates.image(n))));
            naive.delete();

            seen.tell(report, "shop");
            control.tell(report, "control");
            wrong.stream().limit(20).forEach(line -> report.line("  %s", line));
            verdicts(report, seen, wrong, control, rollouts);
        }
        System.exit(report.end(options.record()));
    }

    private static LoadPlan plan(String run, int rate, TestShop shop, String service, String url) {
        return new LoadPlan(run, rate, 400, 32, Lanes.of(shop, service, url), 20_261_123);
    }

    private static void verdicts(Report report, UnderLoad seen, List<String> wrong, UnderLoad control, int rollouts) {
        LoadResult load = seen.load();
        report.verdict(
                load.requests() >= REQUESTS_WANTED && rollouts >= 50,
                "%d rollouts, %d requests (goal: 50, 300000)",
                rollouts,
                load.requests());
        report.verdict(
                load.versions().keySet().containsAll(Set.of("1.0.0", "1.1.0")),
                "both versions answered: %s",
                load.versions());
        report.verdict(load.lost() == 0 && load.unstarted() == 0, "%d lost or failed requests (goal: 0)", load.lost());
        report.verdict(
                wrong.isEmpty() && !load.orders().isEmpty(),
                "%d of %d acknowledged orders missing or doubled (goal: 0)",
                wrong.size(),
                load.orders().size());
        long carts = load.losses().stream()
                .filter(loss -> loss.why().startsWith("a cart without"))
                .count();
        report.verdict(carts == 0 && load.carts() > 0, "%d of %d carts lost something (goal: 0)", carts, load.carts());
        report.verdict(
                control.load().lost() > 0,
                "the control lost %d of %d (must lose some)",
                control.load().lost(),
                control.load().requests());
        report.verdict(
                seen.p99Ratio(ROLLOUT) <= 1.5,
                "p99 during rollouts / steady = %.2f (goal: at most 1.5)",
                seen.p99Ratio(ROLLOUT));
    }
}
