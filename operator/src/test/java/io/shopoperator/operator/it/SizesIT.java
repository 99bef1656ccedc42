package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.shopoperator.operator.TestSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void aSizeThatNoNodeHasRoomForIsToldAndNothingMovesUntilOneHas() {
        Map<String, String> settings = onNodes("waiting");
        server.node("waiting-1", "1", "1Gi", Map.of("pool", "waiting"));
        try (RunningOperator operator = RunningOperator.with(TestSettings.with(settings), namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            shop.patch("{\"size\":\"medium\"}");

            assertThat(shop.awaitCondition("Sized", "False", "NoNodeFits").getMessage())
                    .startsWith(
                            "The only node with pool=waiting has no room for the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: waiting-1 lacks memory 1Gi")
                    .contains("Nothing is changed: the pods keep size 'small'");
            shop.awaitCondition("Stalled", "True", "NoNodeFits");
            assertThat(memory(shop)).isEqualTo(new Quantity("512Mi"));
            assertThat(databaseMemory(shop)).isEqualTo(new Quantity("512Mi"));
            assertThat(shop.now().getStatus().sizing().current()).isEqualTo("small");
            assertThat(shop.now().getStatus().sizing().target()).isEqualTo("medium");

            // what else is changed is carried out
            shop.patch("{\"replicas\":3}");
            shop.awaitWeb(web -> web.getSpec().getReplicas() == 3);
            assertThat(memory(shop)).isEqualTo(new Quantity("512Mi"));

            server.node("waiting-2", "8", "32Gi", Map.of("pool", "waiting"));
            await().atMost(PATIENCE).until(() -> memory(shop).equals(new Quantity("1Gi")));
            assertThat(databaseMemory(shop)).isEqualTo(new Quantity("2Gi"));
            await().atMost(PATIENCE)
                    .until(() -> "medium".equals(shop.now().getStatus().sizing().current()));
            await().atMost(PATIENCE).until(() -> shop.condition("Stalled").isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aSizeThatIsGivenUpLeavesNothingBehind() {
        Map<String, String> settings = onNodes("missing");
        try (RunningOperator operator = RunningOperator.with(TestSettings.with(settings), namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            shop.patch("{\"size\":\"medium\"}");
            assertThat(shop.awaitCondition("Sized", "False", "NoNodeFits").getMessage())
                    .startsWith("There is no node with pool=missing, which size 'medium' asks for.");

            shop.patch("{\"size\":\"small\"}");

            shop.awaitCondition("Sized", "True", "Sized");
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void podsOfASizeGoToItsNodesAndAResizedShopCausesNoFurtherWrites() {
        Map<String, String> settings = new HashMap<>(onNodes("strong"));
        settings.put("sizes.medium.tolerations[0].key", "dedicated");
        settings.put("sizes.medium.tolerations[0].operator", "Exists");
        server.node("strong-1", "8", "32Gi", Map.of("pool", "strong"));
        try (RunningOperator operator = RunningOperator.with(TestSettings.with(settings), namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            shop.patch("{\"size\":\"medium\"}");
            await().atMost(PATIENCE).until(() -> memory(shop).equals(new Quantity("1Gi")));

            var pod = shop.awaitWeb(web -> true).getSpec().getTemplate().getSpec();
            assertThat(pod.getNodeSelector()).isEqualTo(Map.of("pool", "strong"));
            assertThat(pod.getTolerations())
                    .containsExactly(new TolerationBuilder()
                            .withKey("dedicated")
                            .withOperator("Exists")
                            .build());
            shop.databaseBecomesReady();
            shop.webBecomesReady();
            shop.awaitCondition("Ready", "True", "Serving");
            List<String> writes = server.operatorWrites(namespace);
            shop.patch("{\"suspend\":true}");
            shop.awaitCondition("Ready", "True", "Suspended");
            List<String> after = server.operatorWrites(namespace);
            assertThat(after.subList(writes.size(), after.size()))
                    .as("writes of a shop that has its size")
                    .allMatch(write -> write.startsWith("patch shops/status"));

            shop.patch("{\"suspend\":false,\"size\":\"small\"}");
            await().atMost(PATIENCE).until(() -> memory(shop).equals(new Quantity("512Mi")));
            await().atMost(PATIENCE).until(() -> shop.awaitWeb(web -> true)
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getNodeSelector()
                    .isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aSizeAboveTheNamespacesQuotaIsToldAndNothingMovesUntilItIsAllowed() {
        try (RunningOperator operator = RunningOperator.with(TestSettings.defaults(), namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            ResourceQuota quota = client.resource(new ResourceQuotaBuilder()
                            .withNewMetadata()
                            .withName("team")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewSpec()
                            .addToHard("limits.memory", new Quantity("1Gi"))
                            .endSpec()
                            .build())
                    .create();

            shop.patch("{\"size\":\"medium\"}");

            assertThat(shop.awaitCondition("Sized", "False", "QuotaExceeded").getMessage())
                    .startsWith(
                            "The namespace's quota does not allow the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: ResourceQuota 'team' (limits.memory) lacks memory ")
                    .contains("Nothing is changed: the pods keep size 'small'");
            assertThat(memory(shop)).isEqualTo(new Quantity("512Mi"));
            assertThat(databaseMemory(shop)).isEqualTo(new Quantity("512Mi"));

            client.resource(quota).delete();
            await().atMost(PATIENCE).until(() -> memory(shop).equals(new Quantity("1Gi")));
            assertThat(databaseMemory(shop)).isEqualTo(new Quantity("2Gi"));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void anOperatorOfNamedNamespacesLeavesItToTheScheduler() {
        try (RunningOperator operator = RunningOperator.confinedTo(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            Deployment web = shop.awaitWeb(there -> true);
            shop.pod(web, web.getSpec().getTemplate(), "tee-web-1");

            shop.patch("{\"size\":\"medium\"}");

            assertThat(shop.awaitCondition("Sized", "Unknown", "Resizing").getMessage())
                    .startsWith("Pods are being replaced one by one: 0 of 1 web pods are of size 'medium'.");
            assertThat(memory(shop)).isEqualTo(new Quantity("1Gi"));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private static Map<String, String> onNodes(String pool) {
        return Map.of("sizes.medium.node-selector.pool", pool);
    }

    private Quantity memory(ShopInTest shop) {
        return limit(shop.awaitWeb(web -> true)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst());
    }

    private Quantity databaseMemory(ShopInTest shop) {
        return limit(client.resources(StatefulSet.class)
                .inNamespace(namespace)
                .withName(shop.name() + "-database")
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst());
    }

    private static Quantity limit(Container container) {
        return container.getResources().getLimits().get("memory");
    }
}
