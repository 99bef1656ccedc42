package io.shopoperator.operator.shop.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.StoredBackupSpec;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.kube.Owners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the ShopBackups are brought up to what is at the destination. */
class LedgerTest {
    private static final String ENTRY = """
            {"id":"%1$s","sequence":7,"startedAt":"2026-11-18T02:15:00Z","completedAt":"2026-11-18T02:16:00Z","bytes":4711,"schemaVersion":"30",
            "server":"17.6","tool":"17.6","orders":500,"orderTotalCents":745000%2$s}
            """;
    private static final String FIRST = "20261118T021500Z-0000000a";
    private static final String SECOND = "20261119T021500Z-0000000b";

    private final List<ShopBackup> backups = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final Shop shop =
            shop("tee", "{s3: {endpoint: 'https://s3.example.com', bucket: b, credentialsSecretRef: {name: s3}}}");
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void aDestinationThatIsNewToTheShopIsReadAndThenLeftAlone() {
        // Given: nothing but the destination
        Ledger.Step begun = step();
        assertThat(begun.isOpen()).isTrue();
        assertThat(begun.start()).as("it is told first").isEmpty();

        // When
        tell(begun);
        Job job = step().start().orElseThrow();
        ended(job, "Complete", page(false, "", ENTRY.formatted(FIRST, "")));
        ShopBackup found = step().found().getFirst();
        backups.add(found);
        Ledger.Step read = step();

        // Then
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getCommand())
                .containsExactly("/program/shop-backup", "ledger");
        assertThat(found.getMetadata().getName()).isEqualTo("tee-20261118t021500z-0000000a");
        assertThat(found.getSpec().stored().orders()).isEqualTo(500);
        assertThat(found.getSpec().stored().verifiedAt()).isNull();
        assertThat(read.status().readAt()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(read.status().found()).isEqualTo(1);
        assertThat(read.obsolete()).as("what it said is told by then").hasSize(1);
        jobs.clear();
        tell(read);
        assertThat(step()).isEqualTo(new Ledger.Step(read.status(), Optional.empty(), List.of(), List.of()));
    }

    @Test
    void pageAfterPageIsReadHoweverOftenItIsLookedAt() {
        tell(step());
        ended(
                step().start().orElseThrow(),
                "Complete",
                page(
                        true,
                        FIRST,
                        ENTRY.formatted(
                                FIRST, ",\"verifiedAt\":\"2026-11-18T04:00:00Z\",\"seconds\":42,\"pinned\":true")));
        assertThat(step().found()).isEqualTo(step().found()).hasSize(1);
        StoredBackupSpec stored = step().found().getFirst().getSpec().stored();
        assertThat(stored.verifiedAt()).isEqualTo("2026-11-18T04:00:00Z");
        assertThat(stored.restoreSeconds()).isEqualTo(42);
        assertThat(step().found().getFirst().getSpec().pinned()).isTrue();
        backups.add(step().found().getFirst());

        // When
        tell(step());
        Ledger.Step second = step();

        // Then
        assertThat(second.isOpen()).isTrue();
        assertThat(second.obsolete()).as("the first page").hasSize(1);
        Job job = second.start().orElseThrow();
        assertThat(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getCommand())
                .containsExactly("/program/shop-backup", "ledger", FIRST);
        ended(job, "Complete", page(false, SECOND, ENTRY.formatted(SECOND, "")));
        backups.add(step().found().getFirst());
        assertThat(step().status().found()).isEqualTo(2);
        assertThat(step().status().after()).isNull();
    }

    @Test
    void whatIsKnownIsNotFoundAgain() {
        tell(step());
        backups.add(stored("by-hand", FIRST, Phase.SUCCEEDED, null));
        backups.add(stored("failed", SECOND, Phase.FAILED, null));
        ended(
                step().start().orElseThrow(),
                "Complete",
                page(false, "", ENTRY.formatted(FIRST, "") + "," + ENTRY.formatted(SECOND, "")));

        assertThat(step().found())
                .as("what a run that failed has stored nevertheless has nobody who takes care of it")
                .extracting(found -> found.getSpec().stored().id())
                .containsExactly(SECOND);
    }

