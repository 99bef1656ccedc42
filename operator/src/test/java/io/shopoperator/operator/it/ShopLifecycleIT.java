package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShopLifecycleIT {
    private final ApiServer server = ApiServer.running();

    @Test
    void bringsAShopFromYamlToServingWithOneWritePerChild() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {

            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            assertThat(shop.now().getStatus().url()).isEqualTo("https://tee." + namespace + ".example.com");
            assertThat(shop.now().getStatus().version().current()).isEqualTo("1.0.0");
            assertThat(operator.isHealthy()).isTrue();
            List<String> writes = server.operatorWrites(namespace);
            assertThat(writes.stream().filter(write -> !write.contains("shops/status")))
                    .containsExactlyInAnyOrder(
                            "create secrets tee-database",
                            "create secrets tee-admin",
                            "patch persistentvolumeclaims data-tee-database-0",
                            "patch configmaps tee-database",
                            "patch networkpolicies tee-database",
                            "patch services tee-database",
                            "patch statefulsets tee-database",
                            // from now on an empty volume means lost data
                            "patch configmaps tee-database",
                            "create jobs " + shop.awaitMigration().getMetadata().getName(),
                            "patch networkpolicies tee-web",
                            "patch poddisruptionbudgets tee-web",
                            "patch services tee-web",
                            "patch deployments tee-web",
                            "patch ingresses tee-web",
                            "create events " + shop.eventName("Released"));
            assertThat(writes.stream().filter(write -> write.contains("shops/status")))
                    .hasSizeLessThanOrEqualTo(5);
        }
    }
}
