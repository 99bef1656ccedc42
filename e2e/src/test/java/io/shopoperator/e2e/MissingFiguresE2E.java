package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.MetricsServer;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An autoscaled shop where nobody tells how much CPU pods use. */
class MissingFiguresE2E {
    /** The operator is patient for two minutes with an autoscaler that lacks figures. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-missing-figures");

    @Test
    void areToldAndTheShopServesAsItDid() {
        MetricsServer.down();
        TestShop shop = TestShop.in(NAMESPACE, "tee")
                .create("autoscaling: {minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50}")
                .awaitReady();

        var told = shop.await(Await.within(PATIENCE), "AutoscalingActive", "False", "MetricsMissing");

        assertThat(told.getMessage()).contains("Install metrics-server");
        shop.await("Ready", "True", "Serving");
        assertThat(shop.web().getSpec().getReplicas()).isEqualTo(1);
    }
}
