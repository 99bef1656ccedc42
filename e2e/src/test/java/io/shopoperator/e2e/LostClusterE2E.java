package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.Storage;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything that is in the cluster is lost, down to the namespace; the shop comes back from its bucket. */
class LostClusterE2E {
    private static final String NAME = "e2e-lost";

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace(NAME);

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final String BUCKET = "e2e-lost";

    /** The storage outlives this run, so each has a place of its own. */
    private static final String PREFIX = "run-" + System.currentTimeMillis();

    /** All that a merchant would miss, and whose data it is. */
    private static final String ROWS = """
            select string_agg(row, E'\\n' order by row) from (
                select 'order ' || number || ' ' || hash as row from shop_contract.order_hash
                union all select 'product ' || p::text from product p
                union all select 'customer ' || c::text from customer c
                union all select 'counter ' || c::text from order_counter c
                union all select 'identity ' || i::text from shop_contract.identity i) all_rows
            """;

    @BeforeAll
    static void aShopThatHasSoldAndBacksUpToABucket() {
        Storage.bucket(BUCKET);
        Storage.secret(NAME, "s3");
        SHOP.create(backup("")).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        for (int i = 0; i < 3; i++) Guest.buysSomethingAt(SHOP.url());
    }

    @Test
    void aShopComesBackFromItsBucketWithAllOrdersAndAllItsBackups() {
        // Given: two backups, one of them proven
        make("first", true);
        Guest.buysSomethingAt(SHOP.url());
        make("second", false);
        String before = SHOP.database().query(ROWS);

        // When: the namespace is all of the cluster that is the shop's
        SHOP.delete();
        FreshNamespace.create(NAME);
        assertThat(Cluster.client()
                        .resources(PersistentVolumeClaim.class)
                        .inNamespace(NAME)
                        .list()
                        .getItems())
                .isEmpty();
        Storage.secret(NAME, "s3");
        SHOP.create(backup("origin: {fromBackup: {}}")).awaitReady();

        // Then
        assertThat(SHOP.database().query(ROWS)).isEqualTo(before);
        assertThat(SHOP.get().getStatus().origin().orders()).isEqualTo(4);
        Await.pods().untilAsserted(() -> assertThat(backups()).hasSize(2).allSatisfy(backup -> assertThat(
                        backup.getStatus())
                .isNotNull()
                .extracting(ShopBackupStatus::phase)
                .isEqualTo(Phase.SUCCEEDED)));
        assertThat(backups()).extracting(backup -> backup.getStatus().orders()).containsExactlyInAnyOrder(3L, 4L);
        assertThat(backups())
                .filteredOn(backup -> backup.getStatus().verification() != null)
                .extracting(backup -> backup.getStatus().verification().result())
                .containsExactly(VerificationStatus.Result.VERIFIED);

        // and the row of backups goes on: the shop is the same to its destination
        make("third", false);
        assertThat(status("third").sequence()).isEqualTo(3);
        assertThat(status("third").unlisted()).isNull();

        // and the control: without an origin the same shop would have begun empty, which the comparison notices
        TestShop empty = TestShop.in(NAMESPACE, "empty");
        empty.create(backup("")).awaitReady();
        assertThat(empty.database().query(ROWS)).isNotEqualTo(before);
        assertThat(empty.get().getStatus().backup().count())
                .as("a namesake's, or a neighbour's")
                .isZero();
    }

    private static String backup(String further) {
        return """
                backup: {suspend: true, destination: {s3: {endpoint: "%s", bucket: %s, prefix: %s, credentialsSecretRef: {name: s3}}}}
                %s
                """.formatted(Storage.endpoint(), BUCKET, PREFIX, further);
    }

    private static void make(String name, boolean verify) {
        new TestBackups(new TestShop(NAME, "tee")).ask(name, "verify: " + verify);
        Await.pods().untilAsserted(() -> assertThat(status(name)).isNotNull().satisfies(status -> {
            assertThat(status.phase()).as("status: %s", status).isEqualTo(Phase.SUCCEEDED);
            if (verify)
                assertThat(status.verification()).as("status: %s", status).isNotNull();
        }));
    }

    private static ShopBackupStatus status(String name) {
        return Cluster.client()
                .resources(ShopBackup.class)
                .inNamespace(NAME)
                .withName(name)
                .get()
                .getStatus();
    }

    private static List<ShopBackup> backups() {
        return Cluster.client().resources(ShopBackup.class).inNamespace(NAME).list().getItems().stream()
                .filter(backup -> backup.getSpec().shopRef().name().equals("tee"))
                .toList();
    }
}
