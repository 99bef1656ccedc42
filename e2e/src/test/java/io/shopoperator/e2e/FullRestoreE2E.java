package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import io.shopoperator.e2e.storefront.Visitor;
import io.shopoperator.e2e.storefront.Watchman;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole shop goes back to a backup, and forth again, while customers see pages or the maintenance page and nothing else. */
class FullRestoreE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-full-restore");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final TestRestores RESTORES = new TestRestores(SHOP);

    /** What a shop is: each row of its data but sessions and carts, which are those of the moment. */
    private static final String DATA = """
            select md5(string_agg(row, E'\\n' order by row)) from (
                select 'order ' || o::text as row from shop_order o
                union all select 'line ' || l::text from order_line l
                union all select 'revision ' || r::text from order_revision r
                union all select 'product ' || p::text from product p
                union all select 'text ' || t::text from product_text t
                union all select 'customer ' || c::text from customer c) all_rows
            """;

    @BeforeAll
    static void aShopThatHasSold() {
        SHOP.create("""
                        replicas: 2
                        database: {embedded: {storage: 2Gi}}
                        """).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        for (int i = 0; i < 3; i++) Guest.buysSomethingAt(SHOP.url());
    }

    @Test
    void aWholeShopGoesBackToABackupAndForthAgain() {
        // Given: a backup; after it the shop sells, a customer fills a cart, and a mistake is made
        BACKUPS.ask("good", "");
        BACKUPS.await("good", ShopBackupStatus.Phase.SUCCEEDED);
        String good = SHOP.database().query(DATA);
        long lost = Long.parseLong(Guest.buysSomethingAt(SHOP.url()));
        long lostToo = Long.parseLong(Guest.buysSomethingAt(SHOP.url()));
        SHOP.database().query("update product set price_cents = 1");
        List<String> pods = SHOP.podIdentities();

        try (Visitor customer = new Visitor(SHOP.url());
                Watchman watchman = Watchman.over(SHOP.url() + "/de/")) {
            fillCart(customer);

            // When
            RESTORES.ask("back", "from: {backupRef: {name: good}}, scope: {full: {sessions: Keep}}");
            var preview = RESTORES.await("back", Phase.PREVIEWED).preview().shop();
            String mistaken = SHOP.database().query(DATA);
            RESTORES.approve("back");
            var applied = RESTORES.await("back", Phase.SUCCEEDED).applied().shop();

            // Then
            assertThat(preview.lostOrders()).containsExactly(lost, lostToo);
            assertThat(preview.returnedOrderCount()).isZero();
            assertThat(applied.lostOrders()).containsExactly(lost, lostToo);
            assertThat(SHOP.database().query(DATA)).isEqualTo(good).isNotEqualTo(mistaken);
            assertThat(SHOP.database().query(applied.oldDatabase(), DATA))
                    .as("the old database")
                    .isEqualTo(mistaken);
            assertThat(customer.open("/de/cart")
                            .select("#cart input[name=quantity]")
                            .eachAttr("value"))
                    .as("the cart of the moment")
                    .containsExactly("2");
            ShopBackup safety = Cluster.client()
                    .resources(ShopBackup.class)
                    .inNamespace(NAMESPACE.name())
                    .withName(applied.safetyBackup())
                    .get();
            assertThat(safety.getSpec().pinned()).isTrue();
            assertThat(safety.getStatus().orders()).isEqualTo(5);

            // and a lost order comes back from the safety backup, under its number, which nobody else was given
            long next = Long.parseLong(Guest.buysSomethingAt(SHOP.url()));
            assertThat(next).isGreaterThan(lostToo);
            RESTORES.ask(
                    "one-lost",
                    "from: {backupRef: {name: " + applied.safetyBackup() + "}}, scope: {orders: {numbers: [" + lost
                            + "]}}, dryRun: false");
            RESTORES.await("one-lost", Phase.SUCCEEDED);
            assertThat(SHOP.database().query("select count(*) from shop_order where number = " + lost))
                    .isEqualTo("1");

            // and the way back
            RESTORES.ask("forth", "from: {restoreRef: {name: back}}, scope: {full: {}}");
            assertThat(RESTORES.await("forth", Phase.PREVIEWED).preview().shop().lostOrders())
                    .containsExactly(next);
            RESTORES.approve("forth");
            RESTORES.await("forth", Phase.SUCCEEDED);
            assertThat(SHOP.database().query(DATA)).isEqualTo(mistaken);
            assertThat(Long.parseLong(Guest.buysSomethingAt(SHOP.url()))).isGreaterThan(next);

            // and all the while
            assertThat(watchman.complaints())
                    .allMatch(complaint -> complaint.endsWith("status 503" + Watchman.MAINTENANCE));
            assertThat(watchman.answers()).isGreaterThan(50);
            assertThat(SHOP.podIdentities()).as("no pod was restarted").isEqualTo(pods);
        }
    }

    private static void fillCart(Visitor customer) {
        Document home = customer.open("/de/");
        Document product =
                customer.open(home.expectFirst("main a[href^=/de/p/]").attr("href"));
        customer.submit(product, "form[action$=/cart/lines]", Map.of("quantity", "2"));
    }
}
