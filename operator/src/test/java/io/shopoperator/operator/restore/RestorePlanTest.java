package io.shopoperator.operator.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.BackupReference;
import io.shopoperator.api.v1alpha1.OrdersScopeSpec;
import io.shopoperator.api.v1alpha1.RestoreScopeSpec;
import io.shopoperator.api.v1alpha1.RestoreSourceSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreSpec;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.restore.RestoreJob.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Phase by phase, what is next for a restore. */
class RestorePlanTest {
    private static final RestoreSourceSpec NAMED =
            new RestoreSourceSpec(new BackupReference("b2"), null, null, null, null);
    private static final String PREVIEW =
            "{\"command\":\"orders restore\",\"status\":\"Succeeded\",\"applied\":false,\"diff\":\"0011aabb\",\"added\":[10023],\"conflicts\":[\"Order 10024 differs in status\"],\"conflictCount\":1}";

    private final List<ShopRestore> siblings = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private Optional<Shop> shop = Optional.of(
            shop(
                    "status: {release: {stable: {image: registry.example.com/shop-app:1.0.0, id: abc, databaseSecret: tee-database}}}"));

    @Test
    void aRestoreIsFirstPreviewed() {
        RestorePlan plan = plan(restore(1, NAMED, true));

        assertThat(plan.status().phase()).isEqualTo(Phase.PREVIEWING);
        assertThat(plan.status().backup()).isEqualTo("b2");
    }

    @Test
    void aRestoreThatIsApprovedFromTheStartIsAppliedAtOnce() {
        assertThat(plan(restore(1, NAMED, false)).status().phase()).isEqualTo(Phase.APPLYING);
    }

    @Test
    void theNewestBackupBeforeATimeIsTaken() {
        assertThat(plan(before("2026-11-18T12:00:00Z")).status().backup()).isEqualTo("b2");
        assertThat(plan(before("2026-11-18T02:16:00Z")).status().backup()).isEqualTo("b1");
        assertThat(plan(before("2026-11-21T12:00:00Z")).status().backup())
                .as("b4 is known to be damaged")
                .isEqualTo("b3");
        assertThat(reason(plan(before("2026-11-17T02:16:00Z")))).isEqualTo("BackupMissing");
        assertThat(reason(plan(before("2026-02-31T02:16:00Z")))).isEqualTo("TimeInvalid");
    }

