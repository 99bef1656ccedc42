package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.ClusterDatabase;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop on a real CloudNativePG: it sells, survives the loss of its primary, is backed up and restored as any other, and its data outlive it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CloudNativePgE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-cloudnativepg");

    @RegisterExtension
    static final TestNamespace SMALL = new TestNamespace("e2e-cloudnativepg-small");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final ClusterDatabase DATABASE = new ClusterDatabase(SHOP);
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final TestRestores RESTORES = new TestRestores(SHOP);
    private static final String ON_CLOUD_NATIVE_PG = "database: {cloudNativePg: {instances: 2, storage: 2Gi}}";
    private static final int ORDERS_AROUND_A_CHANGE = 5;

    /** Between two orders while another instance becomes the primary; an order alone takes a second or two where all shares two processors. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    @BeforeAll
    static void aShopWithAStandby() {
        SHOP.create(ON_CLOUD_NATIVE_PG).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        SHOP.await(Await.pods(), "HighlyAvailable", "True", "HighlyAvailable");
    }

    @Test
    @Order(1)
    void aStandbyHasEachOrderBeforeTheCustomerIsTold() {
        Guest.buysSomethingAt(SHOP.url());

        assertThat(DATABASE.query("select sync_state from pg_stat_replication").lines())
                .as("the one standby")
                .containsExactly("quorum");
        assertThat(DATABASE.instances().stream()
                        .map(pod -> pod.getSpec().getNodeName())
                        .distinct())
                .as("nodes")
                .hasSize(2);
    }

    @Test
    @Order(2)
    void noAcknowledgedOrderIsLostWhenThePrimaryIsTakenAway() {
        // Given
        String before = DATABASE.primary();
        Set<String> acknowledged;
        Duration longest;
        try (Selling selling = new Selling()) {
            selling.goesOn();

            // When
            DATABASE.kill(before);
            SHOP.await(Await.pods(), "HighlyAvailable", "False", null);
            selling.goesOn();
            acknowledged = selling.orders;
            longest = selling.longestPause();
        }

        // Then
        SHOP.await(Await.pods(), "HighlyAvailable", "True", "HighlyAvailable");
        SHOP.awaitReady();
        assertThat(DATABASE.primary()).as("the standby").isNotEqualTo(before);
        assertThat(longest).as("longest time without an order").isLessThan(LONGEST_PAUSE);
        assertThat(orders()).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    @Test
    @Order(3)
    void itIsBackedUpProvenAndSingleOrdersComeBackAsFromAnyDatabase() {
        // Given
        String order = Guest.buysSomethingAt(SHOP.url());
        BACKUPS.ask("now", "");
        BACKUPS.await("now", ShopBackupStatus.Phase.SUCCEEDED);
        assertThat(BACKUPS.verify("now").result()).isEqualTo(VerificationStatus.Result.VERIFIED);
        DATABASE.query("""
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where number = %1$s);
                delete from order_revision where order_id = (select id from shop_order where number = %1$s);
                delete from shop_order where number = %1$s
                """.formatted(order));
        assertThat(orders()).doesNotContain(order);

        // When
        RESTORES.ask("one", "from: {backupRef: {name: now}}, scope: {orders: {numbers: [" + order + "]}}");
        RESTORES.await("one", Phase.PREVIEWED);
        RESTORES.approve("one");
        RESTORES.await("one", Phase.SUCCEEDED);

        // Then
        assertThat(orders()).contains(order);
    }

    @Test
    @Order(4)
    void theWholeShopGoesBackToABackup() {
        // Given
        String lost = Guest.buysSomethingAt(SHOP.url());

        // When
        RESTORES.ask("whole", "from: {backupRef: {name: now}}, scope: {full: {}}");
        RESTORES.await("whole", Phase.PREVIEWED);
        RESTORES.approve("whole");
        RESTORES.await("whole", Phase.SUCCEEDED);

        // Then
        assertThat(orders()).doesNotContain(lost).isNotEmpty();
        Guest.buysSomethingAt(SHOP.url());
    }

    @Test
    @Order(5)
    void theLogIsCloudNativePgsOwnMatter() {
        RESTORES.ask("from-the-log", "from: {latest: {}}, scope: {database: {}}");
        RESTORES.ask("from-a-time", "from: {time: \"2026-11-18T12:00:00Z\"}, scope: {orders: {numbers: [10001]}}");

        RESTORES.awaitReason("from-the-log", "NotEmbedded");
        RESTORES.await("from-a-time", Phase.FAILED);
    }

    @Test
    @Order(6)
    void itsInstancesBecomeLargerAndSmallerWhileTheShopSells() {
        Set<String> acknowledged;
        Duration longest;
        try (Selling selling = new Selling()) {
            SHOP.edit("size: roomy");
            awaitInstancesOf("640Mi");
            selling.goesOn();
            SHOP.edit("size: small");
            awaitInstancesOf("512Mi");
            selling.goesOn();
            acknowledged = selling.orders;
            longest = selling.longestPause();
        }

        assertThat(longest).as("longest time without an order").isLessThan(LONGEST_PAUSE);
        assertThat(orders()).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    @Test
    @Order(7)
    void theShopIsDeletedAndAnotherOfItsNamePicksItsDatabaseUp() {
        // Given
        List<String> sold = orders();

        // When
        SHOP.deleteHeard("VolumeKept", "Cluster tee-database", "picks it up again");

        // Then
        Await.pods().until(() -> DATABASE.instances().isEmpty());
        assertThat(volumes(NAMESPACE)).as("kept").isNotEmpty();
        SHOP.create(ON_CLOUD_NATIVE_PG);
        SHOP.awaitReady();
        assertThat(orders()).containsAll(sold);
        Guest.buysSomethingAt(SHOP.url());
    }

    @Test
    @Order(8)
    void aClusterThatSomebodyDeletesIsNotMadeAnew() {
        DATABASE.cluster().delete();

        SHOP.await(Await.pods(), "DatabaseReady", "False", "DataLost");

        Await.pass(Duration.ofSeconds(20));
        assertThat(DATABASE.cluster().get()).isNull();
    }

    @Test
    @Order(9)
    void aQuotaThatIsTooSmallIsToldAndLeavesNothingHalfDone() {
        // Given
        Cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("no-room")
                        .withNamespace(SMALL.name())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("requests.memory", new Quantity("100Mi"))
                        .endSpec()
                        .build())
                .create();
        TestShop shop = TestShop.in(SMALL, "wein");

        // When
        shop.create(ON_CLOUD_NATIVE_PG);

        // Then
        assertThat(shop.await(Await.pods(), "Stalled", "True", "QuotaExceeded").getMessage())
                .contains("exceeded quota: no-room");
        Cluster.client()
                .resourceQuotas()
                .inNamespace(SMALL.name())
                .withName("no-room")
                .delete();
        shop.awaitReady();
        shop.edit("deletion: {policy: Delete}");
        shop.awaitReady();
        shop.delete();
        Await.pods().until(() -> volumes(SMALL).isEmpty());
    }

    private static void awaitInstancesOf(String memory) {
        Await.within(Duration.ofMinutes(10))
                .until(() -> DATABASE.instances().size() == 2
                        && DATABASE.instances().stream().allMatch(pod -> new Quantity(memory)
                                .equals(pod.getSpec()
                                        .getContainers()
                                        .getFirst()
                                        .getResources()
                                        .getLimits()
                                        .get("memory"))));
        SHOP.await(Await.pods(), "HighlyAvailable", "True", "HighlyAvailable");
    }

    private static List<String> orders() {
        return DATABASE.query("select number from shop_order order by number")
                .lines()
                .toList();
    }

    private static List<PersistentVolumeClaim> volumes(TestNamespace namespace) {
        return Cluster.client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .withLabels(Map.of("cnpg.io/pvcRole", "PG_DATA"))
                .list()
                .getItems();
    }

    /** A guest who buys again and again, until it is closed; orders that were acknowledged. */
    private static final class Selling implements AutoCloseable {
        private final Set<String> orders = new ConcurrentSkipListSet<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicLong longestNanos = new AtomicLong();
        private final CompletableFuture<Void> guest = CompletableFuture.runAsync(this::buy);

        /** Waits for some more orders. */
        void goesOn() {
            int sold = orders.size();
            Await.pods().until(() -> orders.size() >= sold + ORDERS_AROUND_A_CHANGE);
        }

        Duration longestPause() {
            return Duration.ofNanos(longestNanos.get());
        }

        private void buy() {
            long last = System.nanoTime();
            while (!closed.get()) {
                try {
                    orders.add(Guest.buysSomethingAt(SHOP.url()));
                    long now = System.nanoTime();
                    longestNanos.accumulateAndGet(now - last, Math::max);
                    last = now;
                } catch (RuntimeException | AssertionError e) {
                    // while a standby takes over, what was not acknowledged was not promised
                    Await.pass(Duration.ofMillis(500));
                }
            }
        }

        @Override
        public void close() {
            closed.set(true);
            guest.join();
        }
    }
}
