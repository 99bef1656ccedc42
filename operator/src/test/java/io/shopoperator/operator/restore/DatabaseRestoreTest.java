package io.shopoperator.operator.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.DatabaseScopeSpec;
import io.shopoperator.api.v1alpha1.LatestSourceSpec;
import io.shopoperator.api.v1alpha1.RestoreScopeSpec;
import io.shopoperator.api.v1alpha1.RestoreSourceSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreSpec;
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

/** Phase by phase, what is next for a database that has lost its volume. */
class DatabaseRestoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String LOST =
            "status: {conditions: [{type: DatabaseReady, status: \"False\", reason: DataLost, message: the volume is empty}]}";

    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private Optional<Shop> shop = Optional.of(shop("", LOST));

    @Test
    void itIsFirstToldWhatThereIs() {
        // Given
        ShopRestore restore = restore(true);
        restore.setStatus(plan(restore).status());
        assertThat(restore.getStatus().phase()).isEqualTo(Phase.PREVIEWING);

        // When
        Job job = plan(restore).start().orElseThrow();
        said(
                restore,
                Work.PREVIEW,
                "Complete",
                "{\"status\":\"Succeeded\",\"base\":\"20261121T100012Z\",\"baseCompletedAt\":\"2026-11-21T10:00:41Z\",\"until\":\"2026-11-23T11:39:12Z\",\"segments\":12}");
        RestorePlan plan = plan(restore);

        // Then
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getCommand())
                .containsExactly("/program/shop-backup", "survey", "latest");
        assertThat(job.getSpec().getTemplate().getSpec().getVolumes())
                .as("a preview does not even see the volume")
                .noneMatch(volume -> volume.getName().equals("data"));
        assertThat(plan.status().phase()).isEqualTo(Phase.PREVIEWED);
        assertThat(message(plan)).contains("2026-11-21T10:00:41Z", "until 2026-11-23T11:39:12Z", "dryRun to false");
    }

    @Test
    void approvedItIsDoneOnceAndTellsUntilWhen() {
        // Given
        ShopRestore restore = restore(false);
        restore.setStatus(plan(restore).status());
        assertThat(restore.getStatus().phase()).isEqualTo(Phase.APPLYING);
        assertThat(plan(restore).start()).isPresent();

        // When
        said(
                restore,
                Work.APPLY,
                "Complete",
                "{\"status\":\"Succeeded\",\"until\":\"2026-11-23T11:39:12Z\",\"lastTransaction\":\"2026-11-23 11:39:11.5+00\"}");
        RestorePlan plan = plan(restore);

        // Then
        assertThat(plan.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(message(plan)).contains("as it was at 2026-11-23T11:39:12Z", "2026-11-23 11:39:11.5+00");
        restore.setStatus(plan.status());
        assertThat(plan(restore).start()).isEmpty();
        assertThat(plan(restore).obsolete()).hasSize(1);
    }

    @Test
    void wordsThatWereLostAreAskedForOnceMore() {
        ShopRestore restore = in(restore(false), Phase.APPLYING);
        said(restore, Work.APPLY, "Complete", "");

        RestorePlan plan = plan(restore);

        assertThat(plan.status().phase()).isEqualTo(Phase.APPLYING);
        assertThat(plan.obsolete()).hasSize(1);
    }

    @Test
    void whatTheProgramSaysOfAFailureIsTold() {
        ShopRestore restore = in(restore(false), Phase.APPLYING);
        said(
                restore,
                Work.APPLY,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"SegmentMissing\",\"message\":\"Segment 1 is missing.\"}");

        RestorePlan plan = plan(restore);

        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(plan.status().conditions().getFirst().getReason()).isEqualTo("SegmentMissing");
        assertThat(message(plan)).isEqualTo("Segment 1 is missing.");
    }

    @Test
    void aDatabaseThatIsOnlyLookingForANodeIsGivenTimeToComeBack() {
        // Given
        String away =
                "status: {conditions: [{type: DatabaseReady, status: \"False\", reason: DatabaseUnavailable, message: no node, lastTransitionTime: \"%s\"}]}";

        // When, Then
        shop = Optional.of(shop("", away.formatted(NOW.minusSeconds(299))));
        assertThat(reason(plan(restore(false)))).isEqualTo("DatabaseNotLost");
        shop = Optional.of(shop("", away.formatted(NOW.minusSeconds(301))));
        assertThat(plan(restore(false)).status().phase()).isEqualTo(Phase.APPLYING);
    }

    @Test
    void aDatabaseThatIsThereIsNeverReplaced() {
        // Given
        String there =
                "status: {conditions: [{type: DatabaseReady, status: \"True\", reason: DatabaseReady, message: PostgreSQL accepts connections.}]}";
        shop = Optional.of(shop("", there));

        // When, Then
        assertThat(reason(plan(restore(false)))).isEqualTo("DatabaseNotLost");
        assertThat(message(plan(restore(false)))).contains("never replaced");
        RestorePlan approved = plan(in(restore(false), Phase.PREVIEWED));
        assertThat(approved.status().phase())
                .as("approved after somebody else has brought it back")
                .isEqualTo(Phase.PREVIEWED);
        assertThat(reason(approved)).isEqualTo("DatabaseNotLost");
        shop = Optional.of(shop(", database: {external: {bindingSecretRef: {name: db}}}", LOST));
        assertThat(reason(plan(restore(false)))).isEqualTo("DatabaseNotLost");
        shop = Optional.of(shop(", database: {cloudNativePg: {}}", LOST));
        assertThat(reason(plan(restore(false)))).isEqualTo("NotEmbedded");
        assertThat(message(plan(restore(false)))).contains("WAL archive of its own", "origin.fromBackup", "scope.full");
        shop = Optional.of(shop(", suspend: true", LOST));
        assertThat(reason(plan(restore(false)))).isEqualTo("ShopSuspended");
        shop = Optional.empty();
        assertThat(reason(plan(restore(false)))).isEqualTo("ShopMissing");
    }

    @Test
    void onlyTheLogOfTheShopsOwnDatabaseIsTaken() {
        // Given
        String remembered =
                LOST.replace("status: {", "status: {backup: {pointInTime: {system: \"7445522441234567890\"}}, ");

        // When, Then
        for (Phase phase : List.of(Phase.PREVIEWING, Phase.APPLYING)) {
            ShopRestore restore = in(restore(phase == Phase.PREVIEWING), phase);
            shop = Optional.of(shop("", remembered));
            assertThat(environment(plan(restore)))
                    .containsEntry("ARCHIVE_SYSTEM", "7445522441234567890")
                    .containsEntry("SHOP_NAMESPACE", "shops")
                    .containsEntry("SHOP_NAME", "tee")
                    .doesNotContainKey("SHOP_SINCE");
            shop = Optional.of(shop("", LOST));
            assertThat(environment(plan(restore)))
                    .as("one that nobody remembers must not have ended before there was the shop")
                    .containsEntry("SHOP_SINCE", "2026-10-01T12:00:00Z")
                    .doesNotContainKey("ARCHIVE_SYSTEM");
        }
    }

    private static Map<String, String> environment(RestorePlan plan) {
        return plan.start().orElseThrow().getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    @Test
    void theJobFillsTheVolumeAsTheDatabasesOwnUserAndHoldsNoSecretItDoesNotNeed() throws IOException {
        String job = new KubernetesSerialization()
                .asYaml(plan(in(restore(false), Phase.APPLYING)).start().orElseThrow());

        Path expected = Path.of("src/test/resources/restore/rebuild.yaml");
        if (System.getProperty("golden.update") != null) Files.writeString(expected, job);
        assertThat(job).isEqualTo(Files.readString(expected));
    }

    private RestorePlan plan(ShopRestore restore) {
        return RestorePlan.of(
                new RestoreScene(restore, shop, List.of(), List.of(restore), jobs, pods, TestSettings.defaults(), NOW));
    }

    private static ShopRestore restore(boolean dryRun) {
        ShopRestore restore = new ShopRestore();
        restore.setMetadata(new ObjectMetaBuilder()
                .withName("from-the-log")
                .withNamespace("shops")
                .withUid("uid-1")
                .withGeneration(1L)
                .withCreationTimestamp("2026-11-23T11:00:00Z")
                .build());
        restore.setSpec(new ShopRestoreSpec(
                new ShopReference("tee"),
                new RestoreSourceSpec(null, null, null, null, new LatestSourceSpec()),
                new RestoreScopeSpec(null, null, new DatabaseScopeSpec()),
                dryRun,
                null));
        return restore;
    }

    private static ShopRestore in(ShopRestore restore, Phase phase) {
        restore.setStatus(new ShopRestoreStatus(1L, phase, List.of(), null, null, null));
        return restore;
    }

    private void said(ShopRestore restore, Work work, String condition, String message) {
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
                .withName(DatabaseRestoreJob.CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode(condition.equals("Failed") ? 1 : 0)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private static String reason(RestorePlan plan) {
        return plan.status().conditions().getFirst().getReason();
    }

    private static String message(RestorePlan plan) {
        return plan.status().conditions().getFirst().getMessage();
    }

    private static Shop shop(String further, String status) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-10-01T12:00:00Z"}
                spec: {image: registry.example.com/shop-app:1.0.0, host: tee.example.com, backup: {pointInTime: {enabled: true}}%s}
                %s
                """.formatted(further, status), Shop.class);
    }
}
