package io.shopoperator.shop.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.DatabaseLink;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class DatabaseAwayTest {
    DatabaseLink link;

    @Inject
    TestShop shop;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @AfterEach
    void bringBack() {
        link.mend();
    }

    @Test
    void customersOnlyWaitWhileTheDatabaseIsReplaced() throws Exception {
        // Given
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 1);
        assertThat(ready()).isEqualTo(200);

        try (ExecutorService customer = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            link.cut();
            Future<Page> order = customer.submit(() -> browser.submit(review, "#order-form", Map.of("terms", "yes")));
            Future<Page> cart = customer.submit(() -> browser.open("/de/cart"));
            await().atMost(Duration.ofSeconds(10)).until(() -> link.refused() >= 4);

            // Then the pod is neither killed nor taken out of the ingress for it
            assertThat(health("live")).isEqualTo(200);
            assertThat(ready()).isEqualTo(200);
            link.mend();
            assertThat(order.get().status()).isEqualTo(303);
            assertThat(cart.get().status()).isEqualTo(200);
        }
        assertThat(shop.stock(product)).isEqualTo(4);
    }

    private int ready() {
        return health("ready");
    }

    private int health(String probe) {
        return given().port(managementPort).when().get("/q/health/" + probe).statusCode();
    }
}
