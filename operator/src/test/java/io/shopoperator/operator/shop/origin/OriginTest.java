package io.shopoperator.operator.shop.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.OriginStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.ToolsJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a new shop's database begins with. */
class OriginTest {
    private static final String S3 =
            "s3: {endpoint: https://s3.example.com, bucket: backups, credentialsSecretRef: {name: s3}}";
    private static final String DONE =
            "{\"status\":\"Succeeded\",\"id\":\"20261118T021500Z-0000000a\",\"completedAt\":\"2026-11-18T02:16:00Z\",\"orders\":500}";

    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private Shop shop = shop("{}", "null");
    private Secret s3 = secret("s3", Map.of("access-key-id", "a", "secret-access-key", "b"));
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void aShopThatAsksForNothingIsHeldUpByNothing() {
        shop = shop(null, "null");

        assertThat(step())
                .isEqualTo(new Origin.Step(false, Optional.empty(), false, null, Optional.empty(), List.of()));
    }

    @Test
    void theFirstMigrationWaitsForTheBackup() {
        // When
        Origin.Step early = origin().next(false, false);
        Job job = step().start().orElseThrow();
        jobs.add(withUid(job));

        // Then
        assertThat(early.start()).as("the database is not there yet").isEmpty();
        assertThat(early.holds()).isTrue();
        assertThat(step().holds()).isTrue();
        assertThat(step().start()).isEmpty();
        assertThat(step().finding().orElseThrow())
                .isEqualTo(new Finding(
                        Reason.RESTORING_BACKUP,
                        "The database is being filled from the newest backup. Nobody is served before that."));
        assertThat(command(job)).containsExactly("/program/shop-backup", "seed");
        assertThat(environment(job))
                .containsEntry("SHOP_NAMESPACE", "shops")
                .containsEntry("SHOP_NAME", "tee")
                .containsEntry("STORAGE", "volume")
                .doesNotContainKeys("BEFORE", "VERIFIED");
        assertThat(job.getSpec().getTemplate().getSpec().getVolumes())
                .anySatisfy(volume -> assertThat(volume.getPersistentVolumeClaim())
                        .isNotNull()
                        .satisfies(claim -> assertThat(claim.getClaimName()).isEqualTo("tee-backup")));
    }

    @Test
    void whatIsAskedForReachesTheProgram() {
        shop = shop(
                "{destination: {" + S3
                        + "}, shop: {namespace: old, name: kaffee}, before: '2026-11-18T12:00:00Z', verified: true}",
                "null");
        Job job = step().start().orElseThrow();
        assertThat(environment(job))
                .containsEntry("SHOP_NAMESPACE", "old")
                .containsEntry("SHOP_NAME", "kaffee")
                .containsEntry("STORAGE", "s3")
                .containsEntry("S3_BUCKET", "backups")
                .containsEntry("BEFORE", "2026-11-18T12:00:00Z")
                .containsEntry("VERIFIED", "true");

        shop = shop("{id: 20261118T021500Z-0000000a}", "null");
        assertThat(command(step().start().orElseThrow()))
                .containsExactly("/program/shop-backup", "seed", "20261118T021500Z-0000000a");
    }

    @Test
    void onceItIsRestoredTheShopGoesOnAndIsNeverAskedAgain() {
        // Given
        Job job = step().start().orElseThrow();
        ended(job, "Complete", DONE);

        // When
        Origin.Step settled = step();

        // Then: it is told before its Job goes
        OriginStatus status =
                new OriginStatus("2026-11-23T12:00:00Z", "20261118T021500Z-0000000a", "2026-11-18T02:16:00Z", 500L);
        assertThat(settled)
                .isEqualTo(new Origin.Step(false, Optional.empty(), false, status, Optional.empty(), List.of()));
        shop = shop("{}", "{origin: {settledAt: '2026-11-23T12:00:00Z'}}");
        assertThat(step().holds()).isFalse();
        assertThat(step().obsolete()).hasSize(1);
        assertThat(Origin.isOpen(shop, false)).isFalse();
    }

    @Test
    void whatWasDoneIsToldHoweverFarTheShopHasComeMeanwhile() {
        // Given: statuses of an installation that goes well are not written at each step
        ended(step().start().orElseThrow(), "Complete", DONE);

        // When
        Origin.Step late = origin().next(true, true);

        // Then
        assertThat(late.holds()).isFalse();
        assertThat(late.status().backup()).isEqualTo("20261118T021500Z-0000000a");
        assertThat(late.obsolete()).isEmpty();
    }

    @Test
    void dataThatIsThereAlwaysWins() {
        ended(step().start().orElseThrow(), "Complete", "{\"status\":\"Succeeded\",\"existing\":true}");

        assertThat(step().holds()).isFalse();
        assertThat(step().status().backup()).isNull();
        assertThat(step().status().settledAt()).isNotNull();
    }

    @Test
    void aShopThatHasRunIsLeftAlone() {
        assertThat(origin().next(true, true).holds()).isFalse();
        shop = shop("{}", "{release: {stable: {image: i, id: i, databaseSecret: d}}}");
        assertThat(step().holds()).isFalse();
        assertThat(step().start()).isEmpty();
    }

    @Test
    void aFailureIsToldAndTriedAgainAndNothingBeginsEmpty() {
        // Given
        Job job = step().start().orElseThrow();
        ended(
                job,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"BucketMissing\",\"message\":\"There is no bucket 'b'.\"}");

        // Then
        assertThat(step().holds()).isTrue();
        assertThat(step().stalled()).isTrue();
        assertThat(step().finding().orElseThrow().reason()).isEqualTo(Reason.ORIGIN_FAILED);
        assertThat(step().finding().orElseThrow().message())
                .startsWith(
                        "The database could not be filled from the newest backup: There is no bucket 'b'. Nobody is served");
        assertThat(step().obsolete()).isEmpty();
        now = now.plusSeconds(600);
        assertThat(step().obsolete()).hasSize(1);
    }

