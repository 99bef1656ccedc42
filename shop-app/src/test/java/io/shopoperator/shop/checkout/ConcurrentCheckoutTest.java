package io.shopoperator.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.order.OrderRefusedException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /** The control: who first looks and then takes, without lock and condition, must oversell under the very same rush. */
    @Test
    void withoutTheGuardTheSameRushSellsMoreThanThereIs() throws Exception {
        // Given
        long rare = shop.product(1000, PIECES);
        CyclicBarrier looked = new CyclicBarrier(CUSTOMERS);
        List<Callable<Boolean>> clicks = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            clicks.add(() -> {
                int stock = shop.stock(rare);
                looked.await();
                return stock >= 1 && database.update("update product set stock = ? where id = ?", stock - 1, rare) == 1;
            });
        }

        // When
        long sold = atOnce(clicks).stream().filter(Boolean::booleanValue).count();

        // Then
        assertThat(sold).isGreaterThan(PIECES);
    }

    /** The control: numbers of a sequence, which no transaction gives back, must have gaps after the same refusals. */
    @Test
    void numbersOfASequenceWouldHaveGaps() throws Exception {
        // Given
        database.update("create sequence control_number");
        List<Callable<Long>> clicks = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            boolean refused = i >= PIECES;
            clicks.add(() -> {
                try {
                    return database.transaction(() -> {
                        long number = database.only("select nextval('control_number')", row -> row.getLong(1));
                        if (refused) {
                            throw new OrderRefusedException("sold out");
                        }
                        return number;
                    });
                } catch (OrderRefusedException soldOut) {
                    return -1L;
                }
            });
        }

        // When
        List<Long> given = atOnce(clicks).stream().filter(number -> number > 0).toList();
        long next = database.only("select nextval('control_number')", row -> row.getLong(1));

        // Then
        assertThat(given).hasSize(PIECES);
        assertThat(next).isGreaterThan(PIECES + 1);
    }

    /** The control: the same button, as often, with a key of its own each time. */
    @Test
    void withoutTheSameKeyEveryClickIsAnOrder() throws Exception {
        // Given
        long product = shop.product(1000, 50);
        ShopBrowser browser = new ShopBrowser();
        List<String> orders = new ArrayList<>();

        // When
        for (int i = 0; i < 3; i++) {
            Page review = TestShop.toReview(browser, product, 2);
            orders.add(browser.submit(
                            review,
                            "#order-form",
                            Map.of(
                                    "terms",
                                    "yes",
                                    "idempotencyKey",
                                    UUID.randomUUID().toString()))
                    .location());
        }

        // Then
        assertThat(orders).doesNotHaveDuplicates().allMatch(order -> order.contains("/orders/"));
        assertThat(shop.stock(product)).isEqualTo(44);
    }

    private long lastNumber() {
        return database.only("select last_number from order_counter", row -> row.getLong(1));
    }

    private static <T> List<T> atOnce(List<Callable<T>> clicks) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(clicks.size());
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> click : clicks) {
                futures.add(customers.submit(() -> {
                    barrier.await();
                    return click.call();
                }));
            }
            List<T> pages = new ArrayList<>();
            for (Future<T> future : futures) {
                pages.add(future.get());
            }
            return pages;
        }
    }
}
