package io.shopoperator.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.e2e.bench.UnderLoad.Change;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.Nodes;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.storefront.Admin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What is planned, nobody notices: the short form of {@code dev/bench rollout}, and nodes that are emptied for maintenance, under one load. The
 * control notices each of both.
 */
@Tag("alone")
@Isolated("others would be part of its load, and it lets no pod onto a node")
@Order(80)
class PlannedChangesE2E {
    /** Well below what two cores serve beside the starting pods: an open model above capacity measures only its own queue. */
    private static final int RATE = 15;

    private static final int ROLLOUTS = 5;
    private static final int DRAINS = 4;
    private static final Duration STEADY = Duration.ofSeconds(5);

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-planned-changes");

    @AfterEach
    void letPodsOntoAllNodes() {
        Nodes.names().forEach(Nodes::uncordon);
    }

    @Test
    void loseNoRequestNoOrderAndNoCart() throws IOException {
        TestShop shop = ShopUpdates.awaitReady(TestShop.in(NAMESPACE, "tee").create("replicas: 2"));
        Admin.loadDemoCatalogue(shop);
        OrderBook.stockUp(shop.database());
        assertThat(Nodes.of(shop.pods("web"))).as("a pod on each node").hasSize(2);

        var seen = UnderLoad.run(
                plan("shop", shop, shop.name() + "-web", shop.url()),
                STEADY,
                new Change("rollout", ROLLOUTS, n -> update(shop, n)),
                new Change("drain", DRAINS, n -> drain(shop, node(n))));

        seen.keep("planned-changes", "shop");
        assertThat(seen.load().losses()).isEmpty();
        assertThat(seen.load().unstarted()).isZero();
        assertThat(seen.load().versions()).containsOnlyKeys("1.0.0", "1.1.0");
        assertThat(seen.load().orders()).isNotEmpty();
        assertThat(OrderBook.mistakes(shop.database(), "shop", seen.load().orders()))
                .isEmpty();
        assertThat(seen.load().carts()).isPositive();

        NaiveDeployment naive = NaiveDeployment.beside(shop);
        var control = UnderLoad.run(
                plan("naive", shop, naive.service(), naive.url()),
                STEADY,
                new Change("rollout", 2, n -> naive.roll(ShopUpdates.image(n))),
                new Change("drain", 2, n -> drain(naive, node(n))));

        control.keep("planned-changes", "control");
        assertThat(control.load().lostByPhase())
                .as("requests lost by a Deployment without our drain, probes and disruption budget")
                .containsKeys("rollout", "drain");
    }

    private static void update(TestShop shop, int n) {
        ShopUpdates.update(shop, n);
        assertThat(Nodes.of(shop.pods("web")))
                .as("a pod on each node after an update, too")
                .hasSize(2);
    }

    /** One after the other, so that from the second on both pods have to move, and only one at a time may. */
    private static String node(int n) {
        List<String> nodes = Nodes.names();
        return nodes.get(n % nodes.size());
    }

    /** Its database stays: the volume of it is on that node. */
    private static void drain(TestShop shop, String node) {
        Nodes.drain(
                node,
                "app.kubernetes.io/part-of=shop,app.kubernetes.io/component=web,app.kubernetes.io/instance="
                        + shop.name());
        Await.pods()
                .until(() -> shop.pods("web").size() == 2
                        && !Nodes.of(shop.pods("web")).contains(node)
                        && Objects.equals(shop.web().getStatus().getReadyReplicas(), 2));
        Nodes.uncordon(node);
    }

    private static void drain(NaiveDeployment naive, String node) {
        Nodes.drain(node, "app=" + naive.service());
        naive.awaitRolledOut();
        Nodes.uncordon(node);
    }

    private static LoadPlan plan(String run, TestShop shop, String service, String url) {
        return new LoadPlan(run, RATE, 100, 16, Lanes.of(shop, service, url), 1);
    }
}
