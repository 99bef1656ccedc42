package io.shopoperator.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.storefront.Admin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever is killed, what was promised is kept, and the shop soon sells again: the short form of {@code dev/bench chaos}. */
@Tag("alone")
@Isolated("it kills the cluster's programs, a node and the operator")
@Order(Integer.MAX_VALUE - 1)
class ChaosE2E {
    private static final int RATE = 15;
    private static final int ROUNDS = 2;

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-chaos");

    @AfterEach
    void theClusterIsBack() {
        Chaos.reviveAll();
        OperatorPods.awaitReady();
    }

    @Test
    void takesNoOrderAndNoCart() throws IOException {
        TestShop shop = ShopUpdates.awaitReady(TestShop.in(NAMESPACE, "tee").create("replicas: 2"));
        Admin.loadDemoCatalogue(shop);
        OrderBook.stockUp(shop.database());
        Chaos chaos = new Chaos(shop, shop.database());
        chaos.letTheIngressTryAnotherPod();

        var seen = UnderLoad.run(
                new LoadPlan("chaos", RATE, 100, 16, Lanes.of(shop, shop.name() + "-web", shop.url()), 1),
                Duration.ZERO,
                Stream.concat(chaos.rounds(ROUNDS).stream(), Stream.of(chaos.nodeDies()))
                        .toArray(Change[]::new));

        seen.keep("chaos", "shop", chaos.table(seen.load()));
        assertThat(chaos.kills()).isGreaterThan(30);
        assertThat(seen.load().orders()).isNotEmpty();
        assertThat(OrderBook.mistakes(shop.database(), "chaos", seen.load().orders()))
                .isEmpty();
        assertThat(seen.load().carts()).isPositive();
        assertThat(Chaos.brokenCarts(seen.load())).isEmpty();
        assertThat(Chaos.lostUnnoticed(seen.load()))
                .as("requests lost while something was killed that is not in their way")
                .isEmpty();
        assertThat(chaos.longestUntilItSold())
                .as("time until it sold again: %s", chaos.untilItSold())
                .isLessThan(Chaos.GOAL);

        // the operator, whatever it was refused meanwhile, is at work
        shop.edit("replicas: 1");
        Await.pods().until(() -> shop.pods("web").size() == 1);
        shop.awaitReady();

        // and the controls: the load notices a death in its way, and the look at the orders what becomes of them
        assertThat(seen.load().lostByPhase()).containsKey(Chaos.NODE);
        List<String> spoilt = OrderBook.spoil(shop.database(), seen.load().orders());
        assertThat(OrderBook.mistakes(shop.database(), "chaos", seen.load().orders()))
                .hasSameSizeAs(spoilt)
                .allSatisfy(mistake -> assertThat(spoilt).anyMatch(mistake::startsWith));
    }
}