    @Test
    void aBackupThatIsNotThereIsNamed() {
        ShopRestore unknown =
                restore(1, new RestoreSourceSpec(new BackupReference("of-another-shop"), null, null, null, null), true);
        ShopRestore failed =
                restore(1, new RestoreSourceSpec(new BackupReference("failed"), null, null, null, null), true);

        assertThat(reason(plan(unknown))).isEqualTo("BackupMissing");
        assertThat(reason(plan(failed))).isEqualTo("BackupNotStored");
        assertThat(plan(unknown).status().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void ordersComeFromAnyTimeBetweenTwoBackups() throws IOException {
        // Given
        ShopRestore restore = restore(1, new RestoreSourceSpec(null, null, null, "2026-11-18T12:00:00Z", null), true);
        restore.setStatus(plan(restore).status());

        // When
        Job job = plan(restore).start().orElseThrow();

        // Then
        assertThat(restore.getStatus().phase()).isEqualTo(Phase.PREVIEWING);
        assertThat(restore.getStatus().backup()).isNull();
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getInitContainers()
                        .getFirst()
                        .getCommand())
                .containsExactly("/program/shop-backup", "fill", "2026-11-18T12:00:00Z");
        assertThat(request(job).get("takenAt").asText()).isEqualTo("2026-11-18T12:00:00Z");
        assertThat(request(job).get("backup").asText()).isEqualTo("2026-11-18T12:00:00Z");
        assertThat(reason(
                        plan(restore(1, new RestoreSourceSpec(null, null, null, "2026-02-31T12:00:00Z", null), true))))
                .isEqualTo("TimeInvalid");
    }

    @Test
    void aTimeBetweenTwoBackupsIsKnownToCloudNativePgAlone() {
        shop.orElseThrow()
                .setSpec(new KubernetesSerialization()
                        .unmarshal("spec: {image: i, host: h, database: {cloudNativePg: {}}}", Shop.class)
                        .getSpec());

        RestorePlan plan =
                plan(restore(1, new RestoreSourceSpec(null, null, null, "2026-11-18T12:00:00Z", null), true));

        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(reason(plan)).isEqualTo("NotEmbedded");
        assertThat(plan.status().conditions().getFirst().getMessage()).contains("from.before", "WAL archive");
        assertThat(plan(restore(2, NAMED, true)).status().phase())
                .as("backups are the shop's own, whoever runs its database")
                .isEqualTo(Phase.PREVIEWING);
    }

    @Test
    void aShopThatIsNotReadyIsWaitedFor() {
        shop = Optional.of(shop(""));
        assertThat(reason(plan(restore(1, NAMED, true)))).isEqualTo("ShopNotReady");
        shop = Optional.empty();
        assertThat(reason(plan(restore(1, NAMED, true)))).isEqualTo("ShopMissing");
        assertThat(plan(restore(1, NAMED, true)).status().phase()).isEqualTo(Phase.PENDING);
    }

    @Test
    void aShopOfUnknownSizeIsWaitedFor() {
        shop.orElseThrow()
                .setSpec(new KubernetesSerialization()
                        .unmarshal("spec: {image: i, host: h, size: huge}", Shop.class)
                        .getSpec());

        assertThat(reason(plan(restore(1, NAMED, true)))).isEqualTo("UnknownSize");
        assertThat(plan(in(restore(1, NAMED, false), Phase.APPLYING)).status().phase())
                .isEqualTo(Phase.FAILED);
    }

    @Test
    void aReleaseThatWasRolledBackHasLeftItsSchemaBehind() {
        // Given
        shop = Optional.of(
                shop(
                        "status: {release: {stable: {image: shop-app:1.0.0, id: abc, databaseSecret: tee-database}, failed: {image: shop-app:1.1.0, request: def, message: no}}}"));

        // When
        var pod = plan(in(restore(1, NAMED, true), Phase.PREVIEWING))
                .start()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec();

        // Then
        assertThat(pod.getInitContainers())
                .filteredOn(container -> container.getName().equals("migrate"))
                .extracting(Container::getImage)
                .containsExactly("shop-app:1.1.0");
        assertThat(pod.getContainers()).extracting(Container::getImage).containsExactly("shop-app:1.0.0");
    }

    @Test
    void restoresOfOneShopComeOneAfterTheOther() {
        // Given
        siblings.add(in(restore(2, NAMED, false), Phase.APPLYING));

        // When, Then
        assertThat(reason(plan(restore(1, NAMED, true)))).isEqualTo("WaitingForTurn");
        siblings.set(0, in(restore(2, NAMED, true), Phase.PREVIEWED));
        assertThat(plan(restore(1, NAMED, true)).status().phase())
                .as("a preview that nobody has approved keeps nobody waiting")
                .isEqualTo(Phase.PREVIEWING);
    }

    @Test
    void whatWouldBeDoneIsToldAndWaitsForApproval() {
        // Given
        ShopRestore restore = in(restore(1, NAMED, true), Phase.PREVIEWING);
        job(restore, Work.PREVIEW, "Complete", PREVIEW);

        // When
        RestorePlan plan = plan(restore);

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.PREVIEWED);
        assertThat(reason(plan)).isEqualTo("AwaitingApproval");
        assertThat(plan.status().preview().diff()).isEqualTo("0011aabb");
        assertThat(plan.status().preview().added()).containsExactly(10023L);
        assertThat(plan.status().preview().conflicts()).containsExactly("Order 10024 differs in status");
        assertThat(plan.obsolete()).as("the Job stays until its result is told").isEmpty();
        restore.setStatus(plan.status());
        assertThat(plan(restore).obsolete()).hasSize(1);
    }

