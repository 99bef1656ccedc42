package io.shopoperator.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The measuring instrument is measured: it must find nothing in a sound shop, and every single fault in a faulty one. */
class OpenLoadTest {
    private static final int RATE = 300;

    @Test
    void losesNothingInASoundShop() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE);
                OpenLoad load = new OpenLoad(plan(shop))) {
            // a machine that is busy otherwise has more customers, each of whom gets less far in the same number of
            // requests
            LoadResult result =
                    run(load, () -> load.sent() >= 900 && shop.orders().size() >= 8);

            assertThat(result.losses()).isEmpty();
            assertThat(result.lost()).isZero();
            assertThat(result.unstarted()).isZero();
            assertThat(result.lanes()).containsOnlyKeys("new", "kept", "h2", "slow");
            assertThat(result.steps()).containsKeys(Customer.Step.values());
            assertThat(result.carts()).isPositive();
            assertThat(result.orders()).isNotEmpty();
            assertThat(shop.orders()).hasSameSizeAs(result.orders().keySet());
            assertThat(shop.orders())
                    .containsExactlyInAnyOrderElementsOf(result.orders().keySet().stream()
                            .map(email -> email + " k&1")
                            .toList());
        }
    }

    @Test
    void ordersAreMadeUntilTheEnd() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE)) {
            List<Lane> one = List.of(new Lane("kept", ClientKind.KEEP_ALIVE, shop.target(), 1));
            try (OpenLoad first = new OpenLoad(new LoadPlan("first", RATE, 40, 8, one, 7))) {
                run(first, 600); // later answers are quick enough, so that nobody comes beside the eight
            }
            try (OpenLoad load = new OpenLoad(new LoadPlan("few", 100, 8, 8, one, 7))) {
                LoadResult result = run(load, 1200);

                // an order takes some ten requests; if one in four successors came to keep a cart, 24 orders would be
                // the end
                assertThat(result.orders()).hasSizeGreaterThan(60);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPS_CONNECTIONS", "CUTS_PAGES", "ANSWERS_503"})
    void findsEverySingleFault(TinyShop.Fault fault) {
        try (TinyShop shop = new TinyShop(fault);
                OpenLoad load = new OpenLoad(withoutSharedConnections(shop))) {
            LoadResult result = run(load, 900);

            assertThat(shop.faults()).isPositive();
            assertThat(result.lost()).isEqualTo(shop.faults());
            assertThat(result.losses()).hasSize((int) shop.faults());
        }
    }

    @Test
    void findsForgottenCarts() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.FORGETS_CARTS);
                OpenLoad load = new OpenLoad(plan(shop))) {
            LoadResult result = run(load, 1500);

            assertThat(shop.faults()).isPositive();
            assertThat(result.losses()).isNotEmpty().allSatisfy(loss -> assertThat(loss.why())
                    .startsWith("a cart without /de/p/tee-"));
        }
    }

    @Test
    void countsTimeFromTheMomentARequestWasDue() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.STALLS);
                OpenLoad load = new OpenLoad(withoutSharedConnections(shop))) {
            LoadResult result = run(load, 900);

            assertThat(result.lost()).isZero();
            // never less than the stall; how much more depends on how busy the machine is
            assertThat(result.phases().get("steady").max()).isGreaterThan(690);
        }
    }

    @Test
    void keepsItsRateWhateverTheShopDoes() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.STALLS);
                OpenLoad load = new OpenLoad(plan(shop))) {
            load.start();
            long begin = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> load.sent() >= 600);
            double seconds = (System.nanoTime() - begin) / 1e9;

            LoadResult result = load.stop();

            // a busy machine may make the load late, but what is late is sent at once: on average the rate holds
            assertThat(600 / seconds).isCloseTo(RATE, within(RATE * 0.5));
            assertThat(result.unstarted()).isZero();
        }
    }

    @Test
    void tellsPhasesApart() {
        try (TinyShop shop = new TinyShop(TinyShop.Fault.NONE);
                OpenLoad load = new OpenLoad(plan(shop))) {
            load.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> load.sent() >= 200);
            load.phase("rollout");
            await().atMost(Duration.ofSeconds(20)).until(() -> load.sent() >= 500);

            LoadResult result = load.stop();

            assertThat(result.phases()).containsKeys("steady", "rollout", "afterwards");
            assertThat(result.phases().get("rollout").requests()).isGreaterThan(100);
        }
    }

    private static LoadResult run(OpenLoad load, int requests) {
        return run(load, () -> load.sent() >= requests);
    }

    private static LoadResult run(OpenLoad load, Callable<Boolean> isEnough) {
        load.start();
        await().atMost(Duration.ofSeconds(60)).until(isEnough);
        return load.stop();
    }

    private static LoadPlan plan(TinyShop shop) {
        return new LoadPlan(
                "t1",
                RATE,
                40,
                8,
                List.of(
                        new Lane("new", ClientKind.NEW_CONNECTIONS, shop.target(), 4),
                        new Lane("kept", ClientKind.KEEP_ALIVE, shop.target(), 4),
                        new Lane("h2", ClientKind.HTTP2, shop.target(), 4),
                        new Lane("slow", ClientKind.SLOW, shop.target(), 1)),
                42);
    }

    /** A closed connection takes every request on it along; for counting faults one by one each has its own. */
    private static LoadPlan withoutSharedConnections(TinyShop shop) {
        return new LoadPlan(
                "t1", RATE, 40, 8, List.of(new Lane("new", ClientKind.NEW_CONNECTIONS, shop.target(), 1)), 42);
    }
}
