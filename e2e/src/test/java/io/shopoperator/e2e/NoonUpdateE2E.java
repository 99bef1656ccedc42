package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.NaiveDeployment;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Chromium;
import io.shopoperator.e2e.storefront.Chromium.Screen;
import io.shopoperator.e2e.storefront.Screenshots;
import io.shopoperator.e2e.storefront.Storefront;
import io.shopoperator.e2e.storefront.Visitor;
import io.shopoperator.e2e.storefront.Watchman;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The promise of the project: the shop is updated at noon, the database dies, the operator restarts, and a customer goes on as if nothing was. */
class NoonUpdateE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-noon-update");

    private static final String EMAIL = "nora@example.com";
    private static final String PASSWORD = "mittags um zwölf";
    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    @BeforeAll
    static void aShopWithGoods() {
        SHOP.create("replicas: 2").awaitReady();
        Admin.loadDemoCatalogue(SHOP);
    }

    @Test
    void aCartAndALoginOutliveAnUpdateALostDatabasePodAndAnOperatorRestart() {
        openAnAccount(SHOP.url());
        try (Chromium chromium = Chromium.start();
                Page page = chromium.visitor(Screen.DESKTOP)) {
            Storefront shop = new Storefront(page, SHOP.url(), "de");
            List<String> cart = fillACartAsAGuestAndLogIn(shop);
            assertThat(version(page)).isEqualTo("1.0.0");
            Screenshots.take(page, "noon-update-1-before");
            var before = SHOP.podIdentities();

            SHOP.edit("image: " + Cluster.shopImage("1.1.0"));
            Await.pods().until(() -> SHOP.web()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getImage()
                    .equals(Cluster.shopImage("1.1.0")));
            SHOP.database().deletePod();
            OperatorPods.killAll();
            OperatorPods.awaitReady();
            SHOP.awaitReady();

            assertThat(SHOP.podIdentities()).doesNotContainAnyElementsOf(before);
            assertThat(shop.cart()).containsExactlyInAnyOrderElementsOf(cart);
            assertThat(version(page)).isEqualTo("1.1.0");
            assertThat(shop.isLoggedIn()).isTrue();
            Screenshots.take(page, "noon-update-2-after");
            shop.open("cart");
            String number = shop.toCheckout().fillInAddress(EMAIL).toReview().order();
            Screenshots.take(page, "noon-update-3-ordered");
            assertThat(SHOP.database()
                            .query("select o.number from shop_order o join customer c on c.id = o.customer_id"
                                    + " where c.email = '" + EMAIL + "'"))
                    .isEqualTo(number);
            assertThat(SHOP.database()
                            .query("select l.name from order_line l join shop_order o on o.id = l.order_id"
                                    + " where o.number = " + number)
                            .lines())
                    .containsExactlyInAnyOrderElementsOf(cart);
            assertThat(SHOP.database().query("select max(version::int) from flyway_schema_history where success"))
                    .isEqualTo("1001");
        }
    }

    /** The control: the same customer and the same update, where nobody has taken the state out of the pods. */
    @Test
    void theCartAndTheLoginAreLostWhereTheStateIsInThePod() {
        NaiveDeployment naive = NaiveDeployment.withItsStateInThePod(NAMESPACE.name());
        try (Chromium chromium = Chromium.start();
                Page page = chromium.visitor(Screen.DESKTOP)) {
            Watchman.awaitPage(naive.url() + "/de/");
            openAnAccount(naive.url());
            Storefront shop = new Storefront(page, naive.url(), "de");
            fillACartAsAGuestAndLogIn(shop);
            assertThat(shop.isLoggedIn()).isTrue();

            naive.roll(Cluster.shopImage("1.1.0"));

            Watchman.awaitPage(naive.url() + "/de/");
            assertThat(shop.cart()).isEmpty();
            assertThat(version(page)).isEqualTo("1.1.0");
            assertThat(shop.isLoggedIn()).isFalse();
        } finally {
            naive.delete();
        }
    }

    private static void openAnAccount(String shop) {
        try (Visitor nora = new Visitor(shop)) {
            nora.submit(
                    nora.open("/de/register"),
                    "form[action$=/register]",
                    Map.of("name", "Nora Noon", "email", EMAIL, "password", PASSWORD));
        }
    }

    /** Returns what is in the cart: the login must have kept it. */
    private static List<String> fillACartAsAGuestAndLogIn(Storefront shop) {
        shop.openFirstCategory().openProduct(0).addToCart();
        shop.openFirstCategory().openProduct(1).addToCart();
        List<String> cart = shop.cart();
        assertThat(cart).hasSize(2).doesNotHaveDuplicates();
        shop.logIn(EMAIL, PASSWORD);
        assertThat(shop.cart()).containsExactlyInAnyOrderElementsOf(cart);
        return cart;
    }

    private static String version(Page page) {
        return page.locator("meta[name=shop-version]").getAttribute("content");
    }
}
