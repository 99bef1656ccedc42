package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.command.DatabaseRestore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers of a running shop see while a restored database takes the place of the shop's; no pod is restarted for it. */
@QuarkusTest
@QuarkusTestResource(value = ReplaceableDatabase.class, restrictToAnnotatedClass = true)
class DatabaseReplacedTest {
    ReplaceableDatabase database;

    @Inject
    TestShop shop;

    @TempDir
    Path bindings;

    @Test
    void customersSeePagesOrTheMaintenancePageAndTheShopGoesOnWithTheRestoredDatabase() throws Exception {
        // Given
        long product = shop.product(1000, 50);
        ShopBrowser guest = new ShopBrowser();
        guest.post("/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", "3"));
        database.copyTo("beside");
        shop.price(product, 7777);
        List<Page> seen = new ArrayList<>();
        AtomicBoolean open = new AtomicBoolean(true);

        // When
        String message;
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Page>>> visits = new ArrayList<>();
            for (int i = 0; i < 6; i++) visits.add(customers.submit(() -> visit(product, open)));
            Thread.sleep(500);
            message = restore("beside", "before");
            Thread.sleep(500);
            open.set(false);
            for (Future<List<Page>> visit : visits) seen.addAll(visit.get());
        }

        // Then
        assertThat(message).isNull();
        assertThat(seen).hasSizeGreaterThan(20).allSatisfy(page -> {
            assertThat(page.status()).isIn(200, 303, 503);
            if (page.status() == 503) isMaintenance(page);
        });
        Page cart = guest.open("/de/cart");
        assertThat(cart.html().text()).as("kept, at the price of the backup").contains("30,00");
        assertThat(cart.status()).isEqualTo(200);
    }

    @Test
    void aRequestThatHasReadTheFormerDatabaseGoesNoFurther() throws Exception {
        // Given
        database.copyTo("beside2");
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch replaced = new CountDownLatch(1);
        TwoLooks.between = () -> {
            read.countDown();
            replaced.await();
        };

        // When
        try (var customer = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Page> straddling = customer.submit(() -> new ShopBrowser().open("/test/two-looks"));
            read.await();
            assertThat(restore("beside2", "before2")).isNull();
            replaced.countDown();

            // Then
            Page page = straddling.get();
            assertThat(page.status()).isEqualTo(503);
            isMaintenance(page);
            assertThat(page.html().text()).contains("Gleich wieder da", "Back in a moment");
        }
        TwoLooks.between = () -> {};
        assertThat(new ShopBrowser().open("/test/two-looks").status()).isEqualTo(200);
    }

    private static void isMaintenance(Page page) {
        assertThat(page.response().headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));
        assertThat(page.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.html().select("h1").eachText()).contains("Gleich wieder da");
    }

    private static List<Page> visit(long product, AtomicBoolean open) {
        List<Page> seen = new ArrayList<>();
        while (open.get()) {
            ShopBrowser browser = new ShopBrowser();
            seen.add(browser.openAnew("/de/"));
            seen.add(browser.post("/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", "1")));
            seen.add(browser.openAnew("/de/cart"));
        }
        return seen;
    }

    private String restore(String beside, String old) throws IOException {
        bind("database", ReplaceableDatabase.NAME);
        bind("backup", beside);
        return new DatabaseRestore(bindings, """
                {"id": "%1$s", "oldDatabase": "%1$s", "sessions": "Keep", "dryRun": false}""".formatted(old)).run().message();
    }

    private void bind(String name, String database) throws IOException {
        Path directory = Files.createDirectories(bindings.resolve(name));
        Map<String, String> values = Map.of(
                "type", "postgresql",
                "host", "localhost",
                "port", String.valueOf(this.database.port()),
                "database", database,
                "username", "postgres",
                "password", "postgres");
        for (Map.Entry<String, String> value : values.entrySet()) {
            Files.writeString(directory.resolve(value.getKey()), value.getValue());
        }
    }
}
