package io.shopoperator.operator.shop.database.cloudnativepg;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSpec.Synchronous;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresClusterTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** Go's canonical form: CloudNativePG's webhook would write it instead, and it would be applied again and again. */
    @ParameterizedTest
    @CsvSource({
        "1000m, 1",
        "1, 1",
        "0.5, 500m",
        "250m, 250m",
        "1.5, 1500m",
        "10, 10",
    })
    void processorsAreWrittenAsTheWebhookWould(String said, String written) {
        assertThat(asText(spec(Map.of("sizes.small.database.cpu", said), "instances: 2")
                        .resources()
                        .getRequests()
                        .get("cpu")))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"1024Mi, 1Gi", "512Mi, 512Mi", "1536Mi, 1536Mi", "2Gi, 2Gi", "524288Ki, 512Mi", "1G, 1G"})
    void memoryIsWrittenAsTheWebhookWould(String said, String written) {
        var resources = spec(Map.of("sizes.small.database.memory", said), "instances: 2")
                .resources();

        assertThat(asText(resources.getLimits().get("memory"))).isEqualTo(written);
        assertThat(resources.getRequests().get("memory"))
                .isEqualTo(resources.getLimits().get("memory"));
    }

    @Test
    void anOrderIsAtAStandbyBeforeTheCustomerIsToldUnlessThereIsNone() {
        assertThat(synchronous(1)).isNull();
        assertThat(synchronous(2)).isEqualTo(new Synchronous("any", 1, "preferred"));
        assertThat(synchronous(3)).isEqualTo(new Synchronous("any", 1, "required"));
        assertThat(synchronous(9)).isEqualTo(new Synchronous("any", 1, "required"));
    }

    @Test
    void theOnlyInstanceDoesNotKeepItsNodeFromBeingDrained() {
        assertThat(spec(Map.of(), "instances: 1").disruptionBudget()).isFalse();
        assertThat(spec(Map.of(), "instances: 2").disruptionBudget()).isTrue();
    }

    @Test
    void anInstanceThatStopsDoesNotWaitForPoolsThatStayConnected() {
        assertThat(spec(Map.of(), "instances: 2").smartShutdownTimeout()).isZero();
    }

    @Test
    void howAnExistingClusterBeganIsNotChanged() {
        Cluster recovered =
                YAML.unmarshal("kind: Cluster\nspec: {bootstrap: {recovery: {source: origin}}}", Cluster.class);
        Cluster empty = YAML.unmarshal("kind: Cluster\nspec: {bootstrap: {initdb: {database: shop}}}", Cluster.class);

        assertThat(desired("instances: 2", Optional.of(recovered)).bootstrap()).isNull();
        assertThat(desired("instances: 2", Optional.of(empty)).bootstrap()).isNotNull();
        assertThat(desired("instances: 2", Optional.empty())
                        .bootstrap()
                        .initdb()
                        .builtinLocale())
                .isEqualTo("C.UTF-8");
    }

    @Test
    void theLogThatAStandbyMissesCannotFillThePrimarysVolume() {
        Map<String, String> parameters =
                spec(Map.of(), "storage: 8Gi").postgresql().parameters();

        assertThat(parameters)
                .containsEntry("max_slot_wal_keep_size", "2048MB")
                .containsEntry("max_wal_size", "1024MB")
                .containsEntry("shared_buffers", "128MB")
                .doesNotContainKeys("logging_collector", "log_timezone", "timezone");
    }

    @Test
    void theStorageClassOfTheSettingsCountsForNewClusters() {
        Map<String, String> fast = Map.of("database.storage-class-name", "fast");
        Cluster slow = YAML.unmarshal(
                "kind: Cluster\nspec: {bootstrap: {initdb: {}}, storage: {size: 5Gi, storageClass: slow}}",
                Cluster.class);

        assertThat(spec(fast, "instances: 2").storage().storageClass()).isEqualTo("fast");
        assertThat(PostgresCluster.desired(shop("instances: 2"), TestSettings.with(fast), Optional.of(slow))
                        .getSpec()
                        .storage()
                        .storageClass())
                .isEqualTo("slow");
    }

    @Test
    void whatASizeSaysOfNodesAndVolumesCountsForInstances() {
        ClusterSpec placed = spec(
                Map.of(
                        "sizes.small.node-selector.pool",
                        "strong",
                        "sizes.small.tolerations[0].key",
                        "dedicated",
                        "sizes.small.tolerations[0].operator",
                        "Exists",
                        "sizes.small.storage-class-name",
                        "faster",
                        "database.storage-class-name",
                        "fast"),
                "instances: 2");

        assertThat(placed.affinity().nodeSelector()).containsExactly(Map.entry("pool", "strong"));
        assertThat(placed.affinity().tolerations())
                .singleElement()
                .satisfies(toleration -> assertThat(toleration.getKey()).isEqualTo("dedicated"));
        assertThat(placed.storage().storageClass()).isEqualTo("faster");
        assertThat(spec(Map.of(), "instances: 2").affinity()).isNull();
    }

    @Test
    void aClusterWithoutAShopIsAtRest() {
        Cluster there = PostgresCluster.desired(shop("instances: 2"), TestSettings.defaults(), Optional.empty());

        Cluster atRest = PostgresCluster.atRest(shop("instances: 2"), TestSettings.defaults(), there);

        assertThat(there.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(atRest.getMetadata().getAnnotations()).containsEntry("cnpg.io/hibernation", "on");
        assertThat(atRest.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(atRest.getSpec()).isEqualTo(there.getSpec());
    }

    private static String asText(Quantity quantity) {
        return quantity.getAmount() + quantity.getFormat();
    }

    private static Synchronous synchronous(int instances) {
        return spec(Map.of(), "instances: " + instances).postgresql().synchronous();
    }

    private static ClusterSpec desired(String asked, Optional<Cluster> existing) {
        return PostgresCluster.desired(shop(asked), TestSettings.defaults(), existing)
                .getSpec();
    }

    private static ClusterSpec spec(Map<String, String> settings, String asked) {
        return PostgresCluster.desired(shop(asked), TestSettings.with(settings), Optional.empty())
                .getSpec();
    }

    private static Shop shop(String asked) {
        return YAML.unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555}
                spec: {image: i, host: h, database: {cloudNativePg: {%s}}}
                """.formatted(asked), Shop.class);
    }
}
