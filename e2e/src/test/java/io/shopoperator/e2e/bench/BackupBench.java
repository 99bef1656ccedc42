package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.shopoperator.e2e.bench.Restores.Restored;
import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.storefront.Admin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code dev/bench backup}: a shop with many orders. How fast are backups beside a raw dump, what do customers notice of them, and how long does one order take to come
 * back, at a tenth of the orders, at all of them, and beside a restore of the whole shop.
 */
public final class BackupBench {
    private static final String NAMESPACE = "bench-backup";
    private static final String BACKUP = "backup";
    private static final int ORDERS_WANTED = 200_000;

    /** The tenth is measured on the same shop, before the rest of the orders is there. */
    private static final int TENTH = 10;

    private BackupBench() {}

    /** Times of backups and of raw dumps, taken in turns. */
    private record Rates(List<Duration> backups, List<Duration> raw) {
        double ratio() {
            return Runs.median(raw) / Runs.median(backups);
        }
    }

    public static void main(String[] arguments) {
        Options options = Options.parse(arguments, List.of("orders", "rounds", "rate", "steady", "backups"));
        int orders = options.number("orders", ORDERS_WANTED);
        int rounds = options.number("rounds", 3);
        Report report = new Report("Backups and restores", "dev/bench backup " + String.join(" ", arguments));
        try (FreshNamespace namespace = FreshNamespace.create(NAMESPACE)) {
            TestShop shop = ShopUpdates.awaitReady(new TestShop(namespace.name(), "tee").create("replicas: 2"));
            Admin.loadDemoCatalogue(shop);
            OrderBook.stockUp(shop.database());
            Backups backups = new Backups(shop);

            PastOrders.fill(shop, orders / TENTH);
            backups.make("tenth");
            List<Restored> few = single(report, shop, "tenth", orders / TENTH, rounds);

            PastOrders.fill(shop, orders);
            Rates rates = rates(report, backups, rounds);
            report.line(
                    "%d orders, %d MiB of database, %d MiB of backup",
                    backups.status("all").orders(),
                    Long.parseLong(shop.database().query("select pg_database_size(current_database())")) >> 20,
                    backups.status("all").bytes() >> 20);
            List<Restored> many = single(report, shop, "all", orders, rounds);

            UnderLoad seen = UnderLoad.run(
                    new LoadPlan(
                            "backup",
                            options.number("rate", 40),
                            400,
                            32,
                            Lanes.of(shop, shop.name() + "-web", shop.url()),
                            20_261_130),
                    Duration.ofSeconds(options.number("steady", 25)),
                    new Change(BACKUP, options.number("backups", 8), n -> backups.make("load-" + n)));
            seen.tell(report, "shop");
            List<String> wrong =
                    OrderBook.mistakes(shop.database(), "backup", seen.load().orders());
            wrong.stream().limit(20).forEach(line -> report.line("  %s", line));

            Restored whole = new Restores(shop).whole("whole", "all");
            report.line("restore of the whole shop: %s", whole);

            verdicts(report, orders, rates, seen, wrong);
            verdicts(report, few, many, whole);
        }
        System.exit(report.end(options.record()));
    }

    /** Backups and raw dumps in turns, after one of each that brings the data into the memory. */
    private static Rates rates(Report report, Backups backups, int rounds) {
        Pod like = backups.timed("all").pod();
        backups.raw(like);
        Rates rates = new Rates(new ArrayList<>(), new ArrayList<>());
        for (int n = 1; n <= rounds; n++) {
            rates.backups().add(backups.timed("rate-" + n).time());
            rates.raw().add(backups.raw(like).time());
            report.line(
                    "backup %.2f s, raw pg_dump %.2f s",
                    rates.backups().getLast().toMillis() / 1000.0,
                    rates.raw().getLast().toMillis() / 1000.0);
        }
        return rates;
    }

    private static List<Restored> single(Report report, TestShop shop, String backup, int orders, int rounds) {
        List<Restored> restored = new ArrayList<>();
        for (int n = 1; n <= rounds; n++) {
            restored.add(
                    new Restores(shop).order("one-of-" + backup + "-" + n, backup, PastOrders.inTheMiddle(orders) + n));
            report.line("restore of one of %d orders: %s", orders, restored.getLast());
        }
        return restored;
    }

    private static double median(List<Restored> restored) {
        return Runs.median(restored.stream().map(Restored::waited).toList());
    }

    private static void verdicts(Report report, int orders, Rates rates, UnderLoad seen, List<String> wrong) {
        report.verdict(orders >= ORDERS_WANTED, "%d orders (goal: %d)", orders, ORDERS_WANTED);
        report.verdict(
                rates.ratio() >= 0.8,
                "rate of a backup / raw pg_dump = %.2f / %.2f s = %.2f (goal: at least 0.8)",
                Runs.median(rates.raw()),
                Runs.median(rates.backups()),
                rates.ratio());
        report.verdict(
                seen.load().lost() == 0 && seen.load().unstarted() == 0,
                "%d lost or failed requests (goal: 0)",
                seen.load().lost());
        report.verdict(
                wrong.isEmpty() && !seen.load().orders().isEmpty(),
                "%d of %d acknowledged orders missing or doubled (goal: 0)",
                wrong.size(),
                seen.load().orders().size());
        report.verdict(
                seen.p99Ratio(BACKUP) <= 1.2,
                "p99 during a backup / steady = %.2f (goal: at most 1.2)",
                seen.p99Ratio(BACKUP));
    }

    private static void verdicts(Report report, List<Restored> few, List<Restored> many, Restored whole) {
        double ofMany = median(many);
        double ofAll = Runs.median(List.of(whole.waited()));
        report.verdict(
                ofMany / median(few) <= 1.3,
                "restore of one order, of all / of a tenth of the orders = %.1f / %.1f s = %.2f (goal: at most 1.3)",
                ofMany,
                median(few),
                ofMany / median(few));
        report.verdict(
                ofMany / ofAll <= 1.0 / 20,
                "restore of one order / of the whole shop = %.1f / %.1f s = 1/%.1f (goal: at most 1/20)",
                ofMany,
                ofAll,
                ofAll / ofMany);
    }
}
