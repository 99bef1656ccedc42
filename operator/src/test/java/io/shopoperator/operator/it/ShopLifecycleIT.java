package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
            assertThat(operator.isAlive()).isTrue();
            List<String> writes = server.operatorWrites(namespace);
            assertThat(writes.stream()
                            .filter(write -> !write.contains("shops/status"))
                            .filter(write -> !write.startsWith("create events ")))
                    .containsExactlyInAnyOrder(
                            "create secrets tee-database",
                            "create secrets tee-admin",
                            "patch persistentvolumeclaims data-tee-database-0",
                            "patch configmaps tee-database",
                            "patch networkpolicies tee-database",
                            "patch services tee-database",
                            "patch statefulsets tee-database",
                            // once more, for the pod that reads it: from now on an empty volume means lost data
                            "patch configmaps tee-database",
                            "create jobs " + shop.awaitMigration().getMetadata().getName(),
                            "patch networkpolicies tee-web",
                            "patch poddisruptionbudgets tee-web",
                            "patch services tee-web",
                            "patch deployments tee-web",
                            "patch ingresses tee-web");
            // that it begins, and that it is done
            assertThat(writes.stream().filter(write -> write.contains("shops/status")))
                    .hasSize(2);
            assertThat(writes.stream().filter(write -> write.startsWith("create events ")))
                    .containsExactly("create events " + shop.eventName("Released"));
        }
    }

    @Test
    void aRestartedOperatorWritesNothing() {
        String namespace = server.namespace();
        try (RunningOperator first = RunningOperator.in(namespace)) {
            ShopInTest.serving(namespace, "tee");
            assertThat(first.isAlive()).isTrue();
        }
        List<String> before = server.operatorWrites(namespace);
        Map<String, String> versions = Snapshot.of(namespace);

        try (RunningOperator second = RunningOperator.in(namespace)) {
            // a reconciliation that came after the first, to be sure that it is over
            ShopInTest.apply(namespace, "later", "size: no-such-size")
                    .awaitCondition("Accepted", "False", "UnknownSize");

            assertThat(second.isAlive()).isTrue();
            assertThat(Snapshot.of(namespace)).containsAllEntriesOf(versions);
            assertThat(server.operatorWrites(namespace).stream().filter(write -> !write.contains("later")))
                    .containsExactlyElementsOf(before);
        }
    }

    @Test
    void observesEachOfFiveQuickEdits() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            for (int replicas = 3; replicas <= 7; replicas++) shop.patch("{\"replicas\":" + replicas + "}");

            shop.awaitWeb(web -> web.getSpec().getReplicas() == 7);
            shop.awaitObserved();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void podsOfEveryComponentAreRestricted() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            assertThat(operator.isAlive()).isTrue();

            // the namespace refuses pods that are not
            shop.pod(
                    shop.awaitWeb(web -> true),
                    shop.awaitWeb(web -> true).getSpec().getTemplate(),
                    "web");
            var database = shop.await(StatefulSet.class, "tee-database", set -> true);
            shop.pod(database, database.getSpec().getTemplate(), "database");
            shop.pod(shop.awaitMigration(), shop.awaitMigration().getSpec().getTemplate(), "migration");
        }
    }

    @Test
    void keepsTheVolumeAndSaysSo() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            assertThat(shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> true)
                            .getMetadata()
                            .getOwnerReferences())
                    .isEmpty();

            shop.delete();

            await().untilAsserted(() -> assertThat(shop.events()).anySatisfy(event -> assertThat(event)
                    .startsWith("Normal VolumeKept: ")
                    .contains("PersistentVolumeClaim data-tee-database-0")));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    /** A deletion that comes while the same shop is reconciled makes that reconciliation fail; it must not be forgotten over it. */
    @Test
    void saysSoOfAShopThatIsDeletedWhileItIsChanged() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            List<ShopInTest> shops = IntStream.range(0, 20)
                    .mapToObj(i -> ShopInTest.apply(namespace, "tee-" + i))
                    .toList();
            shops.forEach(ShopInTest::awaitObserved);

            shops.forEach(shop -> {
                shop.patch("{\"replicas\": 3}");
                shop.delete();
                // as the garbage collector does
                shop.child(ConfigMap.class, "database").delete();
                shop.child(Service.class, "database").delete();
            });

            for (ShopInTest shop : shops) {
                await().untilAsserted(() -> assertThat(shop.events()).anySatisfy(event -> assertThat(event)
                        .startsWith("Normal VolumeKept: ")
                        .contains("data-" + shop.name() + "-database-0")));
            }
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void theVolumeGoesWithTheShopIfThePolicySaysSo() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.apply(namespace, "tee", "deletion: {policy: Delete}");

            shop.await(
                    PersistentVolumeClaim.class,
                    "data-tee-database-0",
                    claim -> claim.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                            .equals(shop.now().getMetadata().getUid())));

            shop.patch("{\"deletion\":{\"policy\":\"Retain\"}}");
            shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> claim.getMetadata()
                    .getOwnerReferences()
                    .isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aSuspendedShopIsLeftAlone() {
        String namespace = server.namespace();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            int writes = server.operatorWrites(namespace).size();

            shop.patch("{\"suspend\":true,\"replicas\":5}");

            shop.awaitCondition("Ready", "True", "Suspended");
            assertThat(shop.awaitWeb(web -> true).getSpec().getReplicas()).isEqualTo(2);
            assertThat(server.operatorWrites(namespace)).hasSize(writes + 1);
            shop.patch("{\"suspend\":false}");
            shop.awaitWeb(web -> web.getSpec().getReplicas() == 5);
            assertThat(operator.isAlive()).isTrue();
        }
    }
}
