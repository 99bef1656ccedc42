package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.TopologySelectorTermBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Buyers;
import io.shopoperator.e2e.storefront.Visitor;
import io.shopoperator.e2e.storefront.WriterWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database moves to other volumes and back while customers buy: every order that was acknowledged is there, and never do two databases accept writes. */
@TestMethodOrder(OrderAnnotation.class)
class MoveE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-move");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");
    private static final String OTHER = "e2e-move-other";
    private static final String NOWHERE = "e2e-move-nowhere";

    @BeforeAll
    static void aShopAndClassesToMoveTo() {
        StorageClass usual = Cluster.client().storage().v1().storageClasses().list().getItems().stream()
                .filter(there -> there.getMetadata().getAnnotations() != null
                        && "true"
                                .equals(there.getMetadata()
                                        .getAnnotations()
                                        .get("storageclass.kubernetes.io/is-default-class")))
                .findFirst()
                .orElseThrow();
        like(usual, OTHER);
        like(usual, NOWHERE, "no-such-node");
        SHOP.create("""
                        replicas: 2
                        database: {embedded: {storage: 1Gi}}
                        """).awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        // so many buy that goods would be sold out
        SHOP.database().query("update product set stock = 1000000 where stock < 500000");
    }

    @AfterAll
    static void noClassIsLeft() {
        List.of(OTHER, NOWHERE).forEach(name -> Cluster.client()
                .storage()
                .v1()
                .storageClasses()
                .withName(name)
                .delete());
    }

    @Test
    @Order(1)
    void aDatabaseMovesWhileCustomersBuy() {
        List<String> web = webPods();
        try (Visitor customer = new Visitor(SHOP.url())) {
            fillCart(customer);

            boughtDuring(() -> {
                SHOP.edit("database: {embedded: {storageClassName: " + OTHER + "}}");
                SHOP.await(Await.pods(), "DatabasePlaced", "True", "DatabaseMoved");
            });

            DatabaseStatus database = SHOP.get().getStatus().database();
            assertThat(database.instance()).isEqualTo(database.move().id());
            assertThat(database.move().heldMillis())
                    .as("how long writes waited")
                    .isPositive();
            assertThat(claim(database.move().to()).orElseThrow().getSpec().getStorageClassName())
                    .isEqualTo(OTHER);
            assertThat(claim("data-tee-database-0")).as("the former volume").isPresent();
            assertThat(SHOP.get().getStatus().database().formerVolumes())
                    .extracting(former -> former.claim())
                    .containsExactly("data-tee-database-0");
            assertThat(customer.open("/de/cart")
                            .select("#cart input[name=quantity]")
                            .eachAttr("value"))
                    .containsExactly("2");
            assertThat(webPods()).as("no web pod was restarted").isEqualTo(web);
            SHOP.awaitEvent("DatabaseMoved", database.move().to());
            SHOP.awaitReady();
        }
    }

    /** Back to the class it came from, with an operator that dies all the time. */
    @Test
    @Order(2)
    void anOperatorThatIsKilledAgainAndAgainFindsWhatItNeeds() {
        String usual = claim("data-tee-database-0").orElseThrow().getSpec().getStorageClassName();
        String former = SHOP.get().getStatus().database().move().to();

        boughtDuring(() -> {
            SHOP.edit("database: {embedded: {storageClassName: " + usual + "}}");
            for (int kills = 0; kills < 6 && !isMovedTo(usual); kills++) {
                Await.pods().until(MoveE2E::isLed);
                // each time a little further
                Await.pass(Duration.ofSeconds(1 + 2 * kills));
                OperatorPods.killAll();
            }
            OperatorPods.awaitReady();
            Await.pods().until(() -> isMovedTo(usual));
        });

        assertThat(SHOP.get().getStatus().database().move().from()).isEqualTo(former);
        assertThat(claim(former)).isPresent();
    }

    @Test
    @Order(3)
    void aMoveThatFindsNoPlaceChangesNothingAndIsTakenBack() {
        String usual = SHOP.get().getStatus().database().move().storageClassName();
        String instance = SHOP.get().getStatus().database().instance();

        boughtDuring(() -> {
            SHOP.edit("database: {embedded: {storageClassName: " + NOWHERE + "}}");
            Await.pods().untilAsserted(() -> assertThat(SHOP.conditions().message("DatabasePlaced"))
                    .contains("Unschedulable"));
            String copy = SHOP.get().getStatus().database().move().to();
            SHOP.edit("database: {embedded: {storageClassName: " + usual + "}}");
            SHOP.awaitEvent("DatabaseMoveTakenBack", copy);
            Await.pods().until(() -> claim(copy).isEmpty());
        });

        assertThat(SHOP.get().getStatus().database().instance()).isEqualTo(instance);
        assertThat(SHOP.database().query("postgres", "select count(*) from pg_replication_slots"))
                .as("slots that keep the log for nobody")
                .isEqualTo("0");
        SHOP.awaitReady();
    }

    @Test
    @Order(4)
    void theDatabaseAndTheCopyDieWhileItMoves() {
        // a database's pod that comes back within seconds is waited for, but what it was doing may have been the answer
        // to a page
        complaintsDuring(() -> {
            SHOP.edit("database: {embedded: {storageClassName: " + OTHER + "}}");
            Await.pods().until(() -> phase().filter(Phase.FOLLOWING::equals).isPresent());
            SHOP.pods("database")
                    .forEach(pod ->
                            Cluster.client().resource(pod).withGracePeriod(0).delete());
            Await.pods().until(() -> isMovedTo(OTHER));
        });
        SHOP.awaitReady();
    }

    private static boolean isLed() {
        String leader = OperatorPods.leader();
        return OperatorPods.replicas().stream()
                .anyMatch(pod -> pod.getMetadata().getName().equals(leader));
    }

    /** Some customers buy before, meanwhile and after; what they were promised is there, and nobody was turned away. */
    private static void boughtDuring(Runnable what) {
        assertThat(complaintsDuring(what)).isEmpty();
    }

    private static List<String> complaintsDuring(Runnable what) {
        List<String> numbers;
        List<String> complaints;
        try (WriterWatch watch = WriterWatch.over(SHOP);
                Buyers buyers = Buyers.at(SHOP.url(), 3)) {
            buyers.awaitOrders(3);
            what.run();
            buyers.awaitOrders(buyers.orders().size() + 3);
            buyers.finish();
            numbers = buyers.orders();
            complaints = buyers.complaints();
            assertThat(watch.looks()).isPositive();
            assertThat(watch.twoAtATime())
                    .as("moments with two writable databases")
                    .isEmpty();
        }
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(SHOP.database()
                        .query("select number from shop_order where number in (" + String.join(",", numbers) + ")")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(numbers);
        return complaints;
    }

    private static boolean isMovedTo(String storageClass) {
        return Optional.ofNullable(SHOP.get().getStatus().database().move())
                .filter(move -> move.phase() == Phase.MOVED && storageClass.equals(move.storageClassName()))
                .isPresent();
    }

    private static Optional<Phase> phase() {
        return Optional.ofNullable(SHOP.get().getStatus().database().move()).map(DatabaseMoveStatus::phase);
    }

    private static Optional<PersistentVolumeClaim> claim(String name) {
        return Optional.ofNullable(Cluster.client()
                .persistentVolumeClaims()
                .inNamespace(SHOP.namespace())
                .withName(name)
                .get());
    }

    private static List<String> webPods() {
        return SHOP.podIdentities().stream()
                .filter(pod -> pod.startsWith("tee-web"))
                .toList();
    }

    private static void like(StorageClass usual, String name, String... onlyNodes) {
        var other = new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withProvisioner(usual.getProvisioner())
                .withParameters(usual.getParameters())
                .withReclaimPolicy(usual.getReclaimPolicy())
                .withVolumeBindingMode("WaitForFirstConsumer");
        if (onlyNodes.length > 0) {
            other.withAllowedTopologies(new TopologySelectorTermBuilder()
                    .addNewMatchLabelExpression()
                    .withKey("kubernetes.io/hostname")
                    .withValues(onlyNodes)
                    .endMatchLabelExpression()
                    .build());
        }
        Cluster.client().resource(other.build()).createOr(NonDeletingOperation::update);
    }

    private static void fillCart(Visitor customer) {
        Document home = customer.open("/de/");
        Document product =
                customer.open(home.expectFirst("main a[href^=/de/p/]").attr("href"));
        customer.submit(product, "form[action$=/cart/lines]", Map.of("quantity", "2"));
    }
}
