package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log's receiver, and a database that lost its volume, on a real API server, where the test is the kubelet and the program. */
class PointInTimeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void theReceiverIsMadeToldAndPutToRest() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            assertThat(receiver().get()).as("who wants none gets none").isNull();
            assertThat(shop.condition("PointInTimeAvailable")).isEmpty();

            // When
            shop.patch("{\"backup\": {\"pointInTime\": {\"enabled\": true}}}");
            shop.awaitCondition("PointInTimeAvailable", "Unknown", "PointInTimeStarting");
            receiverIs("True");

            // Then
            shop.awaitCondition("PointInTimeAvailable", "True", "PointInTimeAvailable");
            shop.awaitCondition("Ready", "True", "Serving");
            shop.patch("{\"backup\": {\"pointInTime\": {\"enabled\": false}}}");
            await().atMost(PATIENCE).until(() -> receiver().get().getSpec().getReplicas() == 0);
            await().atMost(PATIENCE)
                    .until(() -> shop.condition("PointInTimeAvailable").isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aRestartedOperatorWritesNothing() {
        try (RunningOperator first = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee", "backup: {pointInTime: {enabled: true}}");
            receiverIs("True");
            shop.awaitCondition("PointInTimeAvailable", "True", "PointInTimeAvailable");
            assertThat(first.isAlive()).isTrue();
        }
        Map<String, String> versions = Snapshot.of(namespace);

        try (RunningOperator second = RunningOperator.in(namespace)) {
            // a reconciliation that came after the first ones, to be sure that those are over
            ShopInTest.apply(namespace, "later", "size: no-such-size")
                    .awaitCondition("Accepted", "False", "UnknownSize");

            assertThat(Snapshot.of(namespace)).containsAllEntriesOf(versions);
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aLostVolumeIsFilledWhileTheDatabaseIsAwayAndTheShopComesBackByItself() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee", "backup: {pointInTime: {enabled: true}}");
            create("too-early");
            awaitReason("too-early", "DatabaseNotLost");
            delete("too-early");
            shop.databaseIsNotReady();
            PersistentVolumeClaim lost = claimIsGone();
            shop.awaitCondition("DatabaseReady", "False", "DataLost");
            awaitDatabase(0);
            assertThat(claim().get())
                    .as("a claim that the pod, which is still about, would have bound")
                    .isNull();
            shop.databaseIsAtRest();
            await("another claim").atMost(PATIENCE).until(() -> claim().get() != null);
            assertThat(claim().get().getMetadata().getUid())
                    .isNotEqualTo(lost.getMetadata().getUid());

            // When
            create("from-the-log");
            Job preview = awaitJob("from-the-log-preview");
            shop.said(
                    preview,
                    0,
                    "{\"status\":\"Succeeded\",\"baseCompletedAt\":\"2026-11-21T10:00:41Z\",\"until\":\"2026-11-23T11:39:12Z\"}");
            shop.jobSucceeds(preview);
            awaitPhase("from-the-log", Phase.PREVIEWED);
            client.resources(ShopRestore.class)
                    .inNamespace(namespace)
                    .withName("from-the-log")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"dryRun\":false}}");
            Job apply = awaitJob("from-the-log-apply");
            shop.awaitCondition("DatabaseReady", "False", "DatabaseRestoring");
            shop.volumeIsBound();
            shop.said(apply, 0, "{\"status\":\"Succeeded\",\"until\":\"2026-11-23T11:39:12Z\"}");
            shop.jobSucceeds(apply);

            // Then
            awaitPhase("from-the-log", Phase.SUCCEEDED);
            awaitDatabase(1);
            shop.databaseBecomesReady();
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private Resource<Deployment> receiver() {
        return client.apps().deployments().inNamespace(namespace).withName("tee-log-receiver");
    }

    private void receiverIs(String available) {
        await().atMost(PATIENCE).until(() -> receiver().get() != null);
        receiver().editStatus(deployment -> new DeploymentBuilder(deployment)
                .withNewStatus()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(1)
                .addNewCondition()
                .withType("Available")
                .withStatus(available)
                .withReason("Test")
                .withLastTransitionTime(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .endCondition()
                .endStatus()
                .build());
    }

    private Resource<PersistentVolumeClaim> claim() {
        return client.persistentVolumeClaims().inNamespace(namespace).withName("data-tee-database-0");
    }

    /** Somebody deletes it, and no pod uses it any more. */
    private PersistentVolumeClaim claimIsGone() {
        PersistentVolumeClaim lost = claim().edit(there -> {
            there.getMetadata().setFinalizers(null);
            return there;
        });
        claim().delete();
        return lost;
    }

    private void awaitDatabase(int replicas) {
        await("database with " + replicas + " replicas").atMost(PATIENCE).until(() -> {
            StatefulSet database = client.apps()
                    .statefulSets()
                    .inNamespace(namespace)
                    .withName("tee-database")
                    .get();
            return database.getSpec().getReplicas() == replicas;
        });
    }

    private void create(String name) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: shop-operator.io/v1alpha1
                        kind: ShopRestore
                        metadata: {name: %s, namespace: %s}
                        spec: {shopRef: {name: tee}, from: {latest: {}}, scope: {database: {}}}
                        """.formatted(name, namespace), GenericKubernetesResource.class))
                .create();
    }

    private void delete(String name) {
        client.resources(ShopRestore.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    private Optional<ShopRestoreStatus> status(String name) {
        return Optional.ofNullable(client.resources(ShopRestore.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(ShopRestore::getStatus);
    }

    private void awaitPhase(String name, Phase phase) {
        await(name)
                .atMost(PATIENCE)
                .until(() -> status(name).map(ShopRestoreStatus::phase).orElse(null), phase::equals);
    }

    private void awaitReason(String name, String reason) {
        await(name).atMost(PATIENCE).until(() -> status(name).stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition -> reason.equals(condition.getReason())));
    }

    private Job awaitJob(String name) {
        return await("Job " + name)
                .atMost(PATIENCE)
                .until(
                        () -> client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        Objects::nonNull);
    }
}
