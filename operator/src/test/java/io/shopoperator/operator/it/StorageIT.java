package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.operator.TestSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorageIT {
    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();
    private RunningOperator operator;

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void aVolumeOfAClassThatCanGrowGrowsAndItIsToldUntilItHas() {
        ShopInTest shop = aShopOnVolumesOf("can-grow", true);

        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"10Gi\"}}}");

        shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> asked(claim)
                .equals(new Quantity("10Gi")));
        assertThat(shop.awaitCondition("DatabaseReady", "True", "StorageGrowing")
                        .getMessage())
                .isEqualTo(
                        "The volume data-tee-database-0 has 5Gi and is being grown to 10Gi; PostgreSQL runs on meanwhile.");
        shop.awaitCondition("Reconciling", "True", "StorageGrowing");
        shop.awaitCondition("Ready", "True", "Serving");

        volumeHas("5Gi", "Waiting for user to (re-)start a pod to finish file system resize of volume on node.");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        shop.condition("Reconciling").orElseThrow().getMessage())
                .endsWith(
                        " FileSystemResizePending: Waiting for user to (re-)start a pod to finish file system resize of "
                                + "volume on node."));

        assertThatThrownBy(() -> shop.patch("{\"database\":{\"embedded\":{\"storage\":\"5Gi\"}}}"))
                .hasMessageContaining("storage can only grow: set it to 10Gi or more");

        volumeHas("10Gi", null);
        shop.awaitCondition("DatabaseReady", "True", "DatabaseReady");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shop.condition("Reconciling").isEmpty());
    }

    @Test
    void aVolumeThatIsNotAllowedToGrowIsTold() {
        ShopInTest shop = aShopOnVolumesOf("can-grow", true);
        quota("5Gi");

        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"10Gi\"}}}");

        assertThat(shop.awaitCondition("DatabaseReady", "True", "StorageNotGrown")
                        .getMessage())
                .startsWith("The volume data-tee-database-0 could not be grown to 10Gi: ")
                .contains("exceeded quota")
                .contains("Use a storage class with allowVolumeExpansion, or set spec.database.embedded.storage back.");
        shop.awaitCondition("Stalled", "True", "StorageNotGrown");
        assertThat(asked(shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> true)))
                .isEqualTo(new Quantity("5Gi"));
        assertThatThrownBy(() -> shop.patch("{\"database\":{\"embedded\":{\"storage\":\"4Gi\"}}}"))
                .hasMessageContaining("spec.database.embedded.storage")
                .hasMessageContaining("storage can only grow");

        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"5Gi\"}}}");
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.condition("Stalled")).isEmpty();
    }

    @Test
    void aVolumeOfAClassThatCannotGrowIsToBeReplacedByALargerOne() {
        ShopInTest shop = aShopOnVolumesOf("cannot-grow", false);

        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"10Gi\"}}}");

        shop.awaitCondition("DatabasePlaced", "False", "DatabaseMoving");
        String copy = shop.now().getStatus().database().move().to();
        assertThat(asked(shop.await(PersistentVolumeClaim.class, copy, claim -> true)))
                .isEqualTo(new Quantity("10Gi"));
        assertThat(asked(shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> true)))
                .isEqualTo(new Quantity("5Gi"));
        assertThatThrownBy(() -> shop.patch("{\"database\":{\"embedded\":{\"storage\":\"4Gi\"}}}"))
                .hasMessageContaining("storage can only grow");
        shop.awaitCondition("Ready", "True", "Serving");
    }

    @Test
    void aQuotaThatHasNoRoomForTheCopyIsToldAndNothingChanges() {
        ShopInTest shop = aShopOnVolumesOf("cannot-grow", false);
        quota("8Gi");

        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"10Gi\"}}}");

        assertThat(shop.awaitCondition("DatabasePlaced", "False", "MoveBlocked").getMessage())
                .contains("exceeded quota")
                .endsWith("Make room for it, or set spec.database.embedded back.");
        shop.awaitCondition("Stalled", "True", "MoveBlocked");
        shop.patch("{\"database\":{\"embedded\":{\"storage\":\"5Gi\"}}}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shop.condition("Stalled").isEmpty());
    }

    @Test
    void aVolumeOfBackupsThatCannotGrowIsToldAndSaysNothingOfTheDatabase() {
        // Given
        ShopInTest shop = aShopOnVolumesOf("cannot-grow", false);
        client.resource(Serialization.unmarshal("""
                        apiVersion: shop-operator.io/v1alpha1
                        kind: ShopBackup
                        metadata: {name: now, namespace: %s}
                        spec: {shopRef: {name: tee}}
                        """.formatted(namespace), ShopBackup.class))
                .create();
        shop.await(
                PersistentVolumeClaim.class, "tee-backup", claim -> asked(claim).equals(new Quantity("10Gi")));

        // When: no pod has used it yet, so that its size cannot be changed
        shop.patch("{\"backup\":{\"destination\":{\"volume\":{\"size\":\"20Gi\"}}}}");
        shop.awaitObserved();

        // Then
        assertThat(shop.condition("Stalled")).isEmpty();
        volumeHas("tee-backup", "10Gi", null);
        assertThat(shop.awaitCondition("Stalled", "True", "BackupStorageNotGrown")
                        .getMessage())
                .startsWith("The volume tee-backup could not be grown to 20Gi: ")
                .contains("or set spec.backup.destination.volume.size back.");
        shop.awaitCondition("DatabaseReady", "True", "DatabaseReady");
    }

    @Test
    void aVolumeWhoseLabelsWereTakenIsNotTakenForALostOne() {
        // Given
        ShopInTest shop = aShopOnVolumesOf("can-grow", true);
        Map<String, String> labels = shop.await(PersistentVolumeClaim.class, "data-tee-database-0", claim -> true)
                .getMetadata()
                .getLabels();
        label(Map.of());
        shop.awaitCondition("Stalled", "True", "NameTaken");

        // When
        shop.databaseIsNotReady();

        // Then: its database is waited for, not ended
        shop.awaitCondition("DatabaseReady", "False", "DatabaseStarting");
        assertThat(shop.await(StatefulSet.class, "tee-database", set -> true)
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);

        // and once they are back, all is as before
        label(labels);
        shop.databaseBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        assertThat(shop.condition("Stalled")).isEmpty();
    }

    private void label(Map<String, String> labels) {
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName("data-tee-database-0")
                .edit(claim -> new PersistentVolumeClaimBuilder(claim)
                        .editMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .build());
    }

    private ShopInTest aShopOnVolumesOf(String storageClass, boolean canGrow) {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(storageClass)
                        .endMetadata()
                        .withProvisioner("example.com/volumes")
                        .withAllowVolumeExpansion(canGrow)
                        .build())
                .createOr(NonDeletingOperation::update);
        operator =
                RunningOperator.with(TestSettings.with(Map.of("database.storage-class-name", storageClass)), namespace);
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        volumeHas("5Gi", null);
        return shop;
    }

    /** Its controller would count what there is. */
    private void quota(String storage) {
        var quota = client.resource(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("disks")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addToHard("requests.storage", new Quantity(storage))
                .endSpec()
                .build());
        quota.create();
        quota.editStatus(there -> new ResourceQuotaBuilder(there)
                .withNewStatus()
                .addToHard("requests.storage", new Quantity(storage))
                .addToUsed("requests.storage", new Quantity("5Gi"))
                .endStatus()
                .build());
    }

    private void volumeHas(String capacity, String pending) {
        volumeHas("data-tee-database-0", capacity, pending);
    }

    /** What the volume's controllers would tell. */
    private void volumeHas(String name, String capacity, String pending) {
        client.persistentVolumeClaims().inNamespace(namespace).withName(name).editStatus(claim -> {
            var status = new PersistentVolumeClaimBuilder(claim)
                    .withNewStatus()
                    .withPhase("Bound")
                    .addToAccessModes("ReadWriteOnce")
                    .addToCapacity("storage", new Quantity(capacity));
            if (pending != null) {
                status.addToConditions(new PersistentVolumeClaimConditionBuilder()
                        .withType("FileSystemResizePending")
                        .withStatus("True")
                        .withMessage(pending)
                        .build());
            }
            return status.endStatus().build();
        });
    }

    private static Quantity asked(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().get("storage");
    }
}