    @Test
    void aCorrectionIsTriedAtOnceAndNeverBesideTheFormerAttempt() {
        shop = shop("{destination: {" + S3 + "}}", "null");
        Job former = withUid(step().start().orElseThrow());
        jobs.add(former);
        pods.add(pod(former, null));

        // When
        s3 = secret("s3", Map.of("access-key-id", "a", "secret-access-key", "corrected"));

        // Then
        assertThat(step().obsolete()).containsExactly(former);
        assertThat(step().start()).isEmpty();
        jobs.clear();
        assertThat(step().start()).as("its pod is on its way out").isEmpty();
        pods.clear();
        assertThat(step().start().orElseThrow().getMetadata().getName())
                .isNotEqualTo(former.getMetadata().getName());
    }

    @Test
    void anOriginThatIsTakenBackIsEndedBeforeTheShopBeginsEmpty() {
        jobs.add(withUid(step().start().orElseThrow()));
        shop = shop(null, "null");

        assertThat(step().holds()).isTrue();
        assertThat(step().obsolete()).hasSize(1);
        jobs.clear();
        assertThat(step().holds()).isFalse();
    }

    @Test
    void wordsThatAreLostAreAskedForAgain() {
        ended(step().start().orElseThrow(), "Complete", null);

        assertThat(step().holds()).isTrue();
        assertThat(step().obsolete()).hasSize(1);
    }

    @Test
    void whatIsMissingIsNamed() {
        shop = shop("{destination: {" + S3 + "}, encryption: {keySecretRef: {name: age}}}", "null");
        Secret age = secret("age", Map.of("recipient", "r"));

        assertThat(mistake(null, null, null)).isEqualTo(Reason.ORIGIN_SECRET_MISSING);
        assertThat(mistake(secret("s3", Map.of("access-key-id", "a")), null, null))
                .isEqualTo(Reason.ORIGIN_SECRET_INVALID);
        assertThat(mistake(s3, null, null)).isEqualTo(Reason.ORIGIN_SECRET_MISSING);
        assertThat(mistake(s3, age, null)).isEqualTo(Reason.ORIGIN_SECRET_INVALID);
        assertThat(mistake(s3, secret("age", Map.of("identity", "i")), null)).isNull();
        shop = shop("{destination: {volume: {claimName: old-backup}}}", "null");
        assertThat(mistake(null, null, null)).isEqualTo(Reason.ORIGIN_VOLUME_MISSING);
        assertThat(mistake(null, null, new PersistentVolumeClaimBuilder().build()))
                .isNull();
    }

    @Test
    void backupsOfAnotherNamespaceNeedTheWordOfWhoeverHasTheSecret() {
        shop = shop("{destination: {" + S3 + "}, shop: {namespace: neighbours}}", "null");

        assertThat(mistake(s3, null, null)).isEqualTo(Reason.ORIGIN_FORBIDDEN);
        assertThat(mistake(readable("shops, others"), null, null)).isEqualTo(Reason.ORIGIN_FORBIDDEN);
        assertThat(mistake(readable("others\nneighbours\n"), null, null)).isNull();
        shop = shop("{destination: {" + S3 + "}, shop: {namespace: shops, name: another}}", "null");
        assertThat(mistake(s3, null, null)).isNull();
    }

    private Reason mistake(Secret storage, Secret key, PersistentVolumeClaim claim) {
        return new OriginObjects(Optional.ofNullable(storage), Optional.ofNullable(key), Optional.ofNullable(claim))
                .mistake(shop)
                .map(Finding::reason)
                .orElse(null);
    }

    private static Secret readable(String namespaces) {
        return secret("s3", Map.of("access-key-id", "a", "secret-access-key", "b", "readable-namespaces", namespaces));
    }

    private Origin.Step step() {
        return origin().next(true, false);
    }

    private Origin origin() {
        return new Origin(
                shop,
                TestSettings.defaults(),
                new OriginObjects(Optional.of(s3), Optional.empty(), Optional.empty()),
                jobs,
                pods,
                now);
    }

    private static List<String> command(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getCommand();
    }

    private static Map<String, String> environment(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private void ended(Job job, String condition, String said) {
        Job there = new JobBuilder(withUid(job))
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withLastTransitionTime(now.toString())
                .endCondition()
                .endStatus()
                .build();
        jobs.add(there);
        if (said != null) pods.add(pod(there, said));
    }

    private static Job withUid(Job job) {
        return new JobBuilder(job)
                .editMetadata()
                .withUid("uid-" + job.getMetadata().getName())
                .endMetadata()
                .build();
    }

    private static Pod pod(Job job, String said) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("pod")
                .withCreationTimestamp("2026-11-23T12:00:00Z")
                .withOwnerReferences(Owners.reference(job))
                .endMetadata();
        if (said == null) return pod.build();
        return pod.withNewStatus()
                .addNewContainerStatus()
                .withName(ToolsJob.CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode(said.contains("Failed") ? 1 : 0)
                .withMessage(said)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Secret secret(String name, Map<String, String> data) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(Base64Data.of(data))
                .build();
    }

    /** {@code fromBackup} null for a shop without an origin. */
    private static Shop shop(String fromBackup, String status) {
        return new KubernetesSerialization()
                .unmarshal(
                        """
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-11-23T11:59:00Z"}
                spec: {image: i, host: h%s}
                status: %s
                """.formatted(fromBackup == null ? "" : ", origin: {fromBackup: " + fromBackup + "}", status),
                        Shop.class);
    }
}
