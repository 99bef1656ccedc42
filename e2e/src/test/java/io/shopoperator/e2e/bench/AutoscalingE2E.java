package io.shopoperator.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.MetricsServer;
import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.LoadPlan;
import io.shopoperator.e2e.load.LoadResult;
import io.shopoperator.e2e.load.OpenLoad;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Watchman;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The number of web pods follows the load, by Kubernetes' own autoscaler and the figures of a real metrics-server. */
@Tag("alone")
@Isolated("others would be part of its load")
@Order(82)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoscalingE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-autoscaling");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    @BeforeAll
    static void anAutoscaledShop() {
        MetricsServer.up();
        SHOP.create("autoscaling: {minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50}")
                .awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        OrderBook.stockUp(SHOP.database());
    }

    @AfterAll
    static void nobodyTellsFigures() {
        MetricsServer.down();
    }

    @Test
    @Order(1)
    void moreLoadBringsMorePodsAndNobodyNotices() {
        SHOP.await(Await.within(PATIENCE), "AutoscalingActive", "True", null);

        LoadResult seen;
        Watchman.awaitPage(SHOP.url() + "/de/");
        try (OpenLoad load =
                new OpenLoad(new LoadPlan("more", 60, 100, 16, Lanes.of(SHOP, SHOP.name() + "-web", SHOP.url()), 1))) {
            load.start();
            Await.within(PATIENCE)
                    .until(() -> SHOP.web().getSpec().getReplicas() > 1
                            && SHOP.web()
                                    .getSpec()
                                    .getReplicas()
                                    .equals(SHOP.web().getStatus().getReadyReplicas()));
            seen = load.stop();
        }

        assertThat(seen.losses()).isEmpty();
        assertThat(OrderBook.mistakes(SHOP.database(), "more", seen.orders())).isEmpty();
    }

    @Test
    @Order(2)
    void aFixedNumberTakesTheAutoscalersPlace() {
        SHOP.edit("replicas: 2\nautoscaling: null");

        Await.soon().until(() -> autoscaler().get() == null);
        Await.soon().until(() -> SHOP.web().getSpec().getReplicas() == 2);
        SHOP.awaitReady();
        assertThat(SHOP.conditions().find("AutoscalingActive")).isEmpty();
    }

    /** The control: a pod that customers are sent to before it can answer. */
    @Test
    @Order(3)
    void morePodsOfAPlainDeploymentAreNoticed() {
        NaiveDeployment naive = NaiveDeployment.beside(SHOP);
        Watchman.awaitPage(naive.url() + "/de/");

        LoadResult seen;
        try (OpenLoad load =
                new OpenLoad(new LoadPlan("control", 15, 100, 16, Lanes.of(SHOP, naive.service(), naive.url()), 1))) {
            load.start();
            Await.pass(Duration.ofSeconds(5));
            naive.scale(3);
            Await.pass(Duration.ofSeconds(5));
            seen = load.stop();
        }
        naive.delete();

        assertThat(seen.losses()).isNotEmpty();
    }

    private static Resource<HorizontalPodAutoscaler> autoscaler() {
        return Cluster.client()
                .resources(HorizontalPodAutoscaler.class)
                .inNamespace(SHOP.namespace())
                .withName(SHOP.name() + "-web");
    }
}
