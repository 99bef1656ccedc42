package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.OwnStorage;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import io.shopoperator.e2e.storefront.Watchman;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The storage of backups goes away for longer than several of them should take, and comes back. An hour's outage of a shop that is backed up now
 * and then is some minutes of one that is backed up every minute.
 */
class StorageAwayE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-storage-away");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final String BUCKET = "backups";
    private static final OwnStorage STORAGE = new OwnStorage(9011);
    private static final Duration TWO_MORE_RUNS = Duration.ofMinutes(2).plusSeconds(30);
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("'tee-'yyMMdd-HHmm");

    @BeforeAll
    static void aShopThatSellsAndIsToBeBackedUpEveryMinute() {
        STORAGE.start();
        STORAGE.bucket(BUCKET);
        STORAGE.secret(NAMESPACE.name(), "s3");
        SHOP.create("""
                        backup:
                          schedule: "* * * * *"
                          suspend: true
                          destination: {s3: {endpoint: "%s", bucket: %s, credentialsSecretRef: {name: s3}}}
                        """.formatted(STORAGE.endpoint(), BUCKET)).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        Guest.buysSomethingAt(SHOP.url());
        BACKUPS.ask("by-hand", "");
        BACKUPS.await("by-hand", Phase.SUCCEEDED);
        SHOP.await("BackupRecent", "True", "BackupRecent");
    }

    @AfterAll
    static void theStorageEnds() {
        STORAGE.close();
    }

    @Test
    void missedRunsAreCaughtUpOnceWhenTheStorageIsBackAndNothingIsLostMeanwhile() {
        // Given
        List<String> before = stored();
        try (Watchman watchman = Watchman.over(SHOP.url() + "/de/")) {
            // When: the storage is away until the newest backup is too old
            STORAGE.stop();
            SHOP.edit("backup: {suspend: false}");
            String waiting = awaitRunThatWaits();
            Guest.buysSomethingAt(SHOP.url());
            Condition overdue = SHOP.await(Await.pods(), "BackupRecent", "False", "BackupOverdue");
            Await.pods().untilAsserted(() -> assertThat(BACKUPS.condition(waiting, "Reconciling"))
                    .hasValueSatisfying(condition -> assertThat(condition.getMessage())
                            .contains("The storage cannot be reached", "It is tried every 10 minutes")));
            Await.pods().until(() -> Instant.now().isAfter(time(waiting).plus(TWO_MORE_RUNS)));

            // Then: that is told, nothing piles up, and what was there is there
            Instant back = Instant.now();
            assertThat(overdue.getMessage()).contains("The run " + waiting, "The storage cannot be reached");
            assertThat(runs().getLast()).isEqualTo(waiting);
            assertThat(stored()).containsAll(before);

            // and when it is back, what waits is tried again, at the latest ten minutes after it was tried last: that
            // time is over with its Job
            STORAGE.start();
            Cluster.client()
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(NAMESPACE.name())
                    .withName(waiting + "-dump")
                    .delete();
            BACKUPS.await(waiting, Phase.SUCCEEDED);
            Await.pods()
                    .until(() -> !runs().getLast().equals(waiting)
                            && BACKUPS.status(runs().getLast())
                                    .filter(status -> status.phase() == Phase.SUCCEEDED)
                                    .isPresent());
            SHOP.await("BackupRecent", "True", "BackupRecent");
            SHOP.edit("backup: {suspend: true}");
            assertThat(runs())
                    .filteredOn(
                            run -> time(run).isAfter(time(waiting)) && time(run).isBefore(back))
                    .as("all that were missed are one")
                    .hasSizeLessThanOrEqualTo(1);
            Await.pods()
                    .untilAsserted(() -> assertThat(BACKUPS.all()).allSatisfy(backup -> assertThat(backup.getStatus())
                            .isNotNull()
                            .satisfies(status -> assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED))));
            assertThat(stored())
                    .containsAll(before)
                    .containsExactlyInAnyOrderElementsOf(BACKUPS.all().stream()
                            .map(backup -> backup.getStatus().id())
                            .toList());
            assertThat(BACKUPS.status(waiting).orElseThrow().orders())
                    .as("the order that was sold while the storage was away")
                    .isEqualTo(2);

            // and customers have noticed nothing
            assertThat(watchman.complaints()).isEmpty();
            assertThat(watchman.answers()).isGreaterThan(100);
        }
    }

    /** The name of the run that meets no storage, and says so. */
    private static String awaitRunThatWaits() {
        Await.pods().until(() -> runs().stream().anyMatch(StorageAwayE2E::meetsNoStorage));
        return runs().stream()
                .filter(StorageAwayE2E::meetsNoStorage)
                .findFirst()
                .orElseThrow();
    }

    private static boolean meetsNoStorage(String run) {
        return BACKUPS.condition(run, "Reconciling")
                .filter(condition -> condition.getReason().equals("StorageUnreachable"))
                .isPresent();
    }

    /** The names of the schedule's ShopBackups, in the order of their times. */
    private static List<String> runs() {
        return BACKUPS.all().stream()
                .map(ShopBackup::getMetadata)
                .map(metadata -> metadata.getName())
                .filter(name -> name.startsWith("tee-"))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** The time that a run is named after. */
    private static Instant time(String run) {
        return LocalDateTime.parse(run, RUN).toInstant(ZoneOffset.UTC);
    }

    /** The ids of all that is a backup in the bucket. */
    private static List<String> stored() {
        return STORAGE.files(BUCKET, NAMESPACE.name() + "/tee").stream()
                .filter(file -> file.endsWith("/manifest.json"))
                .map(file -> file.substring(0, file.indexOf('/')))
                .toList();
    }
}
