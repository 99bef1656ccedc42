package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database's volume is destroyed while the shop sells: all but at most the last minute comes back. */
class VolumeLostE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-volume-lost");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final TestRestores RESTORES = new TestRestores(SHOP);
    private static final Duration LAST_MINUTE = Duration.ofMinutes(1);
    private static final int ORDERS_BEFORE_THE_LAST_MINUTE = 5;

    @BeforeAll
    static void aShopWhoseLogIsStored() {
        SHOP.create("backup: {pointInTime: {enabled: true}}").awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        SHOP.await(Await.pods(), "PointInTimeAvailable", "True", "PointInTimeAvailable");
    }

    @Test
    void theShopComesBackWithAllButAtMostTheLastMinute() {
        // Given: last night's backup, and a shop that sells all the time
        Guest.buysSomethingAt(SHOP.url());
        BACKUPS.ask("night", "");
        BACKUPS.await("night", ShopBackupStatus.Phase.SUCCEEDED);
        Instant destroyed;
        Map<String, Instant> sold;
        try (Selling selling = new Selling()) {
            Await.pods()
                    .until(() -> selling.soldBefore(Instant.now().minus(LAST_MINUTE)) >= ORDERS_BEFORE_THE_LAST_MINUTE);

            // When
            destroyed = Instant.now();
            destroyVolume();
            sold = selling.orders;
        }
        SHOP.await(Await.pods(), "DatabaseReady", "False", "DataLost");
        RESTORES.ask("from-the-log", "from: {latest: {}}, scope: {database: {}}");
        RESTORES.await("from-the-log", Phase.PREVIEWED);
        RESTORES.approve("from-the-log");
        RESTORES.await("from-the-log", Phase.SUCCEEDED);
        SHOP.awaitReady();

        // Then
        List<String> promised = sold.entrySet().stream()
                .filter(order -> order.getValue().isBefore(destroyed.minus(LAST_MINUTE)))
                .map(Map.Entry::getKey)
                .toList();
        List<String> there = SHOP.database()
                .query("select number from shop_order order by number")
                .lines()
                .toList();
        assertThat(promised).hasSizeGreaterThanOrEqualTo(ORDERS_BEFORE_THE_LAST_MINUTE);
        assertThat(there).doesNotHaveDuplicates().containsAll(promised);
        Guest.buysSomethingAt(SHOP.url());
        SHOP.await(Await.pods(), "PointInTimeAvailable", "True", "PointInTimeAvailable");

        // and the control: last night's backup alone has lost what was sold since
        String lost = promised.getLast();
        RESTORES.ask("from-the-night", "from: {backupRef: {name: night}}, scope: {orders: {numbers: [" + lost + "]}}");
        assertThat(RESTORES.await("from-the-night", Phase.FAILED)
                        .conditions()
                        .getFirst()
                        .getReason())
                .as("the backup has no order %s", lost)
                .isEqualTo("Refused");
    }

    /** Somebody deletes the claim by mistake, or its node is gone: pod and data are no more. */
    private static void destroyVolume() {
        var claim = Cluster.client()
                .persistentVolumeClaims()
                .inNamespace(NAMESPACE.name())
                .withName("data-tee-database-0");
        String uid = claim.get().getMetadata().getUid();
        claim.delete();
        SHOP.database().deletePod();
        Await.pods().until(() -> {
            var there = claim.get();
            return there == null || !Objects.equals(there.getMetadata().getUid(), uid);
        });
    }

    /** A guest who buys again and again, until it is closed; orders that were acknowledged, and when. */
    private static final class Selling implements AutoCloseable {
        private final Map<String, Instant> orders = new ConcurrentSkipListMap<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final CompletableFuture<Void> guest = CompletableFuture.runAsync(this::buy);

        private void buy() {
            while (!closed.get()) {
                try {
                    String number = Guest.buysSomethingAt(SHOP.url());
                    orders.put(number, Instant.now());
                } catch (RuntimeException | AssertionError e) {
                    // the shop is about to lose its database: what was not acknowledged was not promised
                    Await.pass(Duration.ofMillis(500));
                }
            }
        }

        private long soldBefore(Instant time) {
            return orders.values().stream().filter(sold -> sold.isBefore(time)).count();
        }

        @Override
        public void close() {
            closed.set(true);
            guest.join();
        }
    }
}
