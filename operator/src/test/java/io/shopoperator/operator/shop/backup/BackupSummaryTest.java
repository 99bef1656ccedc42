package io.shopoperator.operator.shop.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import io.shopoperator.operator.shop.Reason;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BackupSummaryTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String TONIGHT = "2026-11-23T02:15:00Z";

    @Test
    void aNewShopGetsItsFirstBackupAtTheNextTimeOfTheSchedule() {
        Shop shop = shop("", null);

        assertThat(at(shop, "2026-11-23T02:14:59Z").due()).isEmpty();
        assertThat(at(shop, "2026-11-23T02:30:00Z").due()).hasValueSatisfying(backup -> {
            assertThat(backup.getMetadata().getName()).isEqualTo("tee-261123-0215");
            assertThat(backup.getMetadata().getOwnerReferences()).isEmpty();
            assertThat(backup.getSpec().shopRef().name()).isEqualTo("tee");
            assertThat(backup.getSpec().verify()).isFalse();
        });
    }

    @Test
    void aRunIsAskedForOnceEvenIfItsBackupIsDeletedByHand() {
        assertThat(at(shop("", TONIGHT), NOON.toString()).due()).isEmpty();
        assertThat(at(shop("", TONIGHT), NOON.toString()).status(false, null).lastRun())
                .isEqualTo(TONIGHT);
    }

    @Test
    void runsThatWereMissedAreOne() {
        BackupSummary summary = at(shop("", "2026-11-19T02:15:00Z"), NOON.toString());

        assertThat(summary.due().orElseThrow().getMetadata().getName()).isEqualTo("tee-261123-0215");
        assertThat(summary.status(true, null).lastRun()).isEqualTo(TONIGHT);
        assertThat(summary.status(false, null).lastRun())
                .as("as long as it could not be asked for")
                .isEqualTo("2026-11-19T02:15:00Z");
    }

    @Test
    void runsThatComeUpWhileABackupWaitsOrIsMadeAreOneAfterIt() {
        Shop shop = shop("schedule: \"*/10 * * * *\"", "2026-11-23T11:00:00Z");

        for (ShopBackup unfinished :
                List.of(backup("new", null), phase(Phase.PENDING, "WaitingForTurn"), phase(Phase.RUNNING, "Dumping"))) {
            unfinished.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, false, null));
            BackupSummary summary = new BackupSummary(shop, List.of(unfinished), NOON);
            assertThat(summary.due()).as("beside %s", unfinished).isEmpty();
            assertThat(summary.status(false, null).lastRun()).isEqualTo("2026-11-23T11:00:00Z");
        }
        ShopBackup done = stored("done", "2026-11-23T11:59:30Z", 500, null);
        done.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, false, null));
        assertThat(new BackupSummary(shop, List.of(done), NOON)
                        .due()
                        .orElseThrow()
                        .getMetadata()
                        .getName())
                .isEqualTo("tee-261123-1150");
    }

    @Test
    void whatKeepsARunIsToldWithTheAgeOfTheNewestBackup() {
        ShopBackup old = stored("a", "2026-11-20T02:15:00Z", 1, null);

        BackupSummary.Verdict kept = new BackupSummary(
                        shop("", TONIGHT), List.of(old, phase(Phase.RUNNING, "StorageUnreachable")), NOON)
                .recent();
        assertThat(kept.status()).isEqualTo("False");
        assertThat(kept.finding().message()).endsWith(" The run b is not done: StorageUnreachable, in words.");
        assertThat(new BackupSummary(shop("", TONIGHT), List.of(old, phase(Phase.RUNNING, "Dumping")), NOON)
                        .recent()
                        .finding()
                        .message())
                .doesNotContain("is not done");
    }

    @Test
    void aSuspendedScheduleAsksForNothing() {
        BackupSummary summary = at(shop("suspend: true", null), NOON.toString());

        assertThat(summary.due()).isEmpty();
        assertThat(summary.status(false, null).nextRun()).isNull();
    }

    @Test
    void backupsGoWithTheDataIfTheSpecSaysSo() {
        Shop shop = new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-11-22T12:00:00Z"}
                spec: {image: i, host: h, deletion: {policy: Delete}}
                """, Shop.class);

        assertThat(at(shop, NOON.toString()).due().orElseThrow().getMetadata().getOwnerReferences())
                .hasSize(1);
    }

    @Test
    void aBackupIsRecentForTwoPeriods() {
        List<ShopBackup> one = List.of(stored("a", TONIGHT, 500, null));

        assertThat(verdict(one, "2026-11-25T02:15:00Z")).isEqualTo("True BackupRecent");
        assertThat(verdict(one, "2026-11-25T02:15:01Z")).isEqualTo("False BackupOverdue");
        assertThat(verdict(List.of(), "2026-11-23T12:00:00Z")).isEqualTo("Unknown NoBackupYet");
        assertThat(verdict(List.of(), "2026-11-24T12:00:01Z")).isEqualTo("False NoBackupYet");
    }

    @Test
    void whatTheLastRunSaidIsToldIfItFailed() {
        ShopBackup failed = backup(
                "b",
                new ShopBackupStatus(
                        1L,
                        Phase.FAILED,
                        List.of(new ConditionBuilder()
                                .withType("Complete")
                                .withStatus("False")
                                .withReason("BucketMissing")
                                .withMessage("There is no bucket.")
                                .build()),
                        "id-b",
                        2L,
                        "2026-11-23T02:20:00Z",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        BackupSummary summary =
                new BackupSummary(shop("", null), List.of(stored("a", "2026-11-22T02:15:00Z", 1, null), failed), NOON);

        assertThat(summary.recent().status()).isEqualTo("True");
        assertThat(summary.recent().finding().message())
                .contains("2026-11-22T02:15:00Z", "The last run, b, failed: There is no bucket.");
        assertThat(new BackupSummary(shop("", null), List.of(failed), NOON)
                        .recent()
                        .status())
                .isEqualTo("False");
    }

    @Test
    void theLastVerificationCounts() {
        VerificationStatus good = new VerificationStatus(Result.VERIFIED, "2026-11-22T04:00:00Z", 42, null);
        VerificationStatus bad = new VerificationStatus(Result.FAILED, "2026-11-23T04:00:00Z", null, "Orders differ.");
        VerificationStatus unknown =
                new VerificationStatus(Result.UNFINISHED, "2026-11-23T05:00:00Z", null, "The storage is away.");

        assertThat(verified(NOON.toString())).isEqualTo("Unknown " + Reason.NOT_VERIFIED_YET);
        assertThat(verified(NOON.toString(), good)).isEqualTo("True " + Reason.BACKUP_VERIFIED);
        assertThat(verified(NOON.toString(), good, bad)).isEqualTo("False " + Reason.VERIFICATION_FAILED);
        assertThat(verified(NOON.toString(), good, bad, unknown)).isEqualTo("Unknown " + Reason.VERIFICATION_FAILED);
        assertThat(verified("2026-12-06T04:00:01Z", good)).isEqualTo("False " + Reason.VERIFICATION_OVERDUE);
    }

    @Test
    void theStatusAddsUpWhatIsKept() {
        VerificationStatus good = new VerificationStatus(Result.VERIFIED, "2026-11-22T04:00:00Z", 42, null);
        BackupStatus status = new BackupSummary(
                        shop("", null),
                        List.of(
                                stored("b", "2026-11-23T02:16:00Z", 700, null),
                                stored("a", "2026-11-22T02:16:00Z", 500, good),
                                backup("c", null)),
                        NOON)
                .status(false, null);

        assertThat(status.count()).isEqualTo(2);
        assertThat(status.bytes()).isEqualTo(1200);
        assertThat(status.lastSuccess()).isEqualTo("2026-11-23T02:16:00Z");
        assertThat(status.firstRestorable()).isEqualTo("2026-11-22T02:16:00Z");
        assertThat(status.lastVerified()).isEqualTo("2026-11-22T04:00:00Z");
        assertThat(status.measuredRestoreSeconds()).isEqualTo(42);
        assertThat(Instant.parse(status.nextRun()))
                .isBetween(Instant.parse("2026-11-24T02:15:00Z"), Instant.parse("2026-11-24T02:25:00Z"));
    }

    @Test
    void aDestinationThatIsBeingReadIsNoneWithoutBackups() {
        Function<String, String> recent = message -> new BackupSummary(
                        shop("", null),
                        List.of(),
                        new LedgerStatus("d", TONIGHT, null, null, 0, null, message),
                        Instant.parse("2026-11-22T13:00:00Z"))
                .recent()
                .finding()
                .message();

        assertThat(recent.apply(null))
                .startsWith("The destination is being read for backups that are there. The next is made at");
        assertThat(recent.apply("There is no bucket 'b'."))
                .startsWith(
                        "The destination could not be read for backups that are there: There is no bucket 'b'. The next");
    }

    @Test
    void schedulesThatMakeNoSenseAreNamed() {
        assertThat(BackupSchedules.mistake(shop("", null))).isEmpty();
        assertThat(BackupSchedules.mistake(shop("timeZone: Europe/Atlantis", null)))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.reason()).isEqualTo(Reason.TIME_ZONE_UNKNOWN);
                    assertThat(finding.message()).contains("Europe/Atlantis", "spec.backup.timeZone");
                });
        assertThat(BackupSchedules.mistake(shop("schedule: 0 0 31 2 *", null)))
                .hasValueSatisfying(finding ->
                        assertThat(finding.message()).contains("spec.backup.schedule", "no month has such a day"));
        assertThat(BackupSchedules.mistake(shop("verify: {schedule: 61 0 * * *}", null)))
                .hasValueSatisfying(finding ->
                        assertThat(finding.message()).contains("spec.backup.verify.schedule", "'61' is no minute"));
    }

    private static String verdict(List<ShopBackup> backups, String now) {
        BackupSummary.Verdict verdict = new BackupSummary(shop("", null), backups, Instant.parse(now)).recent();
        return verdict.status() + " " + verdict.finding().reason().word();
    }

    private static String verified(String now, VerificationStatus... verifications) {
        List<ShopBackup> backups = java.util.stream.IntStream.range(0, verifications.length)
                .mapToObj(i -> stored("b" + i, TONIGHT, 1, verifications[i]))
                .toList();
        BackupSummary.Verdict verdict = new BackupSummary(shop("", null), backups, Instant.parse(now)).verified();
        return verdict.status() + " " + verdict.finding().reason();
    }

    private static BackupSummary at(Shop shop, String now) {
        return new BackupSummary(shop, List.of(), Instant.parse(now));
    }

    private static Shop shop(String backup, String lastRun) {
        Shop shop = new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-11-22T12:00:00Z"}
                spec: {image: i, host: h, backup: {%s}}
                """.formatted(backup), Shop.class);
        if (lastRun != null) {
            shop.setStatus(new ShopStatus(
                    1L,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    new BackupStatus(null, null, null, lastRun, null, null, null, null, null, null),
                    null,
                    null));
        }
        return shop;
    }

    private static ShopBackup stored(String name, String completedAt, long bytes, VerificationStatus verification) {
        return backup(
                name,
                new ShopBackupStatus(
                        1L,
                        Phase.SUCCEEDED,
                        List.of(),
                        "id-" + name,
                        1L,
                        completedAt,
                        completedAt,
                        bytes,
                        "30",
                        null,
                        null,
                        10L,
                        100L,
                        verification,
                        null,
                        null,
                        null));
    }

    /** A backup that is not made yet, and why. */
    private static ShopBackup phase(Phase phase, String reason) {
        return backup(
                "b",
                new ShopBackupStatus(
                        1L,
                        phase,
                        List.of(new ConditionBuilder()
                                .withType("Reconciling")
                                .withStatus("True")
                                .withReason(reason)
                                .withMessage(reason + ", in words.")
                                .build()),
                        "id-b",
                        2L,
                        phase == Phase.PENDING ? null : "2026-11-23T02:20:00Z",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static ShopBackup backup(String name, ShopBackupStatus status) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder().withName(name).build());
        backup.setStatus(status);
        return backup;
    }
}
