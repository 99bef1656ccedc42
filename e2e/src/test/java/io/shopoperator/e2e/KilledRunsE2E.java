package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus.Result;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.OwnStorage;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pods, Jobs and the operator are killed at every step of backups and restores: what counts is whole, and is there once. */
class KilledRunsE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-killed");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final TestRestores RESTORES = new TestRestores(SHOP);
    private static final OwnStorage STORAGE = new OwnStorage(9012);
    private static final String BUCKET = "backups";
    private static final String PLACE = NAMESPACE.name() + "/tee";

    /** How long after the beginning of a run it is killed. */
    private static final List<Duration> MOMENTS =
            Stream.of(0, 300, 600, 900, 1300).map(Duration::ofMillis).toList();

    /** What a shop would miss. */
    private static final String ORDERS =
            "select string_agg(number || ' ' || hash, ',' order by number) from shop_contract.order_hash";

    private static final String ORDER =
            "from: {backupRef: {name: good}}, scope: {orders: {numbers: [%d]}}, dryRun: false";

    @BeforeAll
    static void aShopThatHasSold() {
        STORAGE.start();
        STORAGE.bucket(BUCKET);
        STORAGE.secret(NAMESPACE.name(), "s3");
        SHOP.create("""
                        backup: {suspend: true, destination: {s3: {endpoint: "%s", bucket: %s, credentialsSecretRef: {name: s3}}}}
                        """.formatted(STORAGE.endpoint(), BUCKET)).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        for (int i = 0; i < 3; i++) Guest.buysSomethingAt(SHOP.url());
    }

    @AfterAll
    static void theOperatorIsBackAndTheStorageEnds() {
        OperatorPods.awaitReady();
        STORAGE.close();
    }

    @Test
    void runsThatAreKilledAtAnyStepCountWholeAndOnce() {
        // Given: backups whose Jobs, pods and operator are killed, each later than the one before
        BACKUPS.ask("jobs", "");
        int killed = killAll("jobs-dump", MOMENTS, KilledRunsE2E::deleteJob);
        BACKUPS.await("jobs", ShopBackupStatus.Phase.SUCCEEDED);
        assertThat(killed).as("Jobs killed before their end").isGreaterThanOrEqualTo(3);

        // a Job makes up for two pods
        BACKUPS.ask("pods", "");
        assertThat(killAll("pods-dump", MOMENTS.subList(1, 3), KilledRunsE2E::deletePods))
                .as("pods killed before their end")
                .isPositive();
        BACKUPS.await("pods", ShopBackupStatus.Phase.SUCCEEDED);

        BACKUPS.ask("operator", "verify: true");
        OperatorPods.killAll();
        awaitRun("operator-dump", Set.of());
        OperatorPods.killAll();
        BACKUPS.await("operator", ShopBackupStatus.Phase.SUCCEEDED);
        awaitRun("operator-verify", Set.of());
        OperatorPods.killAll();
        assertThat(BACKUPS.awaitVerified("operator").result()).isEqualTo(Result.VERIFIED);

        // Then: each is there once, and whole
        assertThat(stored()).hasSizeGreaterThanOrEqualTo(3).containsExactlyInAnyOrderElementsOf(ids());
        assertThat(BACKUPS.all()).allSatisfy(backup -> {
            assertThat(backup.getStatus().orders()).isEqualTo(3);
            assertThat(backup.getStatus().unlisted()).isNull();
        });
        assertThat(List.of("jobs", "pods"))
                .allSatisfy(name -> assertThat(BACKUPS.verify(name).result()).isEqualTo(Result.VERIFIED));

        // and the control: half a backup, as a run leaves that nobody repeats, is none, not even if nothing else is
        // known
        String whole = BACKUPS.status("jobs").orElseThrow().id();
        String half = "20200101T021500Z-1a2b3c4d";
        STORAGE.copy(BUCKET, PLACE + "/" + whole, PLACE + "/" + half, "manifest.json");
        assertThat(STORAGE.files(BUCKET, PLACE + "/" + half)).isNotEmpty();
        List<String> before = ids();
        BACKUPS.deleteObjects();
        Await.pods().untilAsserted(() -> assertThat(BACKUPS.all())
                .hasSize(before.size())
                .allSatisfy(backup -> assertThat(backup.getStatus()).isNotNull()));
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void ordersThatAreRestoredByRunsThatAreKilledComeBackOnce() {
        // Given: an order that is gone
        BACKUPS.ask("good", "");
        BACKUPS.await("good", ShopBackupStatus.Phase.SUCCEEDED);
        String before = SHOP.database().query(ORDERS);
        long wiped = Long.parseLong(SHOP.database().query("select max(number) from shop_order"));
        SHOP.database().query("""
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where number = %1$d);
                delete from order_revision where order_id = (select id from shop_order where number = %1$d);
                delete from shop_order where number = %1$d
                """.formatted(wiped));
        assertThat(SHOP.database().query(ORDERS)).isNotEqualTo(before);

        // When: Job, pod and operator are killed while it is put back
        RESTORES.ask("killed", ORDER.formatted(wiped));
        int killed = killAll("killed-apply", List.of(Duration.ZERO, Duration.ofSeconds(3)), KilledRunsE2E::deleteJob)
                + killAll("killed-apply", List.of(Duration.ofSeconds(6)), KilledRunsE2E::deletePods);
        OperatorPods.killAll();
        ShopRestoreStatus restored = RESTORES.await("killed", Phase.SUCCEEDED);

        // Then
        assertThat(killed).as("runs killed before their end").isPositive();
        assertThat(Stream.concat(restored.applied().added().stream(), restored.applied().unchanged().stream()))
                .as("it was put back, by this run or one that was killed when it had done so")
                .containsExactly(wiped);
        assertThat(SHOP.database().query(ORDERS)).isEqualTo(before);

        // and once more, which adds nothing
        RESTORES.ask("again", ORDER.formatted(wiped));
        ShopRestoreStatus again = RESTORES.await("again", Phase.SUCCEEDED);
        assertThat(again.applied().added()).isEmpty();
        assertThat(again.applied().unchanged()).containsExactly(wiped);
        assertThat(SHOP.database().query(ORDERS)).isEqualTo(before);
        assertThat(SHOP.database().query("select count(*) from shop_order where number = " + wiped))
                .isEqualTo("1");
    }

    /** Kills the runs of one Job's name, one after the other; how many had not come to their end. */
    private static int killAll(String job, List<Duration> moments, Consumer<String> kill) {
        Set<String> seen = new HashSet<>();
        int killed = 0;
        for (Duration moment : moments) {
            Optional<Pod> pod = awaitRun(job, seen);
            if (pod.isEmpty()) return killed;
            seen.add(pod.get().getMetadata().getUid());
            Await.pass(moment);
            if (hasEnded(job)) return killed;
            kill.accept(job);
            killed++;
        }
        return killed;
    }

    /** Waits for a pod of the Job that has begun and was not seen before; empty if the run has come to its end without. */
    private static Optional<Pod> awaitRun(String job, Set<String> seen) {
        Await.pods().until(() -> begun(job, seen).isPresent() || hasEnded(job));
        return begun(job, seen);
    }

    private static Optional<Pod> begun(String job, Set<String> seen) {
        return pods(job).stream()
                .filter(pod -> !seen.contains(pod.getMetadata().getUid()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .anyMatch(status -> status.getState() != null
                                && (status.getState().getRunning() != null
                                        || status.getState().getTerminated() != null)))
                .findFirst();
    }

    private static List<Pod> pods(String job) {
        return Cluster.client()
                .pods()
                .inNamespace(NAMESPACE.name())
                .withLabel("batch.kubernetes.io/job-name", job)
                .list()
                .getItems();
    }

    /** Whether the Job has done its work. */
    private static boolean hasEnded(String job) {
        Job there = Cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE.name())
                .withName(job)
                .get();
        return there != null
                && there.getStatus() != null
                && there.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Complete"));
    }

    private static void deleteJob(String job) {
        Cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE.name())
                .withName(job)
                .delete();
    }

    /** At once, as if the node had gone with them. */
    private static void deletePods(String job) {
        pods(job)
                .forEach(
                        pod -> Cluster.client().resource(pod).withGracePeriod(0).delete());
    }

    /** The ids that ShopBackups tell. */
    private static List<String> ids() {
        return BACKUPS.all().stream().map(backup -> backup.getStatus().id()).toList();
    }

    /** The ids of all directories in the bucket, whole or not. */
    private static List<String> stored() {
        return STORAGE.files(BUCKET, PLACE).stream()
                .map(file -> file.substring(0, file.indexOf('/')))
                .distinct()
                .toList();
    }
}
