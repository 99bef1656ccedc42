package io.shopoperator.operator.backup;

import static io.shopoperator.operator.backup.Scenes.backup;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.StoredBackupSpec;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import io.shopoperator.operator.backup.BackupJob.Work;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Phase by phase, what is next for a backup. */
class BackupPlanTest {
    private static final String TODAY = "2026-11-23T02:15:00Z";
    private static final VerificationStatus PROOF =
            new VerificationStatus(Result.VERIFIED, "2026-11-22T04:00:00Z", 42, null);

    @Test
    void aNewBackupBeginsWhenNothingElseDoes() {
        // Given
        ShopBackup before = backup(6, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", PROOF);
        ShopBackup backup = backup(1, TODAY, null, null, null);

        // When
        BackupPlan plan = new Scenes().with(before).plan(backup);

        // Then: its name and place are told before the Job is there, so that another attempt makes the same
        assertThat(plan.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(plan.status().id()).isEqualTo("20261123T021500Z-00000001");
        assertThat(plan.status().sequence()).isEqualTo(7);
        assertThat(plan.status().startedAt()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(plan.start()).isEmpty();
    }

    @Test
    void runsOfOneShopNeverOverlap() {
        ShopBackup running = backup(2, "2026-11-23T02:20:00Z", Phase.RUNNING, null, null);
        ShopBackup verifying = backup(3, "2026-11-22T02:20:00Z", Phase.VERIFYING, "2026-11-22T02:21:00Z", null);
        ShopBackup earlier = backup(4, "2026-11-23T02:10:00Z", Phase.PENDING, null, null);
        ShopBackup later = backup(5, "2026-11-23T02:30:00Z", Phase.PENDING, null, null);
        ShopBackup backup = backup(1, TODAY, Phase.PENDING, null, null);

        for (ShopBackup other : List.of(running, verifying, earlier)) {
            BackupPlan plan = new Scenes().with(other).plan(backup);
            assertThat(plan.status().phase()).as(other.getMetadata().getName()).isEqualTo(Phase.PENDING);
            assertThat(told(plan, BackupStatuses.RECONCILING)).isEqualTo("WaitingForTurn");
            assertThat(plan.again()).contains(BackupPlan.SOON);
        }
        assertThat(new Scenes().with(later).plan(backup).status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void whatIsStuckKeepsNobodyWaiting() {
        // Given: a backup that cannot be removed, as the keys of the storage may not
        ShopBackup expired = backup(2, "2026-10-01T02:15:00Z", Phase.DELETING, "2026-10-01T02:16:00Z", null);
        BackupPlan removal = new Scenes()
                .job(expired, Work.PRUNE, "Failed", "{\"reason\":\"StorageRefused\",\"message\":\"No.\"}")
                .plan(expired);
        expired.setStatus(removal.status());

        // When
        BackupPlan plan = new Scenes().with(expired).plan(backup(1, TODAY, null, null, null));

        // Then
        assertThat(told(removal, BackupStatuses.STALLED)).isEqualTo("StorageRefused");
        assertThat(plan.status().phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void whatKeepsABackupFromBeginningIsTold() {
        ShopBackup backup = backup(1, TODAY, null, null, null);

        BackupPlan hindered = new Scenes()
                .hinderedBy(new Word("BackupSecretMissing", "There is no Secret 's3'."))
                .plan(backup);
        BackupPlan orphan = new Scenes().withoutShop().plan(backup);

        assertThat(told(hindered, BackupStatuses.STALLED)).isEqualTo("BackupSecretMissing");
        assertThat(told(orphan, BackupStatuses.STALLED)).isEqualTo("ShopMissing");
        assertThat(hindered.status().phase()).isEqualTo(Phase.PENDING);
        assertThat(hindered.again()).contains(BackupPlan.SOON);
    }

    @Test
    void aRunningBackupStartsItsJobHoweverOftenItIsLookedAt() {
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);

        assertThat(new Scenes().plan(backup).start().orElseThrow().getMetadata().getName())
                .isEqualTo("tee-1-dump");
        assertThat(new Scenes().job(backup, Work.DUMP, null, null).plan(backup).start())
                .isEmpty();
    }

    @Test
    void aRunThatWasTakenAwayIsFollowedByAnotherOnceItsPodHasEnded() {
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);

        BackupPlan plan = new Scenes().podWithoutJob(backup, "Running").plan(backup);
        assertThat(plan.start()).isEmpty();
        assertThat(plan.again()).contains(BackupPlan.SOON);
        assertThat(told(plan, BackupStatuses.RECONCILING)).isEqualTo("FormerRunEnding");
        for (String ended : List.of("Failed", "Succeeded")) {
            assertThat(new Scenes().podWithoutJob(backup, ended).plan(backup).start())
                    .as(ended)
                    .isPresent();
        }
        assertThat(new Scenes()
                        .podWithoutJob(backup(2, TODAY, Phase.RUNNING, null, null), "Running")
                        .plan(backup)
                        .start())
                .as("that of another backup")
                .isPresent();
    }

    @Test
    void whatTheDumpSaysIsTheStatus() {
        // Given
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);

        // When
        BackupPlan plan = new Scenes().job(backup, Work.DUMP, "Complete", """
                        {"command":"dump","status":"Succeeded","id":"20261123T021500Z-00000001","sequence":9,"completedAt":"2026-11-23T02:16:00Z",
                        "bytes":4711,"schemaVersion":"30","databaseBytes":9000000,"figures":{"orders":500,"orderTotalCents":745000}}
                        """).plan(backup);

        // Then
        ShopBackupStatus status = plan.status();
        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(List.of(status.sequence(), status.bytes(), status.orders(), status.orderTotalCents()))
                .containsExactly(9L, 4711L, 500L, 745000L);
        assertThat(status.databaseBytes()).isEqualTo(9000000L);
        assertThat(status.completedAt()).isEqualTo("2026-11-23T02:16:00Z");
        assertThat(status.expiresAt()).isEqualTo("2026-12-23T02:16:00Z");
        assertThat(told(plan, BackupStatuses.COMPLETE)).isEqualTo("Stored");
        assertThat(plan.obsolete()).as("the Job stays until its result is told").isEmpty();
    }

    @Test
    void aDumpWhoseWordsAreLostIsRunAgain() {
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);

        BackupPlan plan = new Scenes().job(backup, Work.DUMP, "Complete", null).plan(backup);

        assertThat(plan.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(plan.obsolete()).hasSize(1);
    }

    @Test
    void aDumpThatFailedSaysWhy() {
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);
        String said =
                "{\"command\":\"dump\",\"status\":\"Failed\",\"reason\":\"BucketMissing\",\"message\":\"There is no bucket 'b'.\"}";

        BackupPlan plan = new Scenes().job(backup, Work.DUMP, "Failed", said).plan(backup);
        BackupPlan silent = new Scenes().job(backup, Work.DUMP, "Failed", null).plan(backup);
        BackupPlan exhausted = new Scenes().outOfMemory(backup, Work.DUMP).plan(backup);
        BackupPlan babbling = new Scenes()
                .job(backup, Work.DUMP, "Failed", "bash: line 1: oops")
                .plan(backup);

        assertThat(plan.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(told(plan, BackupStatuses.COMPLETE)).isEqualTo("BucketMissing");
        assertThat(told(silent, BackupStatuses.COMPLETE)).isEqualTo("ProgramFailed");
        assertThat(condition(exhausted, BackupStatuses.COMPLETE).getMessage())
                .contains("raise the chart's backup.memory");
        assertThat(babbling.status().conditions().getFirst().getMessage()).isEqualTo("bash: line 1: oops");
    }

    @Test
    void aDumpWhoseStorageIsAwayIsTriedAgainForSomeHours() {
        // Given: the Job failed at 11:59
        ShopBackup backup = backup(1, "2026-11-23T11:50:00Z", Phase.RUNNING, null, null);
        Scenes scenes = new Scenes()
                .job(backup, Work.DUMP, "Failed", "{\"reason\":\"StorageUnreachable\",\"message\":\"It is away.\"}");

        // When
        BackupPlan soon = scenes.at("2026-11-23T12:05:00Z").plan(backup);
        BackupPlan later = scenes.at("2026-11-23T12:10:00Z").plan(backup);
        BackupPlan tooLate = scenes.at("2026-11-23T17:50:00Z").plan(backup);

        // Then
        assertThat(soon.status().phase()).isEqualTo(Phase.RUNNING);
        assertThat(condition(soon, BackupStatuses.RECONCILING).getMessage())
                .isEqualTo("It is away. It is tried every 10 minutes, until 2026-11-23T17:50:00Z.");
        assertThat(soon.obsolete()).isEmpty();
        assertThat(later.obsolete()).as("the next look starts another").hasSize(1);
        assertThat(tooLate.status().phase()).isEqualTo(Phase.FAILED);
        assertThat(told(tooLate, BackupStatuses.COMPLETE)).isEqualTo("StorageUnreachable");
    }

    @Test
    void aVerificationThatCouldNotBeCarriedOutIsNotPutOffForAWeek() {
        VerificationStatus unfinished = new VerificationStatus(Result.UNFINISHED, "2026-11-22T04:05:00Z", null, "away");
        ShopBackup older = backup(1, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", unfinished);
        ShopBackup newest = backup(2, "2026-11-23T02:15:00Z", Phase.SUCCEEDED, "2026-11-23T02:16:00Z", null);
        Scenes scenes = new Scenes().with(older);

        assertThat(scenes.at("2026-11-22T10:05:00Z").plan(older).status().phase())
                .isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.at("2026-11-22T10:05:01Z").plan(older).status().phase())
                .isEqualTo(Phase.VERIFYING);
        assertThat(scenes.with(newest)
                        .at("2026-11-23T03:00:00Z")
                        .plan(newest)
                        .status()
                        .phase())
                .isEqualTo(Phase.VERIFYING);
    }

    @Test
    void theNewestBackupIsProvenWhenTheScheduleSaysSo() {
        // Given: Sunday the 22nd at four was due, and nothing was proven since the week before
        VerificationStatus weekBefore = new VerificationStatus(Result.VERIFIED, "2026-11-15T04:05:00Z", 42, null);
        ShopBackup older = backup(1, "2026-11-15T02:15:00Z", Phase.SUCCEEDED, "2026-11-15T02:16:00Z", weekBefore);
        ShopBackup newest = backup(2, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", null);
        Scenes scenes = new Scenes().with(older, newest);

        // When, Then
        assertThat(scenes.at("2026-11-22T03:59:00Z").plan(newest).status().phase())
                .isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.at("2026-11-22T05:00:00Z").plan(newest).status().phase())
                .isEqualTo(Phase.VERIFYING);
        assertThat(scenes.at("2026-11-22T05:00:00Z").plan(older).status().phase())
                .isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aBackupIsProvenWhenThatIsAskedFor() {
        ShopBackup backup = backup(1, TODAY, Phase.SUCCEEDED, "2026-11-23T02:16:00Z", null);
        ShopBackup proven = backup(1, TODAY, Phase.SUCCEEDED, "2026-11-23T02:16:00Z", PROOF);
        ShopBackup another = backup(2, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", PROOF);
        for (ShopBackup one : List.of(backup, proven)) {
            one.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, true));
        }

        assertThat(new Scenes().with(another).plan(backup).status().phase()).isEqualTo(Phase.VERIFYING);
        assertThat(new Scenes().with(another).plan(proven).status().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void whatOlderProgramsHaveMadeIsProvenAtOnce() {
        ShopBackup another = backup(2, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", PROOF);
        Function<String, Phase> next = tools -> {
            ShopBackup running = backup(1, TODAY, Phase.RUNNING, null, null);
            ShopBackup made = backup(1, TODAY, Phase.RUNNING, null, null);
            made.setStatus(new Scenes()
                    .job(running, Work.DUMP, "Complete", """
                            {"status":"Succeeded","completedAt":"2026-11-23T02:16:00Z","server":"17.12","tool":"%s"}
                            """.formatted(tools))
                    .plan(running)
                    .status());
            return new Scenes().with(another).plan(made).status().phase();
        };

        assertThat(next.apply("17.9")).isEqualTo(Phase.VERIFYING);
        assertThat(next.apply("17.12")).isEqualTo(Phase.SUCCEEDED);
        assertThat(next.apply("18.1")).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aProofIsOfTheBackupAndATroubleIsNot() {
        ShopBackup backup = backup(1, TODAY, Phase.VERIFYING, "2026-11-23T02:16:00Z", null);

        BackupPlan good = new Scenes()
                .job(
                        backup,
                        Work.VERIFY,
                        "Complete",
                        "{\"status\":\"Succeeded\",\"result\":\"Verified\",\"at\":\"2026-11-23T04:01:00Z\",\"seconds\":61}")
                .plan(backup);
        BackupPlan bad = new Scenes()
                .job(backup, Work.VERIFY, "Failed", "{\"reason\":\"Damaged\",\"message\":\"x has changed.\"}")
                .plan(backup);
        BackupPlan trouble = new Scenes()
                .job(backup, Work.VERIFY, "Failed", "{\"reason\":\"StorageUnreachable\",\"message\":\"away\"}")
                .plan(backup);

        assertThat(good.status().verification())
                .isEqualTo(new VerificationStatus(Result.VERIFIED, "2026-11-23T04:01:00Z", 61, null));
        assertThat(condition(good, BackupStatuses.VERIFIED).getStatus()).isEqualTo("True");
        assertThat(bad.status().verification().result()).isEqualTo(Result.FAILED);
        assertThat(condition(bad, BackupStatuses.VERIFIED).getStatus()).isEqualTo("False");
        assertThat(trouble.status().verification().result()).isEqualTo(Result.UNFINISHED);
        assertThat(condition(trouble, BackupStatuses.VERIFIED).getStatus()).isEqualTo("Unknown");
        assertThat(List.of(good, bad, trouble)).allMatch(plan -> plan.status().phase() == Phase.SUCCEEDED);
    }

    @Test
    void backupsThatAreToBeVerifiedAreSoOneAfterTheOther() {
        // Given
        ShopBackup first =
                toBeVerified(backup(2, "2026-11-23T01:00:00Z", Phase.SUCCEEDED, "2026-11-23T01:01:00Z", null));
        ShopBackup second =
                toBeVerified(backup(3, "2026-11-23T02:00:00Z", Phase.SUCCEEDED, "2026-11-23T02:01:00Z", null));
        Scenes scenes = new Scenes().with(first, second);

        // When, Then
        assertThat(scenes.plan(first).status().phase()).isEqualTo(Phase.VERIFYING);
        assertThat(scenes.plan(second).status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.plan(second).again()).contains(BackupPlan.SOON);
    }

    private static ShopBackup toBeVerified(ShopBackup backup) {
        backup.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, true));
        return backup;
    }

    @Test
    void expiredBackupsAreRemovedOneAfterTheOtherAndPinnedOnesStay() {
        // Given: 40 daily backups, all proven
        ShopBackup[] backups = IntStream.range(0, 40)
                .mapToObj(day -> {
                    String made = Instant.parse("2026-10-15T02:15:00Z")
                            .plus(Duration.ofDays(day))
                            .toString();
                    ShopBackup one = backup(0, made, Phase.SUCCEEDED, made, PROOF);
                    one.getMetadata().setUid("%08d-aaaa-bbbb-cccc-dddddddddddd".formatted(day));
                    ShopBackupStatus status = one.getStatus();
                    one.setStatus(new ShopBackupStatus(
                            1L,
                            status.phase(),
                            List.of(),
                            status.id(),
                            (long) day,
                            made,
                            made,
                            1L,
                            "30",
                            null,
                            null,
                            1L,
                            1L,
                            PROOF,
                            null,
                            null,
                            null));
                    return one;
                })
                .toArray(ShopBackup[]::new);
        backups[0].setSpec(new ShopBackupSpec(new ShopReference("tee"), true, false));

        // When, Then
        Scenes scenes = new Scenes().with(backups);
        assertThat(scenes.plan(backups[0]).status().phase()).as("pinned").isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.plan(backups[0]).status().expiresAt()).isNull();
        assertThat(scenes.plan(backups[1]).status().phase()).isEqualTo(Phase.DELETING);
        assertThat(scenes.plan(backups[2]).status().phase())
                .as("not before the first is gone")
                .isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.plan(backups[2]).again()).as("soon after that").contains(BackupPlan.SOON);
        assertThat(scenes.plan(backups[39]).again()).as("far from expiring").isEmpty();
        assertThat(scenes.with(backup(5, TODAY, Phase.RUNNING, null, null))
                        .plan(backups[1])
                        .status()
                        .phase())
                .as("not beside a run")
                .isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aBackupThatWasFoundIsToldAsItIsAndNeverMade() {
        // Given: nothing of what a run needs
        ShopBackup found = backup(1, TODAY, null, null, null);
        found.setSpec(new ShopBackupSpec(
                new ShopReference("tee"),
                false,
                false,
                new StoredBackupSpec(
                        "20261118T021500Z-0000000a",
                        7L,
                        "2026-11-18T02:15:00Z",
                        "2026-11-18T02:16:00Z",
                        4711L,
                        "30",
                        "17.6",
                        "17.6",
                        500L,
                        745000L,
                        "2026-11-18T04:00:00Z",
                        42)));
        ShopBackup running = backup(2, TODAY, Phase.RUNNING, null, null);

        // When
        BackupPlan plan = new Scenes()
                .with(running)
                .hinderedBy(new Word("BackupSecretMissing", "There is no Secret 's3'."))
                .plan(found);

        // Then
        ShopBackupStatus status = plan.status();
        assertThat(plan.start()).isEmpty();
        assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status.id()).isEqualTo("20261118T021500Z-0000000a");
        assertThat(List.of(status.sequence(), status.bytes(), status.orders(), status.orderTotalCents()))
                .containsExactly(7L, 4711L, 500L, 745000L);
        assertThat(status.startedAt()).isEqualTo("2026-11-18T02:15:00Z");
        assertThat(status.completedAt()).isEqualTo("2026-11-18T02:16:00Z");
        assertThat(status.expiresAt()).isEqualTo("2026-12-18T02:16:00Z");
        assertThat(status.verification())
                .isEqualTo(new VerificationStatus(Result.VERIFIED, "2026-11-18T04:00:00Z", 42, null));
        assertThat(told(plan, BackupStatuses.COMPLETE)).isEqualTo("Found");
        assertThat(condition(plan, BackupStatuses.VERIFIED).getStatus()).isEqualTo("True");
        assertThat(new Scenes().withoutShop().plan(found).status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(new Scenes()
                        .with(found)
                        .plan(backup(3, TODAY, null, null, null))
                        .status()
                        .phase())
                .as("nobody waits for it")
                .isEqualTo(Phase.RUNNING);
    }

    @Test
    void whatARunMeetsAtTheDestinationThatHasNoObjectIsTold() {
        ShopBackup listed = backup(2, "2026-11-22T02:15:00Z", Phase.SUCCEEDED, "2026-11-22T02:16:00Z", null);
        ShopBackup failed = backup(3, "2026-11-21T02:15:00Z", Phase.FAILED, null, null);
        ShopBackup backup = backup(1, TODAY, Phase.RUNNING, null, null);
        Function<Integer, Integer> unlisted = stored -> new Scenes()
                .with(listed, failed)
                .job(
                        backup,
                        Work.DUMP,
                        "Complete",
                        "{\"status\":\"Succeeded\",\"completedAt\":\"2026-11-23T02:16:00Z\",\"stored\":%d}"
                                .formatted(stored))
                .plan(backup)
                .status()
                .unlisted();

        assertThat(unlisted.apply(2)).as("this one and the other").isNull();
        assertThat(unlisted.apply(1)).as("one was removed meanwhile").isNull();
        assertThat(unlisted.apply(4)).isEqualTo(2);
    }

    @Test
    void nothingIsRemovedWhileTheDestinationIsBeingRead() {
        // Given: damaged, older than it has to be kept, and a proven one after it
        VerificationStatus damaged =
                new VerificationStatus(Result.FAILED, "2026-10-02T04:00:00Z", null, "x has changed.");
        ShopBackup[] backups = IntStream.range(0, 40)
                .mapToObj(day -> Instant.parse("2026-10-01T02:15:00Z")
                        .plus(Duration.ofDays(day))
                        .toString())
                .map(made -> backup(0, made, Phase.SUCCEEDED, made, made.startsWith("2026-10-01") ? damaged : PROOF))
                .toArray(ShopBackup[]::new);
        for (int day = 0; day < backups.length; day++) {
            backups[day].getMetadata().setUid("%08d-aaaa-bbbb-cccc-dddddddddddd".formatted(day));
        }
        Scenes scenes = new Scenes().with(backups);

        // When, Then
        assertThat(scenes.ledger(null).plan(backups[0]).status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(scenes.ledger("2026-11-23T11:00:10Z")
                        .plan(backups[0])
                        .status()
                        .phase())
                .isEqualTo(Phase.DELETING);
    }

    @Test
    void aBackupIsGoneWhenItIsRemovedFromItsDestination() {
        ShopBackup backup = backup(1, "2026-10-01T02:15:00Z", Phase.DELETING, "2026-10-01T02:16:00Z", null);

        assertThat(new Scenes().plan(backup).start().orElseThrow().getMetadata().getName())
                .isEqualTo("tee-1-prune");
        assertThat(new Scenes().job(backup, Work.PRUNE, null, null).plan(backup).gone())
                .isFalse();
        assertThat(new Scenes()
                        .job(backup, Work.PRUNE, "Complete", null)
                        .plan(backup)
                        .gone())
                .isTrue();
    }

    @Test
    void aRemovalThatFailedIsTriedAgainAfterAWhile() {
        ShopBackup backup = backup(1, "2026-10-01T02:15:00Z", Phase.DELETING, "2026-10-01T02:16:00Z", null);
        Scenes scenes = new Scenes().job(backup, Work.PRUNE, "Failed", null);

        assertThat(scenes.at("2026-11-23T12:08:00Z").plan(backup).obsolete()).isEmpty();
        assertThat(scenes.at("2026-11-23T12:09:01Z").plan(backup).obsolete()).hasSize(1);
    }

    @Test
    void aFailedRunIsForgottenAWeekLaterIfAnotherHasSucceeded() {
        ShopBackup failed = backup(1, "2026-11-15T02:15:00Z", Phase.FAILED, null, null);
        ShopBackup later = backup(2, "2026-11-16T02:15:00Z", Phase.SUCCEEDED, "2026-11-16T02:16:00Z", null);

        assertThat(new Scenes().plan(failed).gone()).isFalse();
        assertThat(new Scenes().with(later).plan(failed).gone()).isTrue();
        assertThat(new Scenes()
                        .with(later)
                        .at("2026-11-22T02:00:00Z")
                        .plan(failed)
                        .gone())
                .isFalse();
    }

    @Test
    void aBackupOfAShopThatIsGoneIsLeftAlone() {
        ShopBackup backup = backup(1, "2026-01-01T02:15:00Z", Phase.SUCCEEDED, "2026-01-01T02:16:00Z", null);

        BackupPlan plan = new Scenes().withoutShop().plan(backup);

        assertThat(plan.status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(plan.gone()).isFalse();
    }

    private static String told(BackupPlan plan, String type) {
        return condition(plan, type).getReason();
    }

    private static Condition condition(BackupPlan plan, String type) {
        return plan.status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
