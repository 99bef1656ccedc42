package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.shopoperator.api.v1alpha1.OriginStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A shop begins with a backup, on a real API server, where the test is the kubelet and the program. */
class OriginIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String S3 =
            "backup: {destination: {s3: {endpoint: https://s3.example.com, bucket: backups, credentialsSecretRef: {name: s3}}}}";
    private static final String NEWEST = "origin: {fromBackup: {}}";
    private static final String DONE =
            "{\"status\":\"Succeeded\",\"id\":\"20261118T021500Z-0000000a\",\"completedAt\":\"2026-11-18T02:16:00Z\",\"orders\":500}";

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void theBackupIsRestoredBeforeTheFirstMigrationWhateverHappensToTheOperator() {
        // Given
        secret(Map.of("access-key-id", "a", "secret-access-key", "b"));
        ShopInTest shop;
        Job origin;
        try (RunningOperator first = RunningOperator.in(namespace)) {
            shop = ShopInTest.apply(namespace, "tee", S3, NEWEST);
            shop.databaseBecomesReady();
            origin = awaitOrigin();
            assertThat(first.isAlive()).isTrue();
        }

        try (RunningOperator second = RunningOperator.in(namespace)) {
            assertThat(shop.awaitCondition("Released", "False", "RestoringBackup")
                            .getMessage())
                    .isEqualTo("The database is being filled from the newest backup. Nobody is served before that.");
            assertThat(jobs("migrate")).isEmpty();

            // When
            shop.said(origin, 0, DONE);
            shop.jobSucceeds(origin);
            shop.migrationSucceeds();
            shop.webBecomesReady();

            // Then
            shop.awaitCondition("Ready", "True", "Serving");
            OriginStatus status = shop.now().getStatus().origin();
            assertThat(status.backup()).isEqualTo("20261118T021500Z-0000000a");
            assertThat(status.orders()).isEqualTo(500);
            await().atMost(PATIENCE).until(() -> jobs("origin").isEmpty());
            assertThat(server.operatorWrites(namespace).stream()
                            .filter(write -> write.startsWith("create jobs tee-origin")))
                    .hasSize(1);
            assertThatThrownBy(() -> shop.patch("{\"origin\": {\"fromBackup\": {\"verified\": true}}}"))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("origin cannot be changed any more");
            assertThatThrownBy(() -> shop.patch("{\"origin\": null}"))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("the shop has its data");
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aShopThatHasDataCannotBeGivenAnOrigin() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            assertThatThrownBy(() -> shop.patch("{\"origin\": {\"fromBackup\": {}}}"))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("the shop has its data");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void nothingBeginsEmptyWhenThereIsNoSuchBackupAndACorrectionIsTriedAtOnce() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            secret(Map.of("access-key-id", "a", "secret-access-key", "b"));
            ShopInTest shop = ShopInTest.apply(namespace, "tee", S3, NEWEST);
            shop.databaseBecomesReady();
            Job first = awaitOrigin();

            // When
            shop.said(
                    first,
                    1,
                    "{\"status\":\"Failed\",\"reason\":\"NoSuchBackup\",\"message\":\"There is no backup.\"}");
            shop.jobFails(first);

            // Then
            assertThat(shop.awaitCondition("Ready", "False", "OriginFailed").getMessage())
                    .startsWith(
                            "The database could not be filled from the newest backup: There is no backup. Nobody is served");
            assertThat(shop.awaitCondition("Stalled", "True", "OriginFailed")).isNotNull();
            assertThat(jobs("migrate")).isEmpty();
            shop.patch("{\"origin\": {\"fromBackup\": {\"shop\": {\"name\": \"kaffee\"}}}}");
            Job second = await("another origin").atMost(PATIENCE).until(this::awaitOrigin, job -> !job.getMetadata()
                    .getName()
                    .equals(first.getMetadata().getName()));
            shop.said(second, 0, DONE);
            shop.jobSucceeds(second);
            shop.migrationSucceeds();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void whatIsMissingOrNotOnesOwnIsToldAndNothingIsTouched() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop =
                    ShopInTest.apply(namespace, "tee", S3, "origin: {fromBackup: {shop: {namespace: neighbours}}}");

            assertThat(shop.awaitCondition("Accepted", "False", "OriginSecretMissing")
                            .getMessage())
                    .contains("There is no Secret 's3'");
            secret(Map.of("access-key-id", "a", "secret-access-key", "b"));
            assertThat(shop.awaitCondition("Accepted", "False", "OriginForbidden")
                            .getMessage())
                    .contains("write that namespace into the key readable-namespaces of Secret 's3'");
            assertThat(client.apps()
                            .statefulSets()
                            .inNamespace(namespace)
                            .list()
                            .getItems())
                    .isEmpty();
            client.secrets().inNamespace(namespace).withName("s3").edit(there -> new SecretBuilder(there)
                    .addToStringData("readable-namespaces", "neighbours")
                    .build());
            shop.awaitCondition("Accepted", "True", "Accepted");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private Secret secret(Map<String, String> data) {
        return client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s3")
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    private Job awaitOrigin() {
        return await("a run that fills the database")
                .atMost(PATIENCE)
                .until(
                        () -> jobs("origin").stream()
                                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                                .findFirst()
                                .orElse(null),
                        job -> job != null);
    }

    private List<Job> jobs(String kind) {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().startsWith("tee-" + kind + "-"))
                .toList();
    }
}
