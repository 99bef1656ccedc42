package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import io.shopoperator.e2e.storefront.Visitor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two shops in one namespace, two shops of one name in two namespaces: they never touch, not even when one of them is deleted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeighboursE2E {
    @RegisterExtension
    static final TestNamespace HERE = new TestNamespace("e2e-neighbours");

    @RegisterExtension
    static final TestNamespace THERE = new TestNamespace("e2e-neighbours-too");

    private static final TestShop TEE = TestShop.in(HERE, "tee");
    private static final TestShop COFFEE = TestShop.in(HERE, "coffee");
    private static final TestShop TEE_ELSEWHERE = TestShop.in(THERE, "tee");

    @BeforeAll
    static void threeShops() {
        Stream.of(TEE, COFFEE, TEE_ELSEWHERE).forEach(shop -> shop.create(""));
        Stream.of(TEE, COFFEE, TEE_ELSEWHERE).forEach(TestShop::awaitReady);
    }

    @Test
    @Order(1)
    void theServicesOfAShopLeadToItsOwnPodsAlone() {
        for (TestShop shop : List.of(TEE, COFFEE, TEE_ELSEWHERE)) {
            for (String component : List.of("web", "database")) {
                Set<String> own = shop.pods(component).stream()
                        .map(pod -> pod.getStatus().getPodIP())
                        .collect(Collectors.toSet());

                assertThat(addresses(shop, component))
                        .as("%s of %s", component, shop)
                        .isNotEmpty()
                        .isSubsetOf(own);
            }
        }
    }

    @Test
    @Order(2)
    void whatIsSoldInOneShopIsNotSeenInTheOthers() {
        Admin.loadDemoCatalogue(TEE);

        String order = Guest.buysSomethingAt(TEE.url());

        assertThat(orders(TEE)).containsExactly(order);
        for (TestShop other : List.of(COFFEE, TEE_ELSEWHERE)) {
            assertThat(orders(other)).isEmpty();
            assertThat(products(other)).isZero();
        }
    }

    @Test
    @Order(3)
    void aDeletedShopLeavesItsVolumeBehindAndItsNeighboursAlone() {
        List<String> neighbours = Stream.of(COFFEE, TEE_ELSEWHERE)
                .flatMap(shop -> shop.podIdentities().stream())
                .toList();

        TEE.deleteHeard("VolumeKept", "data-tee-database-0", "picks it up again");

        Await.pods()
                .until(() -> TEE.pods("web").isEmpty() && TEE.pods("database").isEmpty());
        assertThat(volume(TEE).get()).isNotNull();
        assertThat(Stream.of(COFFEE, TEE_ELSEWHERE).flatMap(shop -> shop.podIdentities().stream()))
                .containsExactlyElementsOf(neighbours);
    }

    @Test
    @Order(4)
    void aShopCreatedAnewOverTheKeptVolumeHasItsOrdersAndItsCatalogue() {
        TEE.create("").awaitReady();

        assertThat(orders(TEE)).hasSize(1);
        assertThat(products(TEE)).isGreaterThanOrEqualTo(1000);
        assertThat(Guest.buysSomethingAt(TEE.url())).isNotIn(orders(TEE).subList(0, 1));
    }

    @Test
    @Order(5)
    void theAdministratorOfAShopCreatedAnewGetsInWithThePasswordOfTheSecret() {
        try (Visitor admin = Admin.of(TEE)) {
            assertThat(admin.status("/admin")).isEqualTo(200);
        }
    }

    @Test
    @Order(6)
    void thePolicyDeleteTakesTheVolumeAlong() {
        COFFEE.edit("deletion: {policy: Delete}");
        COFFEE.awaitReady();
        Await.soon()
                .until(() ->
                        !volume(COFFEE).get().getMetadata().getOwnerReferences().isEmpty());

        COFFEE.delete();

        Await.pods().until(() -> volume(COFFEE).get() == null);
        COFFEE.awaitEvent("VolumeDeleted", "deleted with the shop", "data-coffee-database-0");
        assertThat(volume(TEE).get()).isNotNull();
    }

    private static Set<String> addresses(TestShop shop, String component) {
        return Cluster.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(shop.namespace())
                .withLabel("kubernetes.io/service-name", shop.name() + "-" + component)
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> orders(TestShop shop) {
        return shop.database()
                .query("select number from shop_order order by number")
                .lines()
                .toList();
    }

    private static int products(TestShop shop) {
        return Integer.parseInt(shop.database().query("select count(*) from product"));
    }

    private static Resource<PersistentVolumeClaim> volume(TestShop shop) {
        return Cluster.client()
                .persistentVolumeClaims()
                .inNamespace(shop.namespace())
                .withName("data-" + shop.name() + "-database-0");
    }
}
