package io.shopoperator.operator.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Phase by phase, what is next for a restore of a whole shop. */
class WholePlanTest {
    private static final String PREVIEW =
            "{\"command\":\"database restore\",\"status\":\"Succeeded\",\"applied\":false,\"diff\":\"0011aabb\",\"orders\":500,\"lost\":[10501],\"lostCount\":1,\"lostCents\":1490,\"returned\":[10007],\"returnedCount\":1,\"changed\":[],\"changedCount\":0,\"lostCustomers\":2,\"lostWithdrawals\":0}";
    private static final String APPLIED = PREVIEW.replace("\"applied\":false", "\"applied\":true")
            .replace(
                    "\"lostWithdrawals\":0",
                    "\"lostWithdrawals\":0,\"sessionsKept\":7,\"sessionsEnded\":1,\"oldDatabase\":\"shop_before_ad0a7e57\",\"oldDatabaseUntil\":\"2026-11-24T12:00:00Z\"");

    private final List<ShopRestore> siblings = new ArrayList<>();
    private final List<ShopBackup> backups =
            new ArrayList<>(List.of(backup("b2", ShopBackupStatus.Phase.SUCCEEDED, "Complete", "")));
    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private Optional<Shop> shop = Optional.of(shop("embedded: {storage: 2Gi}"));
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void theBackupIsRestoredBesideTheShopsDatabaseAndCompared() throws IOException {
        RestorePlan plan = plan(restore(1, "backupRef: {name: b2}", true));
        assertThat(plan.status().phase()).isEqualTo(Phase.PREVIEWING);

        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", true), Phase.PREVIEWING);
        PodSpec pod = pod(plan(restore).start().orElseThrow());

        Container beside = pod.getInitContainers().getFirst();
        assertThat(beside.getCommand()).containsExactly("/program/shop-backup", "beside", "20261118T021500Z-0000000a");
        assertThat(environment(beside))
                .containsEntry("BESIDE", WholeNames.beside(restore))
                .containsEntry("OLD", WholeNames.old(restore))
                .containsEntry("RESTORE", "uid-1")
                .containsEntry("VOLUME_BYTES", "2147483648");
        assertThat(WholeNames.beside(restore)).matches("shop_restore_[0-9a-f]{8}");
        assertThat(request(pod).get("dryRun").asBoolean()).isTrue();
        assertThat(request(pod).get("sessions").asText()).isEqualTo("Discard");
    }

