package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.OpenLoad;
import io.shopoperator.e2e.storefront.Watchman;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Updates something again and again while customers come.
 *
 * @param load what the customers met
 * @param times how long each update took, until the last old pod was gone
 */
record RolloutsUnderLoad(LoadResult load, List<Duration> times) {
    static final String STEADY = "steady";
    static final String ROLLOUT = "rollout";
    private static final String WARM_UP = "warm-up";

    /**
     * @param rollouts how many updates
     * @param steady the time without an update before each one and after the last
     * @param update makes update number n and returns when the last old pod is gone
     */
    static RolloutsUnderLoad run(LoadPlan plan, int rollouts, Duration steady, IntConsumer update) {
        List<Duration> times = new ArrayList<>();
        // what has no probes is rolled out before it answers, and that is not what is counted
        Watchman.awaitPage(plan.lanes().getFirst().target().shopUrl() + "/de/");
        try (OpenLoad load = new OpenLoad(plan)) {
            load.start();
            load.phase(WARM_UP);
            Await.pass(Duration.ofSeconds(20));
            load.phase(STEADY);
            Await.pass(steady);
            for (int n = 1; n <= rollouts; n++) {
                load.phase(ROLLOUT);
                long begin = System.nanoTime();
                update.accept(n);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                load.phase(STEADY);
                Await.pass(steady);
            }
            return new RolloutsUnderLoad(load.stop(), List.copyOf(times));
        }
    }

    /** How much slower the slowest hundredth is while updates run. */
    double p99Ratio() {
        return load.phases().get(ROLLOUT).p99() / load.phases().get(STEADY).p99();
    }

    Duration medianTime() {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