    @Test
    void whatWasPreviewedIsWhatIsApplied() throws IOException {
        // Given
        ShopRestore restore = in(restore(1, NAMED, true), Phase.PREVIEWING);
        job(restore, Work.PREVIEW, "Complete", PREVIEW);
        ShopRestore approved = restore(1, NAMED, false);
        approved.setStatus(plan(restore).status());
        jobs.clear();
        pods.clear();

        // When
        RestorePlan plan = plan(approved);
        approved.setStatus(plan.status());
        Job job = plan(approved).start().orElseThrow();

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.APPLYING);
        JsonNode request = request(job);
        assertThat(request.get("approvedDiff").asText()).isEqualTo("0011aabb");
        assertThat(request.get("dryRun").asBoolean()).isFalse();
        assertThat(request.get("id").asText()).isEqualTo("uid-1");
        job(approved, Work.APPLY, "Complete", "{\"status\":\"Succeeded\",\"applied\":true,\"added\":[10023]}");
        assertThat(plan(approved).status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(plan(approved).status().applied().added()).containsExactly(10023L);
        assertThat(plan(approved).status().preview().diff()).isEqualTo("0011aabb");
    }

    @Test
    void aRefusalOfTheShopIsToldInItsWords() {
        ShopRestore restore = in(restore(1, NAMED, false), Phase.APPLYING);
        job(
                restore,
                Work.APPLY,
                "Failed",
                "{\"command\":\"orders restore\",\"status\":\"Failed\",\"message\":\"The backup has no order 4711.\"}");

        RestorePlan plan = plan(restore);

        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(reason(plan)).isEqualTo("Refused");
        assertThat(plan.status().conditions().getFirst().getMessage()).isEqualTo("The backup has no order 4711.");
    }

    @Test
    void aRunThatWasTakenAwayIsFollowedByAnotherOnceItsPodHasEnded() {
        ShopRestore applying = in(restore(1, NAMED, false), Phase.APPLYING);

        pods.add(podWithoutJob(applying, "Running"));
        assertThat(plan(applying).start()).isEmpty();
        assertThat(plan(applying).again()).contains(RestorePlan.SOON);
        pods.clear();
        pods.add(podWithoutJob(applying, "Failed"));
        assertThat(plan(applying).start()).isPresent();
    }

    @Test
    void whatIsDoneIsNeverDoneAgain() {
        for (Phase phase : List.of(Phase.SUCCEEDED, Phase.FAILED)) {
            RestorePlan plan = plan(in(restore(1, NAMED, false), phase));

            assertThat(plan.start()).isEmpty();
            assertThat(plan.status().phase()).isEqualTo(phase);
        }
    }

