package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Artifacts;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.load.Customer;
import io.shopoperator.e2e.load.Latency;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.OpenLoad;
import io.shopoperator.e2e.storefront.Watchman;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Things that are done again and again while customers come: updates, drains of nodes, backups.
 *
 * @param load what the customers met
 * @param times how long each thing took, each time it was done
 */
record UnderLoad(LoadResult load, Map<String, List<Duration>> times) {
    static final String STEADY = "steady";
    private static final String WARM_UP = "warm-up";

    /**
     * One of these things.
     *
     * @param what a word for it, and the phase of the load in which it is done
     * @param count how often
     * @param doing does it, the nth time, from 1, and returns when it is over
     */
    record Change(String what, int count, IntConsumer doing) {}

    /**
     * Does one change after the other.
     *
     * @param steady the time in which nothing is done before each time and after the last
     */
    static UnderLoad run(LoadPlan plan, Duration steady, Change... changes) {
        Map<String, List<Duration>> times = new LinkedHashMap<>();
        // what has no probes is rolled out before it answers, and that is not what is counted
        Watchman.awaitPage(plan.lanes().getFirst().target().shopUrl() + "/de/");
        try (OpenLoad load = new OpenLoad(plan)) {
            load.start();
            load.phase(WARM_UP);
            Await.pass(Duration.ofSeconds(20));
            load.phase(STEADY);
            Await.pass(steady);
            for (Change change : changes) {
                for (int n = 1; n <= change.count(); n++) {
                    load.phase(change.what());
                    long begin = System.nanoTime();
                    change.doing().accept(n);
                    times.computeIfAbsent(change.what(), what -> new ArrayList<>())
                            .add(Duration.ofNanos(System.nanoTime() - begin));
                    load.phase(STEADY);
                    Await.pass(steady);
                }
            }
            return new UnderLoad(load.stop(), times);
        }
    }

    /** How much slower the slowest hundredth is while something is done. */
    double p99Ratio(String what) {
        return load.phases().get(what).p99() / load.phases().get(STEADY).p99();
    }

    /** Leaves what the customers met among the artifacts, as a file for {@code who} in this directory. */
    void keep(String directory, String who) throws IOException {
        keep(directory, who, List.of());
    }

    /** The same, with further lines. */
    void keep(String directory, String who, List<String> further) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                load.requests() + " requests, " + load.lost() + " lost",
                load.orders().size() + " orders, " + load.carts() + " carts",
                "changes took " + times));
        lines.addAll(further);
        load.losses().stream().limit(200).forEach(loss -> lines.add(loss.toString()));
        Files.write(Artifacts.file(directory, who + ".txt"), lines);
    }

    /** Whatever the customers met, line by line. */
    void tell(Report report, String who) {
        report.line("%s: %d requests, %d lost, %d not sent", who, load.requests(), load.lost(), load.unstarted());
        times.forEach((what, each) -> report.line(
                "  %d times %s, median %.0f s; pages by version %s",
                each.size(), what, Runs.median(each), load.versions()));
        load.lanes()
                .forEach((lane, requests) -> report.line(
                        "  %-26s %7d requests, %d lost",
                        lane, requests, load.lostByLane().getOrDefault(lane, 0L)));
        load.phases().forEach((phase, latency) -> report.line("  %-10s %s", phase, latency));
        times.keySet().forEach(what -> tellSteps(report, what));
        report.line(
                "  %d orders acknowledged, %d carts looked at in the end",
                load.orders().size(), load.carts());
        load.losses().stream().limit(10).forEach(loss -> report.line("  lost: %s", loss));
    }

    /** For whom it is slower while something is done. */
    private void tellSteps(Report report, String what) {
        Map<Customer.Step, Latency> steady = load.stepsOfPhases().getOrDefault(STEADY, Map.of());
        load.stepsOfPhases()
                .getOrDefault(what, Map.of())
                .forEach((step, latency) -> report.line(
                        "  %-10s %-12s %7d requests, p99 %.1f ms, steady %.1f ms",
                        what,
                        step,
                        latency.requests(),
                        latency.p99(),
                        steady.containsKey(step) ? steady.get(step).p99() : 0));
    }
}
