package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.TestShop;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What customers see while the database's address leads to a former primary that is a standby now. */
@QuarkusTest
@QuarkusTestResource(value = FormerPrimary.class, restrictToAnnotatedClass = true)
class DatabaseFailoverTest {
    FormerPrimary database;

    @Inject
    TestShop shop;

    @Test
    void anOrderWaitsForThePrimaryAndNobodyReadsWhatIsOld() throws Exception {
        // Given a product and a cart that the former primary knows nothing of
        long product = shop.product(1000, 5);
        ShopBrowser guest = new ShopBrowser();
        guest.post("/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", "1"));
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 1);

        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            database.failsOver();
            Future<Page> order = customers.submit(() -> browser.submit(review, "#order-form", Map.of("terms", "yes")));
            Future<Page> cart = customers.submit(() -> guest.open("/de/cart"));
            await().atMost(Duration.ofSeconds(20)).until(() -> database.opened() >= 2);
            assertThat(order).isNotDone();
            database.leadsToThePrimary();

            // Then
            assertThat(order.get().status()).isEqualTo(303);
            assertThat(cart.get().html().selectFirst("#quantity-" + product).val())
                    .isEqualTo("1");
        }
        assertThat(shop.stock(product)).isEqualTo(4);
    }
}