    @Test
    void theJobRestoresIntoADatabaseOfItsOwnAndHoldsNoSecretItDoesNotNeed() throws IOException {
        ShopRestore restore = in(restore(1, NAMED, false), Phase.APPLYING);

        String job = new KubernetesSerialization().asYaml(plan(restore).start().orElseThrow());

        Path expected = Path.of("src/test/resources/restore/apply.yaml");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, job);
        }
        assertThat(job).isEqualTo(Files.readString(expected));
    }

    private RestorePlan plan(ShopRestore restore) {
        List<ShopRestore> all = new ArrayList<>(siblings);
        all.add(restore);
        return RestorePlan.of(new RestoreScene(
                restore,
                shop,
                List.of(
                        backup("b1", ShopBackupStatus.Phase.SUCCEEDED, "2026-11-17T02:16:00Z"),
                        backup("b2", ShopBackupStatus.Phase.SUCCEEDED, "2026-11-18T02:16:00Z"),
                        backup("b3", ShopBackupStatus.Phase.SUCCEEDED, "2026-11-19T02:16:00Z"),
                        refuted("b4", "2026-11-20T02:16:00Z"),
                        backup("failed", ShopBackupStatus.Phase.FAILED, null)),
                all,
                jobs,
                pods,
                TestSettings.defaults(),
                Instant.parse("2026-11-23T12:00:00Z")));
    }

    private ShopRestore before(String time) {
        return restore(1, new RestoreSourceSpec(null, time, null, null, null), true);
    }

    private static ShopRestore restore(int number, RestoreSourceSpec from, boolean dryRun) {
        ShopRestore restore = new ShopRestore();
        restore.setMetadata(new ObjectMetaBuilder()
                .withName("r" + number)
                .withNamespace("shops")
                .withUid("uid-" + number)
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-23T11:00:0%dZ".formatted(number))
                .build());
        restore.setSpec(new ShopRestoreSpec(
                new ShopReference("tee"),
                from,
                new RestoreScopeSpec(new OrdersScopeSpec(List.of(10023L), OrdersScopeSpec.OnConflict.SKIP), null, null),
                dryRun,
                null));
        return restore;
    }

    private static ShopRestore in(ShopRestore restore, Phase phase) {
        restore.setStatus(new ShopRestoreStatus(
                1L,
                phase,
                List.of(new ConditionBuilder()
                        .withType("Reconciling")
                        .withStatus("True")
                        .withReason("X")
                        .withMessage("x")
                        .withLastTransitionTime("2026-11-23T11:30:00Z")
                        .build()),
                "b2",
                null,
                null));
        return restore;
    }

    private static Pod podWithoutJob(ShopRestore restore, String phase) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("left")
                .withLabels(Map.of(RestoreJob.LABEL, restore.getMetadata().getName()))
                .addNewOwnerReference()
                .withUid("gone")
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    private void job(ShopRestore restore, Work work, String condition, String said) {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName(RestoreJob.name(restore, work))
                .withUid("job-" + work)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
        jobs.add(job);
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName("pod-" + work)
                .withOwnerReferences(Owners.reference(job))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(RestoreJob.CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode(condition.equals("Failed") ? 1 : 0)
                .withMessage(said)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private static JsonNode request(Job job) throws IOException {
        Container container =
                job.getSpec().getTemplate().getSpec().getContainers().getFirst();
        return new ObjectMapper()
                .readTree(container.getEnv().stream()
                        .filter(variable -> variable.getName().equals("SHOP_RESTORE"))
                        .findFirst()
                        .orElseThrow()
                        .getValue());
    }

    private static String reason(RestorePlan plan) {
        return plan.status().conditions().getFirst().getReason();
    }

    private static ShopBackup refuted(String name, String completedAt) {
        return backup(
                name,
                ShopBackupStatus.Phase.SUCCEEDED,
                completedAt,
                new VerificationStatus(VerificationStatus.Result.FAILED, completedAt, null, "It is damaged."));
    }

    private static ShopBackup backup(String name, ShopBackupStatus.Phase phase, String completedAt) {
        return backup(name, phase, completedAt, null);
    }

    private static ShopBackup backup(
            String name, ShopBackupStatus.Phase phase, String completedAt, VerificationStatus verification) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder().withName(name).build());
        backup.setStatus(new ShopBackupStatus(
                1L,
                phase,
                List.of(),
                "20261118T021500Z-0000000a",
                1L,
                "2026-11-18T02:15:00Z",
                completedAt,
                1L,
                "30",
                null,
                null,
                1L,
                1L,
                verification,
                null,
                null,
                null));
        return backup;
    }

    private static Shop shop(String status) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-10-01T12:00:00Z"}
                spec: {image: registry.example.com/shop-app:1.0.0, host: tee.example.com}
                %s
                """.formatted(status), Shop.class);
    }
}
