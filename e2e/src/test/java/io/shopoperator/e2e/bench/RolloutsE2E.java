package io.shopoperator.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.storefront.Admin;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The short form of {@code dev/bench rollout}: nobody notices an update, and the same load notices each one of the control. */
@Isolated("others would be part of its load")
@Order(80)
class RolloutsE2E {
    /** Well below what two cores serve beside the starting pods: an open model above capacity measures only its own queue. */
    private static final int RATE = 15;

    private static final int ROLLOUTS = 5;
    private static final Duration STEADY = Duration.ofSeconds(5);

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-rollouts");

    @Test
    void losesNoRequestNoOrderAndNoCartWhileVersionsChange() throws IOException {
        TestShop shop = ShopUpdates.awaitReady(TestShop.in(NAMESPACE, "tee").create("replicas: 2"));
        Admin.loadDemoCatalogue(shop);
        OrderBook.stockUp(shop);

        var seen = UnderLoad.run(
                plan("shop", shop, shop.name() + "-web", shop.url()),
                "rollout",
                ROLLOUTS,
                STEADY,
                n -> ShopUpdates.update(shop, n));

        seen.keep("rollouts", "shop");
        assertThat(seen.load().losses()).isEmpty();
        assertThat(seen.load().unstarted()).isZero();
        assertThat(seen.load().versions()).containsOnlyKeys("1.0.0", "1.1.0");
        assertThat(seen.load().orders()).isNotEmpty();
        assertThat(OrderBook.mistakes(shop, "shop", seen.load().orders())).isEmpty();
        assertThat(seen.load().carts()).isPositive();

        NaiveDeployment naive = NaiveDeployment.beside(shop);
        var control = UnderLoad.run(
                plan("naive", shop, naive.service(), naive.url()),
                "rollout",
                2,
                STEADY,
                n -> naive.roll(ShopUpdates.image(n)));

        control.keep("rollouts", "control");
        assertThat(control.load().lost())
                .as("requests lost by a Deployment without our drain and probes")
                .isPositive();
    }

    private static LoadPlan plan(String run, TestShop shop, String service, String url) {
        return new LoadPlan(run, RATE, 100, 16, Lanes.of(shop, service, url), 1);
    }
}
