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
            List<String> writes = server.operatorWrites(namespace);
            System.out.println(String.join("\n", writes));
            assertThat(operator.isHealthy()).isTrue();
            assertThat(writes).doesNotHaveDuplicates();
        }
    }
}
