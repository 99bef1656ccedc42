package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.ClosedLoad;
import io.shopoperator.e2e.load.ClosedLoad.Throughput;
import io.shopoperator.e2e.load.Target;
import io.shopoperator.e2e.storefront.Admin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code dev/bench shop}: what a shop can do, in relation to what its own PostgreSQL can do on the same machine in the same run. */
public final class ShopBench {
    private static final String NAMESPACE = "bench-shop";
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private ShopBench() {}

    public static void main(String[] arguments) {
        Options options = Options.parse(arguments, List.of("seconds", "clients", "customers"));
        Duration time = Duration.ofSeconds(options.number("seconds", 30));
        int clients = options.number("clients", 16);
        int customers = options.number("customers", 8_000);
        Report report = new Report("What a shop can do", "dev/bench shop " + String.join(" ", arguments));
        try (FreshNamespace namespace = FreshNamespace.create(NAMESPACE)) {
            TestShop shop = ShopUpdates.awaitReady(new TestShop(namespace.name(), "tee").create("replicas: 1"));
            Admin.loadDemoCatalogue(shop);
            OrderBook.stockUp(shop.database());
            Target direct = Lanes.direct(shop, shop.name() + "-web", shop.url());

            Throughput pages = new ClosedLoad(direct, clients).productPages(WARM_UP, time);
            Throughput purchases = new ClosedLoad(direct, clients).purchases("buys", WARM_UP, time);
            Throughput checkouts =
                    new ClosedLoad(direct, clients).checkouts("orders", customers, Duration.ofSeconds(2), time);
            long memory = residentMemory(shop);
            double selects = pgbench(shop, time, "-S");
            double transactions = pgbench(shop, time, "-b", "tpcb-like");
            double start = startToReady(shop);

            report.line(
                    "one web pod and its PostgreSQL, %d clients, %d s each, past the ingress",
                    clients, time.toSeconds());
            report.line("product pages  %8.0f/s, %s", pages.perSecond(), pages.latency());
            report.line("checkouts      %8.1f/s, %s", checkouts.perSecond(), checkouts.latency());
            report.line("purchases      %8.1f/s, %s", purchases.perSecond(), purchases.latency());
            report.line("pgbench -S     %8.0f/s", selects);
            report.line("pgbench TPC-B  %8.0f/s", transactions);
            report.line("memory of the web pod at the most: %d MiB", memory >> 20);
            report.line("start to ready: %.1f s from a running container to a ready pod", start);
            report.verdict(
                    pages.failed() + checkouts.failed() + purchases.failed() == 0,
                    "%d requests failed (goal: 0)",
                    pages.failed() + checkouts.failed() + purchases.failed());
            report.verdict(
                    pages.perSecond() / selects >= 0.25,
                    "product pages / pgbench -S = %.3f (goal: 0.25)",
                    pages.perSecond() / selects);
            report.verdict(
                    checkouts.perSecond() / transactions >= 0.5,
                    "checkouts / pgbench TPC-B = %.3f (goal: 0.5)",
                    checkouts.perSecond() / transactions);
        }
        System.exit(report.end(options.record()));
    }

    /** Transactions per second of pgbench in the database's own pod, over its socket. */
    private static double pgbench(TestShop shop, Duration time, String... kind) {
        String pgbench =
                "PATH=$(echo /usr/lib/postgresql/*/bin):$PATH; export PGHOST=/run/postgresql PGUSER=postgres; ";
        if (shop.database()
                .query("select 1 from pg_database where datname = 'pgbench'")
                .isBlank()) {
            shop.database().run("sh", "-c", pgbench + "createdb pgbench && pgbench -i -q -s 10 pgbench");
        }
        String out = shop.database()
                .run(
                        "sh",
                        "-c",
                        pgbench + "exec pgbench -n -c 8 -j 2 -T " + Math.min(time.toSeconds(), 60) + " "
                                + String.join(" ", kind) + " pgbench");
        Matcher tps = TPS.matcher(out);
        if (!tps.find()) {
            throw new IllegalStateException("pgbench told no tps: " + out);
        }
        return Double.parseDouble(tps.group(1));
    }

    /** The most memory the shop's process has had, in bytes. */
    private static long residentMemory(TestShop shop) {
        var out = new ByteArrayOutputStream();
        Pod pod = shop.pods("web").getFirst();
        try (var exec = Cluster.client()
                .pods()
                .resource(pod)
                .inContainer("web")
                .writingOutput(out)
                .exec("grep", "VmHWM", "/proc/1/status")) {
            exec.exitCode().orTimeout(30, TimeUnit.SECONDS).join();
        }
        return Long.parseLong(out.toString(StandardCharsets.UTF_8).replaceAll("[^0-9]", "")) * 1024;
    }

    /** Deletes the web pod and watches the next one. */
    private static double startToReady(TestShop shop) {
        String before = shop.pods("web").getFirst().getMetadata().getName();
        Cluster.client().resource(shop.pods("web").getFirst()).delete();
        Instant[] running = {null};
        Instant[] ready = {null};
        Await.within(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50)).until(() -> {
            for (Pod pod : shop.pods("web")) {
                if (pod.getMetadata().getName().equals(before)) continue;
                boolean runs = pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(status -> status.getState().getRunning() != null);
                if (runs && running[0] == null) running[0] = Instant.now();
                if (runs && pod.getStatus().getContainerStatuses().getFirst().getReady()) ready[0] = Instant.now();
            }
            return ready[0] != null;
        });
        return Duration.between(running[0], ready[0]).toMillis() / 1000.0;
    }
}
