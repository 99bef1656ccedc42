package io.shopoperator.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class ConcurrentCheckoutTest {
    private static final int CUSTOMERS = 12;
    private static final int PIECES = 5;

    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Test
    void theLastPiecesAreSoldOnceAndNumbersHaveNoGaps() throws Exception {
        // Given twelve customers in front of the button, for five pieces of one product and enough of another
        long rare = shop.product(1000, PIECES);
        long common = shop.product(500, 1000);
        long firstNumber = lastNumber() + 1;
        List<Callable<Page>> clicks = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            ShopBrowser browser = new ShopBrowser();
            // put in by turns in one and in the other order, which must not make them wait for each other
            browser.post(
                    "/de/cart/lines", Map.of("product", String.valueOf(i % 2 == 0 ? rare : common), "quantity", "1"));
            Page review = TestShop.toReview(browser, i % 2 == 0 ? common : rare, 1);
            clicks.add(() -> browser.submit(review, "#order-form", Map.of("terms", "yes")));
        }

        // When
        List<Page> pages = atOnce(clicks);

        // Then
        assertThat(pages.stream()
                        .filter(page ->
                                page.location() != null && page.location().contains("/orders/")))
                .hasSize(PIECES);
        assertThat(pages.stream()
                        .filter(page ->
                                page.location() != null && page.location().endsWith("/cart")))
                .hasSize(CUSTOMERS - PIECES);
        assertThat(shop.stock(rare)).isZero();
        assertThat(shop.stock(common)).isEqualTo(1000 - PIECES);
        List<Long> numbers = database.list(
                "select number from shop_order where number >= ? order by number", row -> row.getLong(1), firstNumber);
        assertThat(numbers).hasSize(PIECES);
        assertThat(numbers.getLast() - numbers.getFirst()).isEqualTo(PIECES - 1);
        assertThat(numbers.getFirst()).isEqualTo(firstNumber);
    }

    @Test
    void aButtonClickedManyTimesMakesOneOrder() throws Exception {
        // Given
        long product = shop.product(1000, 50);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 2);
        Callable<Page> click = () -> browser.submit(review, "#order-form", Map.of("terms", "yes"));

        // When
        List<Page> pages = atOnce(List.of(click, click, click, click, click, click));

        // Then
        assertThat(pages).allSatisfy(page -> assertThat(page.status()).isEqualTo(303));
        assertThat(pages.stream().map(Page::location).distinct()).hasSize(1);
        assertThat(shop.stock(product)).isEqualTo(48);
        // and a request that is retried later goes to the same order, too
        assertThat(click.call().location()).isEqualTo(pages.getFirst().location());
    }

    private long lastNumber() {
        return database.only("select last_number from order_counter", row -> row.getLong(1));
    }

    private static List<Page> atOnce(List<Callable<Page>> clicks) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(clicks.size());
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Page>> futures = new ArrayList<>();
            for (Callable<Page> click : clicks) {
                futures.add(customers.submit(() -> {
                    barrier.await();
                    return click.call();
                }));
            }
            List<Page> pages = new ArrayList<>();
            for (Future<Page> future : futures) {
                pages.add(future.get());
            }
            return pages;
        }
    }
}
