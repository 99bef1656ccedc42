package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Artifacts;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.OpenLoad;
import io.shopoperator.e2e.storefront.Watchman;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Something that is done again and again while customers come: an update, or a backup.
 *
 * @param what the phase of the load in which it was done
 * @param load what the customers met
 * @param times how long it took each time
 */
record UnderLoad(String what, LoadResult load, List<Duration> times) {
    static final String STEADY = "steady";
    private static final String WARM_UP = "warm-up";

    /**
     * @param what a word for what is done
     * @param count how often
     * @param steady the time in which it is not done before each time and after the last
     * @param doing does it, the nth time, from 1, and returns when it is over
     */
    static UnderLoad run(LoadPlan plan, String what, int count, Duration steady, IntConsumer doing) {
        List<Duration> times = new ArrayList<>();
        // what has no probes is rolled out before it answers, and that is not what is counted
        Watchman.awaitPage(plan.lanes().getFirst().target().shopUrl() + "/de/");
        try (OpenLoad load = new OpenLoad(plan)) {
            load.start();
            load.phase(WARM_UP);
            Await.pass(Duration.ofSeconds(20));
            load.phase(STEADY);
            Await.pass(steady);
            for (int n = 1; n <= count; n++) {
                load.phase(what);
                long begin = System.nanoTime();
                doing.accept(n);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                load.phase(STEADY);
                Await.pass(steady);
            }
            return new UnderLoad(what, load.stop(), List.copyOf(times));
        }
    }

    /** How much slower the slowest hundredth is meanwhile. */
    double p99Ratio() {
        return load.phases().get(what).p99() / load.phases().get(STEADY).p99();
    }

    Duration medianTime() {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** Leaves what the customers met among the artifacts, as a file for {@code who} in this directory. */
    void keep(String directory, String who) throws IOException {
        Files.write(
                Artifacts.file(directory, who + ".txt"),
                List.of(
                        load.requests() + " requests, " + load.lost() + " lost",
                        load.orders().size() + " orders, " + load.carts() + " carts",
                        "each " + what + " took " + times));
    }

    /** Whatever the customers met, line by line. */
    void tell(Report report, String who) {
        report.line("%s: %d requests, %d lost, %d not sent", who, load.requests(), load.lost(), load.unstarted());
        report.line(
                "  %d times %s, median %d s; pages by version %s",
                times.size(), what, medianTime().toSeconds(), load.versions());
        load.lanes()
                .forEach((lane, requests) -> report.line(
                        "  %-26s %7d requests, %d lost",
                        lane, requests, load.lostByLane().getOrDefault(lane, 0L)));
        load.phases().forEach((phase, latency) -> report.line("  %-10s %s", phase, latency));
        report.line(
                "  %d orders acknowledged, %d carts looked at in the end",
                load.orders().size(), load.carts());
        load.losses().stream().limit(10).forEach(loss -> report.line("  lost: %s", loss));
    }
}
