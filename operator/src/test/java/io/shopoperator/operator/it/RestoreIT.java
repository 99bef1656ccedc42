package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Restores of orders on a real API server, where the test is the kubelet and the shop's command. */
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void aRestoreIsPreviewedThenApprovedThenDoneOnce() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            backedUp(shop);
            create(
                    "ShopRestore",
                    "bring-back",
                    "shopRef: {name: tee}, from: {backupRef: {name: b}}, scope: {orders: {numbers: [10023]}}");
            Job preview = awaitJob("bring-back-preview");
            shop.said(
                    preview,
                    0,
                    "{\"status\":\"Succeeded\",\"applied\":false,\"diff\":\"0011aabb\",\"added\":[10023],\"conflictCount\":0}");
            shop.jobSucceeds(preview);
            awaitPhase("bring-back", Phase.PREVIEWED);
            await().atMost(PATIENCE).until(() -> job("bring-back-preview").isEmpty());

            // When
            client.resources(ShopRestore.class)
                    .inNamespace(namespace)
                    .withName("bring-back")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"dryRun\":false}}");
            Job apply = awaitJob("bring-back-apply");
            shop.said(
                    apply,
                    0,
                    "{\"status\":\"Succeeded\",\"applied\":true,\"diff\":\"\",\"added\":[10023],\"conflictCount\":0}");
            shop.jobSucceeds(apply);

            // Then
            awaitPhase("bring-back", Phase.SUCCEEDED);
            assertThat(status("bring-back").orElseThrow().applied().added()).containsExactly(10023L);
            assertThat(status("bring-back").orElseThrow().preview().diff()).isEqualTo("0011aabb");
            await().atMost(PATIENCE).until(() -> job("bring-back-apply").isEmpty());
            assertThat(server.operatorWrites(namespace).stream()
                            .filter(write -> write.startsWith("create jobs bring-back")))
                    .containsExactly("create jobs bring-back-preview", "create jobs bring-back-apply");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aWholeShopIsBackedUpBeforeItIsPutBackAndItsOldDatabaseIsKept() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            backedUp(shop);
            create("ShopRestore", "whole", "shopRef: {name: tee}, from: {backupRef: {name: b}}, scope: {full: {}}");
            Job preview = awaitJob("whole-preview");
            shop.said(
                    preview,
                    0,
                    "{\"status\":\"Succeeded\",\"applied\":false,\"diff\":\"0011aabb\",\"orders\":3,\"lost\":[10004],\"lostCount\":1,\"lostCents\":1490}");
            shop.jobSucceeds(preview);
            awaitPhase("whole", Phase.PREVIEWED);

            // When
            client.resources(ShopRestore.class)
                    .inNamespace(namespace)
                    .withName("whole")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"dryRun\":false}}");
            awaitPhase("whole", Phase.SECURING);
            ShopBackup safety = await("safety backup")
                    .atMost(PATIENCE)
                    .until(
                            () -> client.resources(ShopBackup.class).inNamespace(namespace).list().getItems().stream()
                                    .filter(backup ->
                                            backup.getMetadata().getName().startsWith("whole-"))
                                    .findFirst()
                                    .orElse(null),
                            Objects::nonNull);
            assertThat(job("whole-apply"))
                    .as("nothing is changed before the backup")
                    .isEmpty();
            Job dump = awaitJob(safety.getMetadata().getName() + "-dump");
            shop.said(dump, 0, "{\"status\":\"Succeeded\",\"sequence\":2,\"completedAt\":\"2026-11-23T02:16:00Z\"}");
            shop.jobSucceeds(dump);
            Job apply = awaitJob("whole-apply");
            shop.said(
                    apply,
                    0,
                    "{\"status\":\"Succeeded\",\"applied\":true,\"diff\":\"0011aabb\",\"orders\":3,\"lost\":[10004,10005],\"lostCount\":2,\"oldDatabase\":\"shop_before_1a2b3c4d\",\"oldDatabaseUntil\":\"2020-01-01T00:00:00Z\"}");
            shop.jobSucceeds(apply);

            // Then
            awaitPhase("whole", Phase.SUCCEEDED);
            ShopRestoreStatus done = status("whole").orElseThrow();
            assertThat(done.applied().shop().lostOrders()).containsExactly(10004L, 10005L);
            assertThat(done.applied().shop().safetyBackup())
                    .isEqualTo(safety.getMetadata().getName());
            assertThat(safety.getMetadata().getOwnerReferences()).isEmpty();
            assertThat(safety.getSpec().pinned()).isTrue();
            Job clean = awaitJob("whole-clean");
            shop.said(clean, 0, "{\"status\":\"Succeeded\",\"removed\":1}");
            shop.jobSucceeds(clean);
            await().atMost(PATIENCE).until(() -> status("whole").orElseThrow().conditions().stream()
                    .anyMatch(condition -> condition.getReason().equals("Removed")));
            await().atMost(PATIENCE).until(() -> job("whole-clean").isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aBackupOfAnotherShopIsRefused() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            ShopInTest.serving(namespace, "kaffee");
            backedUp(shop);

            // When
            create(
                    "ShopRestore",
                    "thief",
                    "shopRef: {name: kaffee}, from: {backupRef: {name: b}}, scope: {orders: {numbers: [10023]}}, dryRun: false");

            // Then
            awaitPhase("thief", Phase.FAILED);
            assertThat(status("thief").orElseThrow().conditions().getFirst().getMessage())
                    .contains("no ShopBackup 'b' of the shop 'kaffee'");
            assertThat(job("thief-apply")).isEmpty();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private void backedUp(ShopInTest shop) {
        create("ShopBackup", "b", "shopRef: {name: tee}");
        Job dump = awaitJob("b-dump");
        shop.said(dump, 0, "{\"status\":\"Succeeded\",\"sequence\":1,\"completedAt\":\"2026-11-23T02:16:00Z\"}");
        shop.jobSucceeds(dump);
        await().atMost(PATIENCE)
                .until(
                        () -> Optional.ofNullable(client.resources(ShopBackup.class)
                                        .inNamespace(namespace)
                                        .withName("b")
                                        .get()
                                        .getStatus())
                                .map(ShopBackupStatus::phase)
                                .orElse(null),
                        ShopBackupStatus.Phase.SUCCEEDED::equals);
    }

    private void create(String kind, String name, String spec) {
        client.resource(Serialization.unmarshal(
                        """
                        apiVersion: shop-operator.io/v1alpha1
                        kind: %s
                        metadata: {name: %s, namespace: %s}
                        spec: {%s}
                        """.formatted(kind, name, namespace, spec), GenericKubernetesResource.class))
                .create();
    }

    private void awaitPhase(String name, Phase phase) {
        await(name + " to be " + phase)
                .atMost(PATIENCE)
                .until(() -> status(name).map(ShopRestoreStatus::phase).orElse(null), phase::equals);
    }

    private Optional<ShopRestoreStatus> status(String name) {
        return Optional.ofNullable(client.resources(ShopRestore.class)
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getStatus());
    }

    private Optional<Job> job(String name) {
        return Optional.ofNullable(
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get());
    }

    private Job awaitJob(String name) {
        return await("Job " + name).atMost(PATIENCE).until(() -> job(name).orElse(null), Objects::nonNull);
    }
}
