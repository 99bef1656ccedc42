package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ShopBackups follow what is at the destination, on a real API server, where the test is the kubelet and the program. */
class LedgerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String S3 =
            "backup: {destination: {s3: {endpoint: https://s3.example.com, bucket: backups, credentialsSecretRef: {name: s3}}}}";
    private static final String FIRST = "20261118T021500Z-0000000a";
    private static final String SECOND = "20261119T021500Z-0000000b";

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();

    @Test
    void aFreshClusterFindsTheBackupsOfItsShopAgainAndIsQuietAfterwards() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee", S3);

            String verified = time();

            // When: two pages
            said(
                    shop,
                    awaitRun("ledger", null),
                    page(true, FIRST, entry(FIRST, 1, ",\"verifiedAt\":\"%s\",\"seconds\":42".formatted(verified))));
            said(shop, awaitRun("ledger", FIRST), page(false, SECOND, entry(SECOND, 2, ",\"pinned\":true")));

            // Then
            awaitRead(shop, 2);
            await().atMost(PATIENCE).until(() -> runs("ledger").isEmpty());
            ShopBackup first = backup("tee-20261118t021500z-0000000a").orElseThrow();
            ShopBackup second = backup("tee-20261119t021500z-0000000b").orElseThrow();
            awaitSucceeded(first);
            awaitSucceeded(second);
            ShopBackupStatus status =
                    backup(first.getMetadata().getName()).orElseThrow().getStatus();
            assertThat(status.id()).isEqualTo(FIRST);
            assertThat(status.orders()).isEqualTo(500);
            assertThat(status.verification().result()).isEqualTo(Result.VERIFIED);
            assertThat(second.getSpec().pinned()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(shop.now().getStatus().backup()).satisfies(summary -> {
                                assertThat(summary.count()).isEqualTo(2);
                                assertThat(summary.firstRestorable()).isEqualTo("2026-11-18T02:16:00Z");
                                assertThat(summary.lastVerified()).isEqualTo(verified);
                            }));
            assertThat(server.operatorWrites(namespace).stream()
                            .filter(write -> write.startsWith("create jobs") && write.contains("dump")))
                    .as("nothing is made again")
                    .isEmpty();
            assertThat(operator.isAlive()).isTrue();
        }
        Map<String, String> versions = Snapshot.of(namespace);
        try (RunningOperator second = RunningOperator.in(namespace)) {
            ShopInTest.apply(namespace, "later", "size: no-such-size")
                    .awaitCondition("Accepted", "False", "UnknownSize");
            assertThat(Snapshot.of(namespace)).containsAllEntriesOf(versions);
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void anObjectThatIsDeletedComesBackWithTheNextBackup() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee", S3);
            createSecret();
            said(shop, awaitRun("ledger", null), page(false, SECOND, entry(FIRST, 1, "") + "," + entry(SECOND, 2, "")));
            awaitRead(shop, 2);
            awaitSucceeded(backup("tee-20261119t021500z-0000000b").orElseThrow());
            await().atMost(PATIENCE).until(() -> runs("ledger").isEmpty());

            // When
            delete("tee-20261118t021500z-0000000a");
            await().atMost(PATIENCE).until(() -> shop.now().getStatus().backup().count() == 1);
            assertThat(runs("ledger")).as("nobody is fought with").isEmpty();
            create("now");
            Job dump = awaitJob("now-dump");
            String id = backup("now").orElseThrow().getStatus().id();
            String completed = time();
            said(
                    shop,
                    dump,
                    "{\"status\":\"Succeeded\",\"sequence\":3,\"completedAt\":\"%s\",\"stored\":3}"
                            .formatted(completed));

            // Then
            Job again = awaitRun("ledger", null);
            assertThat(backup("now").orElseThrow().getStatus().unlisted()).isEqualTo(1);
            said(
                    shop,
                    again,
                    page(false, id, entry(FIRST, 1, "") + "," + entry(SECOND, 2, "") + "," + entry(id, 3, "")));
            awaitRead(shop, 3);
            awaitSucceeded(backup("tee-20261118t021500z-0000000a").orElseThrow());
            assertThat(backups()).hasSize(3);
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void whenAllObjectsAreGoneTheDestinationIsReadAgain() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = ShopInTest.serving(namespace, "tee", S3);
            said(shop, awaitRun("ledger", null), page(false, FIRST, entry(FIRST, 1, "")));
            awaitRead(shop, 1);
            awaitSucceeded(backup("tee-20261118t021500z-0000000a").orElseThrow());
            await().atMost(PATIENCE)
                    .until(() -> runs("ledger").isEmpty()
                            && shop.now().getStatus().backup().count() == 1);

            // When
            delete("tee-20261118t021500z-0000000a");

            // Then
            said(shop, awaitRun("ledger", null), page(false, FIRST, entry(FIRST, 1, "")));
            await().atMost(PATIENCE)
                    .until(() -> backup("tee-20261118t021500z-0000000a").isPresent());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aDestinationThatCannotBeReadSaysWhyAndTheShopRunsOn() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee", S3);

            Job job = awaitRun("ledger", null);
            shop.said(
                    job,
                    1,
                    "{\"status\":\"Failed\",\"reason\":\"BucketMissing\",\"message\":\"There is no bucket 'backups'.\"}");
            shop.jobFails(job);

            await().atMost(PATIENCE).until(() -> shop.awaitCondition("BackupRecent", "Unknown", "NoBackupYet")
                    .getMessage()
                    .contains("could not be read for backups that are there: There is no bucket 'backups'."));
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aVolumeThatTheShopMakesItselfIsNotRead() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            assertThat(shop.now().getStatus().backup().ledger()).isNull();

            create("now");
            Job dump = awaitJob("now-dump");
            said(
                    shop,
                    dump,
                    "{\"status\":\"Succeeded\",\"sequence\":1,\"completedAt\":\"2026-11-23T02:16:00Z\",\"stored\":1}");

            awaitRead(shop, 0);
            assertThat(server.operatorWrites(namespace).stream()
                            .filter(write -> write.startsWith("create jobs tee-ledger")))
                    .isEmpty();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aVolumeThatWasKeptIsReadByTheShopThatFindsIt() {
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given: of an earlier shop of this name
            client.resource(Serialization.unmarshal("""
                            apiVersion: v1
                            kind: PersistentVolumeClaim
                            metadata:
                              name: tee-backup
                              namespace: %s
                              labels: {app.kubernetes.io/managed-by: shop-operator, app.kubernetes.io/part-of: shop, app.kubernetes.io/instance: tee,
                                app.kubernetes.io/component: backup, app.kubernetes.io/name: postgresql}
                            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
                            """.formatted(namespace), PersistentVolumeClaim.class))
                    .create();

            // When
            ShopInTest shop = ShopInTest.serving(namespace, "tee");

            // Then
            said(shop, awaitRun("ledger", null), page(false, FIRST, entry(FIRST, 1, "")));
            awaitRead(shop, 1);
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private static String page(boolean more, String after, String entries) {
        return "{\"command\":\"ledger\",\"status\":\"Succeeded\",\"more\":" + more + ",\"after\":\"" + after
                + "\",\"backups\":[" + entries + "]}";
    }

    private static String entry(String id, int sequence, String further) {
        String day = id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 8);
        return ("{\"id\":\"%s\",\"sequence\":%d,\"startedAt\":\"%3$sT02:15:00Z\",\"completedAt\":\"%3$sT02:16:00Z\",\"bytes\":4711,"
                        + "\"orders\":500,\"orderTotalCents\":745000,\"schemaVersion\":\"30\"%4$s}")
                .formatted(id, sequence, day, further);
    }

    private static String time() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void said(ShopInTest shop, Job job, String words) {
        shop.said(job, 0, words);
        shop.jobSucceeds(job);
    }

    private void awaitRead(ShopInTest shop, int found) {
        await("the destination to be read")
                .atMost(PATIENCE)
                .until(
                        () -> Optional.ofNullable(shop.now().getStatus().backup())
                                .map(BackupStatus::ledger)
                                .filter(ledger -> ledger.readAt() != null)
                                .map(LedgerStatus::found)
                                .orElse(null),
                        number -> number != null && number == found);
    }

    /** A run that has not ended, of the page after {@code after}. */
    private Job awaitRun(String kind, String after) {
        List<String> command =
                after == null ? List.of("/program/shop-backup", kind) : List.of("/program/shop-backup", kind, after);
        return await("a run of " + command)
                .atMost(PATIENCE)
                .until(
                        () -> runs(kind).stream()
                                .filter(job -> job.getStatus() == null
                                        || job.getStatus().getConditions().isEmpty())
                                .filter(job -> job.getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getContainers()
                                        .getFirst()
                                        .getCommand()
                                        .equals(command))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }

    private List<Job> runs(String kind) {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().startsWith("tee-" + kind + "-"))
                .toList();
    }

    private void awaitSucceeded(ShopBackup backup) {
        await(backup.getMetadata().getName()).atMost(PATIENCE).until(() -> backup(
                        backup.getMetadata().getName())
                .map(ShopBackup::getStatus)
                .filter(status -> status.phase() == Phase.SUCCEEDED)
                .isPresent());
    }

    private void createSecret() {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s3")
                        .endMetadata()
                        .addToStringData("access-key-id", "a")
                        .addToStringData("secret-access-key", "b")
                        .build())
                .create();
    }

    private void create(String name) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: shop-operator.io/v1alpha1
                        kind: ShopBackup
                        metadata: {name: %s, namespace: %s}
                        spec: {shopRef: {name: tee}}
                        """.formatted(name, namespace), ShopBackup.class))
                .create();
    }

    private void delete(String name) {
        client.resources(ShopBackup.class).inNamespace(namespace).withName(name).delete();
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