    @Test
    void onCloudNativePgTheRoomIsThatOfAnInstance() {
        shop = Optional.of(shop("cloudNativePg: {storage: 4Gi}"));

        PodSpec pod = pod(plan(in(restore(1, "backupRef: {name: b2}", true), Phase.PREVIEWING))
                .start()
                .orElseThrow());

        assertThat(environment(pod.getInitContainers().getFirst()))
                .containsEntry("VOLUME_BYTES", "4294967296")
                .containsEntry("STORAGE_FIELD", "spec.database.cloudNativePg.storage");
        assertThat(pod.getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getName()).isEqualTo("database");
            assertThat(volume.getProjected().getSources().getFirst().getSecret().getName())
                    .isEqualTo("tee-database-app");
        });
    }

    @Test
    void nothingIsKnownOfTheRoomOfADatabaseOfSomebodyElse() {
        shop = Optional.of(shop("external: {bindingSecretRef: {name: db}}"));

        PodSpec pod = pod(plan(in(restore(1, "backupRef: {name: b2}", true), Phase.PREVIEWING))
                .start()
                .orElseThrow());

        assertThat(environment(pod.getInitContainers().getFirst())).doesNotContainKey("VOLUME_BYTES");
    }

    @Test
    void whatWouldChangeIsTold() {
        // Given
        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", true), Phase.PREVIEWING);
        job(restore, Work.PREVIEW, "Complete", PREVIEW);

        // When
        RestorePlan plan = plan(restore);

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.PREVIEWED);
        assertThat(reason(plan)).isEqualTo("AwaitingApproval");
        var told = plan.status().preview().shop();
        assertThat(told.stateOf()).isEqualTo("2026-11-18T02:15:00Z");
        assertThat(told.lostOrders()).containsExactly(10501L);
        assertThat(told.lostOrderTotalCents()).isEqualTo(1490);
        assertThat(told.returnedOrders()).containsExactly(10007L);
        assertThat(told.lostCustomerCount()).isEqualTo(2);
        assertThat(told.oldDatabase()).as("nothing was done").isNull();
        assertThat(plan.status().preview().conflictCount()).isNull();
    }

    @Test
    void aPreviewThatNobodyApprovesDoesNotKeepItsDatabaseForever() {
        // Given
        ShopRestore restore = previewed(restore(1, "backupRef: {name: b2}", true));

        // When
        now = Instant.parse("2026-11-24T12:00:01Z");
        RestorePlan plan = plan(restore);

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(reason(plan)).isEqualTo("PreviewExpired");
        restore.setStatus(plan.status());
        assertThat(command(plan(restore)))
                .containsExactly("/program/shop-backup", "forget", WholeNames.beside(restore));
    }

    @Test
    void onceApprovedTheShopIsBackedUpFirstAndNothingElseIsDone() {
        // Given
        ShopRestore restore = previewed(restore(1, "backupRef: {name: b2}", false));

        // When
        RestorePlan approved = plan(restore);
        restore.setStatus(approved.status());
        RestorePlan plan = plan(restore);

        // Then
        assertThat(approved.status().phase()).isEqualTo(Phase.SECURING);
        assertThat(plan.start()).isEmpty();
        ShopBackup safety = plan.ensure().orElseThrow();
        assertThat(safety.getMetadata().getName())
                .isEqualTo(WholeNames.safetyBackup(restore))
                .startsWith("r1-");
        assertThat(safety.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(safety.getSpec().pinned()).isTrue();
        assertThat(safety.getSpec().shopRef().name()).isEqualTo("tee");
        assertThat(plan.status().conditions().getFirst().getMessage())
                .contains(WholeNames.safetyBackup(restore), "Nothing has been changed yet");
        assertThat(plan.again()).isPresent();
    }

    @Test
    void theNameOfASafetyBackupIsNeverTooLong() {
        ShopRestore restore = restore(1, "backupRef: {name: b2}", false);
        restore.getMetadata().setName("a".repeat(52));

        assertThat(WholeNames.safetyBackup(restore)).hasSize(52);
    }

    @Test
    void theSafetyBackupIsWaitedForAndMadeAgainIfSomebodyDeletesIt() {
        // Given
        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", false), Phase.SECURING);
        String name = WholeNames.safetyBackup(restore);

        // When, Then
        backups.add(backup(name, ShopBackupStatus.Phase.RUNNING, "Reconciling", "It is being made."));
        assertThat(plan(restore).ensure()).isEmpty();
        assertThat(plan(restore).status().phase()).isEqualTo(Phase.SECURING);
        backups.set(1, backup(name, ShopBackupStatus.Phase.PENDING, "Stalled", "There is no Secret 'keys'."));
        assertThat(plan(restore).status().conditions().getFirst().getMessage()).contains("There is no Secret 'keys'.");
        backups.remove(1);
        assertThat(plan(restore).ensure()).isPresent();
        backups.add(backup(name, ShopBackupStatus.Phase.SUCCEEDED, "Complete", ""));
        assertThat(plan(restore).status().phase()).isEqualTo(Phase.APPLYING);
    }

    @Test
    void withoutASafetyBackupNothingIsChanged() {
        // Given
        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", false), Phase.SECURING);
        backups.add(backup(
                WholeNames.safetyBackup(restore),
                ShopBackupStatus.Phase.FAILED,
                "Complete",
                "The destination is full."));

        // When
        RestorePlan plan = plan(restore);

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(reason(plan)).isEqualTo("SafetyBackupFailed");
        assertThat(plan.status().conditions().getFirst().getMessage())
                .contains("nothing was changed", "The destination is full.", "scope.full.safetyBackup: Skip");
    }

    @Test
    void aDatabaseThatCannotBeBackedUpIsExchangedWithoutIfThatIsAskedForByName() {
        // Given
        ShopRestore restore = restore(1, "backupRef: {name: b2}", "full: {safetyBackup: Skip}", false);
        previewed(restore);

        // When
        RestorePlan approved = plan(restore);
        restore.setStatus(approved.status());
        job(restore, Work.APPLY, "Complete", APPLIED);
        RestorePlan done = plan(restore);

        // Then
        assertThat(approved.status().phase()).isEqualTo(Phase.APPLYING);
        assertThat(approved.ensure()).isEmpty();
        assertThat(done.status().applied().shop().safetyBackup()).isNull();
        assertThat(condition(done, "Complete").getMessage())
                .contains("the old database 'shop_before_ad0a7e57' holds the shop as it was before");
    }

    @Test
    void theApprovedStateIsWhatTheShopGets() throws IOException {
        // Given
        ShopRestore restore = previewed(restore(1, "backupRef: {name: b2}", false));
        restore.setStatus(in(restore.getStatus(), Phase.APPLYING));

        // When
        Job job = plan(restore).start().orElseThrow();

        // Then
        JsonNode request = request(pod(job));
        assertThat(request.get("approvedDiff").asText()).isEqualTo("0011aabb");
        assertThat(request.get("dryRun").asBoolean()).isFalse();
        assertThat(request.get("oldDatabase").asText()).isEqualTo(WholeNames.old(restore));
        assertThat(request.get("keepOldForHours").asInt()).isEqualTo(24);
    }

    @Test
    void theOldDatabaseIsKeptUntilItsTimeHasComeAndThenRemovedByName() {
        // Given
        ShopRestore restore = previewed(restore(1, "backupRef: {name: b2}", false));
        restore.setStatus(in(restore.getStatus(), Phase.APPLYING));
        job(restore, Work.APPLY, "Complete", APPLIED);

        // When
        RestorePlan done = plan(restore);
        restore.setStatus(done.status());

        // Then
        assertThat(done.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(done.status().applied().shop().keptSessionCount()).isEqualTo(7);
        assertThat(done.status().applied().shop().safetyBackup()).isEqualTo(WholeNames.safetyBackup(restore));
        assertThat(condition(done, "Complete").getReason()).isEqualTo("Restored");
        assertThat(condition(done, "DatabaseRemoved").getMessage())
                .contains("shop_before_ad0a7e57", "2026-11-24T12:00:00Z", "from.restoreRef");
        RestorePlan waiting = plan(restore);
        assertThat(waiting.start()).isEmpty();
        assertThat(waiting.obsolete()).hasSize(1);
        assertThat(waiting.again()).isPresent();
        jobs.clear();

        // When
        now = Instant.parse("2026-11-24T12:00:01Z");
        RestorePlan removing = plan(restore);
        restore.setStatus(removing.status());

        // Then
        assertThat(command(removing)).containsExactly("/program/shop-backup", "forget", "shop_before_ad0a7e57");
        job(restore, Work.CLEAN, null, null);
        assertThat(plan(restore).obsolete()).isEmpty();
        jobs.clear();
        job(restore, Work.CLEAN, "Complete", "{\"status\":\"Succeeded\",\"removed\":1}");
        RestorePlan removed = plan(restore);
        assertThat(condition(removed, "DatabaseRemoved").getReason()).isEqualTo("Removed");
        assertThat(condition(removed, "Complete").getStatus()).isEqualTo("True");
        restore.setStatus(removed.status());
        assertThat(plan(restore).start()).isEmpty();
        assertThat(plan(restore).obsolete()).hasSize(1);
        jobs.clear();
        assertThat(plan(restore).start()).as("it is done once").isEmpty();
    }

    @Test
    void anOldDatabaseThatCannotBeRemovedIsTold() {
        // Given
        ShopRestore restore = succeeded(1);
        now = Instant.parse("2026-11-24T12:00:01Z");
        job(
                restore,
                Work.CLEAN,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"RemovalFailed\",\"message\":\"It is away.\"}");

        // When
        RestorePlan plan = plan(restore);

        // Then
        assertThat(condition(plan, "DatabaseRemoved").getReason()).isEqualTo("RemovalFailed");
        assertThat(condition(plan, "DatabaseRemoved").getMessage())
                .contains("It is away.", "Delete the Job 'r1-clean'");
        assertThat(plan.obsolete()).isEmpty();
        assertThat(plan.status().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void theWayBackAdoptsTheOldDatabaseWhichIsNotRemovedMeanwhile() {
        // Given
        ShopRestore former = succeeded(1);
        siblings.add(former);
        ShopRestore back = restore(2, "restoreRef: {name: r1}", true);

        // When
        RestorePlan begun = plan(back);
        back.setStatus(begun.status());
        PodSpec pod = pod(plan(back).start().orElseThrow());

        // Then
        assertThat(begun.status().phase()).isEqualTo(Phase.PREVIEWING);
        assertThat(begun.status().backup()).isNull();
        assertThat(pod.getInitContainers().getFirst().getCommand()).containsExactly("/program/shop-backup", "adopt");
        assertThat(environment(pod.getInitContainers().getFirst()))
                .containsEntry("BESIDE", WholeNames.old(former))
                .containsEntry("OLD", WholeNames.old(back));
        assertThat(pod.getVolumes()).noneMatch(volume -> volume.getEphemeral() != null);

        // When
        now = Instant.parse("2026-11-24T12:00:01Z");
        siblings.set(0, in(back, Phase.APPLYING));
        assertThat(plan(former).start()).as("while one leads back to it").isEmpty();
        siblings.set(0, in(restore(2, "restoreRef: {name: r1}", true), Phase.PREVIEWED));
        assertThat(plan(former).start()).isEmpty();
        siblings.set(0, in(back, Phase.SUCCEEDED));
        assertThat(plan(former).start()).isPresent();
    }

    @Test
    void aWayBackThatFailsLeavesTheDatabaseAlone() {
        ShopRestore back = in(restore(2, "restoreRef: {name: r1}", false), Phase.FAILED);

        assertThat(plan(back).start()).isEmpty();
    }

    @Test
    void aWayBackThatIsNotThereIsRefused() {
        // Given
        ShopRestore back = restore(2, "restoreRef: {name: r1}", true);

        // When, Then
        assertThat(reason(plan(back))).isEqualTo("RestoreMissing");
        siblings.add(in(restore(1, "backupRef: {name: b2}", false), Phase.APPLYING));
        assertThat(reason(plan(back))).as("one at a time").isEqualTo("WaitingForTurn");
        siblings.set(0, in(restore(1, "backupRef: {name: b2}", false), Phase.FAILED));
        assertThat(reason(plan(back))).isEqualTo("RestoreNotDone");
        ShopRestore former = succeeded(1);
        now = Instant.parse("2026-11-24T12:00:01Z");
        former.setStatus(plan(former).status());
        siblings.set(0, former);
        RestorePlan gone = plan(back);
        assertThat(reason(gone)).isEqualTo("OldDatabaseGone");
        assertThat(gone.status().conditions().getFirst().getMessage())
                .contains("from the backup '" + WholeNames.safetyBackup(former) + "' instead");
    }

    @Test
    void whileOneIsSecuredAnotherWaits() {
        siblings.add(in(restore(2, "backupRef: {name: b2}", false), Phase.SECURING));

        assertThat(reason(plan(restore(1, "backupRef: {name: b2}", true)))).isEqualTo("WaitingForTurn");
    }

    @Test
    void aBackupThatWasDeletedByHandMeanwhileIsNamed() {
        backups.clear();

        RestorePlan plan = plan(in(restore(1, "backupRef: {name: b2}", false), Phase.APPLYING));

        assertThat(reason(plan)).isEqualTo("BackupMissing");
        assertThat(plan.status().conditions().getFirst().getMessage()).contains("removed meanwhile");
    }

    @Test
    void whatTheProgramOrTheShopRefusesIsToldInTheirWordsAndTheDatabaseBesideGoes() {
        // Given
        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", true), Phase.PREVIEWING);
        job(
                restore,
                Work.PREVIEW,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"NoRoom\",\"message\":\"Raise spec.database.embedded.storage.\"}");

        // When
        RestorePlan plan = plan(restore);
        restore.setStatus(plan.status());

        // Then
        assertThat(reason(plan)).isEqualTo("NoRoom");
        assertThat(command(plan(restore)))
                .containsExactly("/program/shop-backup", "forget", WholeNames.beside(restore));
    }

    @Test
    void theJobHoldsNoSecretItDoesNotNeed() throws IOException {
        ShopRestore restore = in(restore(1, "backupRef: {name: b2}", false), Phase.APPLYING);

        String job = new KubernetesSerialization().asYaml(plan(restore).start().orElseThrow());

        Path expected = Path.of("src/test/resources/restore/apply-whole.yaml");
        if (System.getProperty("golden.update") != null) Files.writeString(expected, job);
        assertThat(job).isEqualTo(Files.readString(expected));
    }

    private RestorePlan plan(ShopRestore restore) {
        List<ShopRestore> all = new ArrayList<>(siblings);
        all.add(restore);
        return RestorePlan.of(new RestoreScene(restore, shop, backups, all, jobs, pods, TestSettings.defaults(), now));
    }

    private ShopRestore previewed(ShopRestore restore) {
        restore.setStatus(in(restore, Phase.PREVIEWING).getStatus());
        job(restore, Work.PREVIEW, "Complete", PREVIEW);
        restore.setStatus(plan(restore).status());
        jobs.clear();
        pods.clear();
        return restore;
    }

    private ShopRestore succeeded(int number) {
        ShopRestore restore = in(restore(number, "backupRef: {name: b2}", false), Phase.APPLYING);
        job(restore, Work.APPLY, "Complete", APPLIED);
        restore.setStatus(plan(restore).status());
        jobs.clear();
        pods.clear();
        return restore;
    }

    private static ShopRestore restore(int number, String from, boolean dryRun) {
        return restore(number, from, "full: {sessions: Discard}", dryRun);
    }

    private static ShopRestore restore(int number, String from, String scope, boolean dryRun) {
        ShopRestore restore =
                new KubernetesSerialization().unmarshal("""
                kind: ShopRestore
                spec: {shopRef: {name: tee}, from: {%s}, scope: {%s}, dryRun: %s}
                """.formatted(from, scope, dryRun), ShopRestore.class);
        restore.setMetadata(new ObjectMetaBuilder()
                .withName("r" + number)
                .withNamespace("shops")
                .withUid("uid-" + number)
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-23T11:00:0%dZ".formatted(number))
                .build());
        return restore;
    }

    private static ShopRestore in(ShopRestore restore, Phase phase) {
        boolean fromBackup = restore.getSpec().from().backupRef() != null;
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
                fromBackup ? "b2" : null,
                null,
                null));
        return restore;
    }

    private static ShopRestoreStatus in(ShopRestoreStatus status, Phase phase) {
        return new ShopRestoreStatus(
                1L, phase, status.conditions(), status.backup(), status.preview(), status.applied());
    }

    private void job(ShopRestore restore, Work work, String condition, String said) {
        JobBuilder builder = new JobBuilder()
                .withNewMetadata()
                .withName(RestoreJob.name(restore, work))
                .withUid("job-" + work)
                .endMetadata();
        if (condition != null) {
            builder.withNewStatus()
                    .addNewCondition()
                    .withType(condition)
                    .withStatus("True")
                    .endCondition()
                    .endStatus();
        }
        Job job = builder.build();
        jobs.add(job);
        if (said == null) return;
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName("pod-" + work)
                .withOwnerReferences(Owners.reference(job))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(work == Work.CLEAN ? WholeRestoreJob.REMOVAL : WholeRestoreJob.CONTAINER)
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

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static List<String> command(RestorePlan plan) {
        return pod(plan.start().orElseThrow()).getContainers().getFirst().getCommand();
    }

    private static Map<String, String> environment(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static JsonNode request(PodSpec pod) throws IOException {
        return new ObjectMapper()
                .readTree(environment(pod.getContainers().getFirst()).get("SHOP_RESTORE"));
    }

    private static String reason(RestorePlan plan) {
        return plan.status().conditions().getFirst().getReason();
    }

    private static Condition condition(RestorePlan plan, String type) {
        return plan.status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static ShopBackup backup(String name, ShopBackupStatus.Phase phase, String condition, String message) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder().withName(name).build());
        backup.setStatus(new ShopBackupStatus(
                1L,
                phase,
                List.of(new ConditionBuilder()
                        .withType(condition)
                        .withMessage(message)
                        .build()),
                "20261118T021500Z-0000000a",
                1L,
                "2026-11-18T02:15:00Z",
                "2026-11-18T02:16:00Z",
                1L,
                "30",
                null,
                null,
                1L,
                1L,
                null,
                null,
                null,
                null));
        return backup;
    }

    private static Shop shop(String database) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-10-01T12:00:00Z"}
                spec: {image: registry.example.com/shop-app:1.0.0, host: tee.example.com, database: {%s}}
                status: {release: {stable: {image: registry.example.com/shop-app:1.0.0, id: abc, databaseSecret: tee-database}}}
                """.formatted(database), Shop.class);
    }
}
