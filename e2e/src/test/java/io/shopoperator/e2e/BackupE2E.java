package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The second promise of the project: orders that are gone come back from a proven backup, and nothing else is touched. */
class BackupE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-backup");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final TestBackups BACKUPS = new TestBackups(SHOP);
    private static final TestRestores RESTORES = new TestRestores(SHOP);

    /** Each row of each table of the shop but sessions, which come and go. */
    private static final String ROWS = """
            select string_agg(row, E'\\n' order by row) from (
                select 'order ' || o::text as row from shop_order o where number not in (%1$s)
                union all select 'line ' || l::text from order_line l join shop_order o on o.id = l.order_id where o.number not in (%1$s)
                union all select 'product ' || p::text from product p
                union all select 'customer ' || c::text from customer c
                union all select 'counter ' || c::text from order_counter c) all_rows
            """;

    @BeforeAll
    static void aShopThatHasSold() {
        SHOP.create("").awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        for (int i = 0; i < 3; i++) Guest.buysSomethingAt(SHOP.url());
    }

    @Test
    void ordersThatAreGoneComeBackFromAProvenBackupAndNothingElseIsTouched() {
        // Given: a proven backup, one order deleted as the admin does it, one by force, and the shop goes on selling
        BACKUPS.ask("before", "verify: true");
        VerificationStatus verification = BACKUPS.awaitVerified("before");
        assertThat(verification.result())
                .as("verification: %s", verification)
                .isEqualTo(VerificationStatus.Result.VERIFIED);
        assertThat(BACKUPS.status("before").orElseThrow().orders()).isEqualTo(3);
        List<Long> orders = SHOP.database()
                .query("select number from shop_order order by number")
                .lines()
                .map(Long::valueOf)
                .toList();
        long hidden = orders.get(0);
        long wiped = orders.get(1);
        String gone = hidden + ", " + wiped;
        String before = hashes(gone);
        SHOP.database().query("update shop_order set deleted_at = now() where number = " + hidden);
        SHOP.database().query("""
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where number = %1$d);
                delete from order_revision where order_id = (select id from shop_order where number = %1$d);
                delete from shop_order where number = %1$d
                """.formatted(wiped));
        Guest.buysSomethingAt(SHOP.url());
        String others = SHOP.database().query(ROWS.formatted(gone));

        // When
        RESTORES.ask("bring-back", "from: {backupRef: {name: before}}, scope: {orders: {numbers: [" + gone + "]}}");
        ShopRestoreStatus preview = RESTORES.await("bring-back", Phase.PREVIEWED);
        String previewed = hashes(gone);
        RESTORES.approve("bring-back");
        ShopRestoreStatus done = RESTORES.await("bring-back", Phase.SUCCEEDED);

        // Then
        assertThat(preview.preview().added()).containsExactly(wiped);
        assertThat(preview.preview().undeleted()).containsExactly(hidden);
        assertThat(previewed).as("a preview changes nothing").isNotEqualTo(before);
        assertThat(done.applied().added()).containsExactly(wiped);
        assertThat(hashes(gone)).isEqualTo(before);
        assertThat(SHOP.database().query(ROWS.formatted(gone))).isEqualTo(others);
        SHOP.await("BackupVerified", "True", "BackupVerified");

        // and the control: the comparison of rows notices a careless restore
        SHOP.database().query("update product set stock = stock + 1 where id = (select min(id) from product)");
        assertThat(SHOP.database().query(ROWS.formatted(gone))).isNotEqualTo(others);
    }

    private static String hashes(String numbers) {
        return SHOP.database()
                .query(
                        "select string_agg(number || ' ' || hash, ',' order by number) from shop_contract.order_hash where number in ("
                                + numbers + ")");
    }
}