    @Test
    void whatIsNoManifestOfOursIsLeftOut() {
        tell(step());
        ended(step().start().orElseThrow(), "Complete", page(false, "", """
                {"id":"../other/tee","sequence":1,"startedAt":"2026-11-18T02:15:00Z","completedAt":"2026-11-18T02:15:00Z"},
                {"id":"%1$s","sequence":-1,"startedAt":"2026-11-18T02:15:00Z","completedAt":"2026-11-18T02:15:00Z"},
                {"id":"%1$s","sequence":1,"startedAt":"2026-02-31T02:15:00Z","completedAt":"2026-11-18T02:15:00Z"},
                {"id":"%1$s","sequence":1,"startedAt":"2026-11-18T02:15:00Z"},
                {"id":"%2$s","sequence":1,"startedAt":"2026-11-18T02:15:00Z","completedAt":"2026-11-18T02:15:00Z","orders":"many","bytes":1e300,"seconds":1,
                "verifiedAt":"yesterday"}
                """.formatted(FIRST, SECOND)));

        assertThat(step().found()).hasSize(1);
        assertThat(step().found().getFirst().getSpec().stored())
                .isEqualTo(new StoredBackupSpec(
                        SECOND,
                        1L,
                        "2026-11-18T02:15:00Z",
                        "2026-11-18T02:15:00Z",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void anotherDestinationIsReadAndTheSameWithOtherKeysIsNot() {
        tell(read(0));

        assertThat(step().isOpen()).isFalse();
        shop.setSpec(shop(
                        "tee",
                        "{s3: {endpoint: 'https://s3.example.com', bucket: b, credentialsSecretRef: {name: other}}}")
                .getSpec());
        assertThat(step().isOpen()).isFalse();
        shop.setSpec(
                shop("tee", "{s3: {endpoint: 'https://s3.example.com', bucket: c, credentialsSecretRef: {name: s3}}}")
                        .getSpec());
        assertThat(step().isOpen()).isTrue();
    }

    @Test
    void aDeletedObjectComesBackWithTheNextBackupAndOnceOnly() {
        // Given
        backups.add(stored("a", FIRST, Phase.SUCCEEDED, null));
        tell(read(2));
        assertThat(step().isOpen()).as("nobody is fought with").isFalse();

        // When: tonight's run meets one there that has no object
        backups.add(stored("b", SECOND, Phase.SUCCEEDED, 1));

        // Then
        assertThat(step().isOpen()).isTrue();
        assertThat(step().status().newest()).isEqualTo(SECOND);
        tell(new Ledger.Step(read(2, SECOND), Optional.empty(), List.of(), List.of()));
        assertThat(step().isOpen()).as("until another run meets it again").isFalse();
    }

    @Test
    void whenAllObjectsAreGoneTheyComeBackAtOnce() {
        tell(read(2));

        assertThat(step().isOpen()).isTrue();
        backups.add(found(FIRST));
        assertThat(step().isOpen()).as("its status is still to come").isFalse();
        backups.clear();
        tell(read(0));
        assertThat(step().isOpen()).as("there was none").isFalse();
    }

    @Test
    void objectsThatHaveOutlivedTheirShopAreTrustedUntilARunMeetsMore() {
        // Given: a fleet whose operator is new must not read all its destinations at once
        backups.add(stored("a", FIRST, Phase.SUCCEEDED, null));

        // When
        tell(step());

        // Then
        assertThat(step().isOpen()).isFalse();
        assertThat(step().status().found()).isEqualTo(1);
        backups.add(stored("b", SECOND, Phase.SUCCEEDED, 3));
        assertThat(step().isOpen()).isTrue();
    }

    @Test
    void nothingIsReadWhileABackupIsBeingRemoved() {
        tell(step());
        backups.add(stored("a", FIRST, Phase.DELETING, null));

        assertThat(step().start()).isEmpty();
        assertThat(step().isOpen()).isTrue();
    }

    @Test
    void aDestinationThatCannotBeReadSaysWhyAndIsTriedAgain() {
        tell(step());
        Job job = step().start().orElseThrow();
        ended(
                job,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"BucketMissing\",\"message\":\"There is no bucket 'b'.\"}");

        Ledger.Step failed = step();
        tell(failed);
        assertThat(failed.status().message())
                .isEqualTo("There is no bucket 'b'. It is tried every 10 minutes, after an hour every hour.");
        assertThat(failed.isOpen()).isTrue();
        assertThat(failed.obsolete()).isEmpty();
        now = now.plusSeconds(600);
        assertThat(step().obsolete()).hasSize(1);
        jobs.clear();
        assertThat(step().start()).isPresent();
        assertThat(step().status().message()).as("until it is known to be over").isNotNull();
        now = now.plusSeconds(3600);
        ended(
                job,
                "Failed",
                "{\"status\":\"Failed\",\"reason\":\"BucketMissing\",\"message\":\"There is no bucket 'b'.\"}");
        now = now.plusSeconds(600);
        assertThat(step().obsolete()).isEmpty();
        now = now.plusSeconds(3000);
        assertThat(step().obsolete()).hasSize(1);
    }

    @Test
    void wordsThatAreLostAreAskedForAgain() {
        tell(step());
        Job job = step().start().orElseThrow();
        ended(job, "Complete", null);

        assertThat(step().obsolete()).hasSize(1);
        assertThat(step().isOpen()).isTrue();
    }

    @Test
    void namesFitForShopsOfAnyName() {
        String longest = "a".repeat(40);
        ShopBackup found = StoredBackups.of(
                        shop(longest, "{}"),
                        new KubernetesSerialization().unmarshal(ENTRY.formatted(FIRST, ""), JsonNode.class))
                .orElseThrow();

        assertThat(found.getMetadata().getName())
                .matches("a{17}-[0-9a-f]{8}-20261118t021500z-0000000a")
                .hasSize(52);
    }

    private Ledger.Step step() {
        return new Ledger(shop, TestSettings.defaults(), backups, jobs, pods, now).next();
    }

    private void tell(Ledger.Step step) {
        tell(step.status());
    }

    private void tell(LedgerStatus ledger) {
        shop.setStatus(new ShopStatus(
                1L,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                new BackupStatus(null, null, null, null, null, null, null, null, ledger, null),
                null,
                null));
    }

    private LedgerStatus read(int found) {
        return read(found, null);
    }

    private LedgerStatus read(int found, String newest) {
        return new LedgerStatus(
                BackupPlace.of(shop).fingerprint(),
                "2026-11-20T12:00:00Z",
                "2026-11-20T12:00:10Z",
                null,
                found,
                newest,
                null);
    }

    private static String page(boolean more, String after, String entries) {
        return "{\"command\":\"ledger\",\"status\":\"Succeeded\",\"more\":" + more + ",\"after\":\"" + after
                + "\",\"backups\":[" + entries.replace("\n", "") + "]}";
    }

    private void ended(Job job, String condition, String said) {
        Job there = new JobBuilder(job)
                .editMetadata()
                .withUid("uid-" + job.getMetadata().getName())
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withLastTransitionTime(now.toString())
                .endCondition()
                .endStatus()
                .build();
        jobs.add(there);
        if (said == null) return;
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName("pod-" + pods.size())
                .withCreationTimestamp(now.toString())
                .withOwnerReferences(Owners.reference(there))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(ToolsJob.CONTAINER)
                .withNewState()
                .withNewTerminated()
                .withExitCode("Complete".equals(condition) ? 0 : 1)
                .withMessage(said)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }

    private static ShopBackup stored(String name, String id, Phase phase, Integer unlisted) {
        ShopBackup backup = found(id);
        backup.getMetadata().setName(name);
        backup.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, false));
        String completed = id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 8) + "T02:16:00Z";
        backup.setStatus(new ShopBackupStatus(
                1L, phase, List.of(), id, 1L, completed, completed, 1L, "30", null, null, 1L, 1L, null, null, unlisted,
                null));
        return backup;
    }

    /** As it is created, before its status is there. */
    private static ShopBackup found(String id) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName("tee-" + id.toLowerCase(Locale.ROOT))
                .build());
        backup.setSpec(new ShopBackupSpec(
                new ShopReference("tee"),
                false,
                false,
                new StoredBackupSpec(
                        id,
                        1L,
                        "2026-11-18T02:15:00Z",
                        "2026-11-18T02:16:00Z",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        return backup;
    }

    private static Shop shop(String name, String destination) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: %s, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-10-01T12:00:00Z"}
                spec: {image: i, host: h, backup: {destination: %s}}
                """.formatted(name, destination), Shop.class);
    }
}
