package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backups on a real API server, where the test is the kubelet and the program. */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void aBackupThatIsCreatedIsMadeProvenAndTold() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            create("now", "verify: true");

            // When
            Job dump = awaitJob("now-dump");
            shop.said(dump, 0, """
                    {"command":"dump","status":"Succeeded","sequence":1,"completedAt":"%s","bytes":4711,"schemaVersion":"30",
                    "databaseBytes":4718592000,"figures":{"orders":500,"orderTotalCents":745000}}
                    """.formatted(Clock.systemUTC().instant()));
            shop.jobSucceeds(dump);
            Job verify = awaitJob("now-verify");
            shop.said(
                    verify,
                    0,
                    "{\"status\":\"Succeeded\",\"result\":\"Verified\",\"at\":\"%s\",\"seconds\":42}"
                            .formatted(Clock.systemUTC().instant()));
            shop.jobSucceeds(verify);

            // Then
            shop.awaitCondition("BackupRecent", "True", "BackupRecent");
            shop.awaitCondition("BackupVerified", "True", "BackupVerified");
            assertThat(shop.awaitCondition("StorageHealthy", "False", "VolumeFilling")
                            .getMessage())
                    .startsWith("The database had 4.4Gi when it was last backed up")
                    .contains("Raise spec.database.embedded.storage");
            ShopBackupStatus status = backup("now").orElseThrow().getStatus();
            assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(status.orders()).isEqualTo(500);
            assertThat(status.verification().restoreSeconds()).isEqualTo(42);
            assertThat(shop.now().getStatus().backup().bytes()).isEqualTo(4711);
            await().atMost(PATIENCE)
                    .until(() -> job("now-dump").isEmpty() && job("now-verify").isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aBackupThatFailedSaysWhyAndTheShopTellsIt() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            create("now", "");

            // When
            Job dump = awaitJob("now-dump");
            shop.said(
                    dump,
                    1,
                    "{\"status\":\"Failed\",\"reason\":\"DestinationFull\",\"message\":\"The destination is full.\"}");
            shop.jobFails(dump);

            // Then
            awaitPhase("now", Phase.FAILED);
            assertThat(shop.awaitCondition("BackupRecent", "False", "NoBackupYet")
                            .getMessage())
                    .contains("The last run, now, failed: The destination is full.");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void runsOfOneShopNeverOverlapAndAnotherShopDoesNotWait() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            create("first", "");
            Job dump = awaitJob("first-dump");

            // When
            create("second", "");
            await().atMost(PATIENCE).until(() -> backup("second").orElseThrow().getStatus() != null);

            // Then
            assertThat(job("second-dump")).isEmpty();
            shop.said(dump, 0, "{\"status\":\"Succeeded\",\"sequence\":1,\"completedAt\":\"2026-11-23T02:16:00Z\"}");
            shop.jobSucceeds(dump);
            awaitJob("second-dump");
            assertThat(backup("second").orElseThrow().getStatus().sequence()).isEqualTo(2);
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void theScheduleAsksForABackupOnceEvenIfThatIsDeleted() {
        ShopInTest shop;
        try (RunningOperator today = RunningOperator.in(namespace)) {
            shop = ShopInTest.serving(namespace, "tee");
            assertThat(today.isAlive()).isTrue();
        }

        // When: three mornings later
        Duration later = Duration.ofDays(3);
        try (RunningOperator operator =
                RunningOperator.with(TestSettings.defaults(), Clock.offset(Clock.systemUTC(), later), namespace)) {
            String name = await().atMost(PATIENCE)
                    .until(() -> backups().stream().findFirst(), Optional::isPresent)
                    .orElseThrow()
                    .getMetadata()
                    .getName();

            // Then
            assertThat(name).matches("tee-[0-9]{6}-0215");
            awaitJob(name + "-dump");
            client.resources(ShopBackup.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .delete();
            shop.patch("{\"replicas\": 3}");
            shop.awaitObserved();
            assertThat(backups()).as("a run is asked for once").isEmpty();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aMissingSecretIsToldAndTheShopRunsOn() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(
                    namespace,
                    "tee",
                    "backup: {destination: {s3: {endpoint: https://s3.example.com, bucket: backups, credentialsSecretRef: {name: s3}}}}");

            // When
            create("now", "");

            // Then
            await().atMost(PATIENCE)
                    .until(() -> Optional.ofNullable(backup("now").orElseThrow().getStatus()).stream()
                            .flatMap(status -> status.conditions().stream())
                            .anyMatch(condition -> "BackupSecretMissing".equals(condition.getReason())));
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(job("now-dump")).isEmpty();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aRestartedOperatorWritesNothing() {
        try (RunningOperator first = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            create("now", "");
            Job dump = awaitJob("now-dump");
            shop.said(
                    dump,
                    0,
                    "{\"status\":\"Succeeded\",\"sequence\":1,\"completedAt\":\"%s\"}"
                            .formatted(Clock.systemUTC().instant()));
            shop.jobSucceeds(dump);
            shop.awaitCondition("BackupRecent", "True", "BackupRecent");
            await().atMost(PATIENCE).until(() -> job("now-dump").isEmpty());
            assertThat(first.isAlive()).isTrue();
        }
        Map<String, String> versions = Snapshot.of(namespace);

        try (RunningOperator second = RunningOperator.in(namespace)) {
            // reconciliations that came after the first ones, to be sure that those are over
            ShopInTest.apply(namespace, "later", "size: no-such-size")
                    .awaitCondition("Accepted", "False", "UnknownSize");
            create("of-nobody", "shopRef: {name: nobody}");
            await().atMost(PATIENCE)
                    .until(() -> backup("of-nobody").orElseThrow().getStatus() != null);

            assertThat(Snapshot.of(namespace)).containsAllEntriesOf(versions);
            assertThat(second.isAlive()).isTrue();
        }
    }

    private void create(String name, String line) {
        String shop = line.startsWith("shopRef") ? "" : "  shopRef: {name: tee}\n";
        client.resource(Serialization.unmarshal("""
                        apiVersion: shop-operator.io/v1alpha1
                        kind: ShopBackup
                        metadata: {name: %s, namespace: %s}
                        spec:
                        """.formatted(name, namespace) + shop + "  " + line, ShopBackup.class))
                .create();
    }

    private void awaitPhase(String name, Phase phase) {
        await().atMost(PATIENCE)
                .until(
                        () -> backup(name)
                                .map(ShopBackup::getStatus)
                                .map(ShopBackupStatus::phase)
                                .orElse(null),
                        phase::equals);
    }

    private Optional<ShopBackup> backup(String name) {
        return Optional.ofNullable(client.resources(ShopBackup.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    private List<ShopBackup> backups() {
        return client.resources(ShopBackup.class).inNamespace(namespace).list().getItems();
    }

    private Optional<Job> job(String name) {
        return Optional.ofNullable(
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get());
    }

    private Job awaitJob(String name) {
        return await("Job " + name).atMost(PATIENCE).until(() -> job(name).orElse(null), Objects::nonNull);
    }
}
