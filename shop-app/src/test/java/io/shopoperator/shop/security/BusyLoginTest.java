package io.shopoperator.shop.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see when a crowd logs in at once. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class BusyLoginTest {
    private static final String PASSWORD = "ein langes Passwort";
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int WAITING_PER_PROCESSOR = 10;
    private static final int MORE_THAN_GUESSES = 6;

    @Inject
    PasswordHashing hashing;

    @Inject
    Database database;

    @Inject
    TestShop shop;

    private final String email = UUID.randomUUID() + "@example.org";
    private final CountDownLatch enough = new CountDownLatch(1);
    private final ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void anAccount() {
        database.update("delete from login_attempt");
        new ShopBrowser().post("/de/register", Map.of("name", "A", "email", email, "password", PASSWORD));
    }

    @AfterEach
    void theCrowdLeaves() {
        enough.countDown();
        crowd.close();
    }

    @Test
    void whoComesOnTopOfACrowdIsToldToComeBackAndKeepsTheCart() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        browser.post("/de/cart/lines", Map.of("product", String.valueOf(shop.product(100, 5)), "quantity", "2"));
        aCrowdLogsIn();

        // When
        Page busy = logIn(browser, "de");

        // Then
        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.response().headers().firstValue("retry-after")).hasValue("10");
        assertThat(busy.html().selectFirst("h1").text()).isEqualTo("Gerade ist viel los");
        assertThat(busy.html().select("main").text())
                .contains("versuche es in einigen Sekunden erneut", "Dein Warenkorb bleibt erhalten");
        assertThat(logIn(new ShopBrowser(), "en").html().select("main").text()).contains("try again in some seconds");

        // and soon after it works, with the cart
        enough.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hashing.waiting() == 0);
        assertThat(logIn(browser, "de").status()).isEqualTo(303);
        assertThat(browser.open("/de/cart")
                        .html()
                        .select("main input[name=quantity]")
                        .val())
                .isEqualTo("2");
    }

    @Test
    void anAttemptThatWasNotJudgedDoesNotCountAsAGuess() {
        // Given
        aCrowdLogsIn();
        for (int i = 0; i < MORE_THAN_GUESSES; i++) {
            assertThat(logIn(new ShopBrowser(), "de").status()).isEqualTo(503);
            assertThat(administrator().status()).isEqualTo(503);
        }

        // When
        enough.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hashing.waiting() == 0);

        // Then the customer gets in, and the stranger is judged
        assertThat(logIn(new ShopBrowser(), "de").status()).isEqualTo(303);
        assertThat(administrator().status()).isEqualTo(401);
    }

    @Test
    void aNewAccountIsNotMadeHalf() {
        // Given
        aCrowdLogsIn();
        String other = UUID.randomUUID() + "@example.org";

        // When
        Page busy = new ShopBrowser().post("/de/register", Map.of("name", "B", "email", other, "password", PASSWORD));

        // Then
        assertThat(busy.status()).isEqualTo(503);
        assertThat(database.<Integer>only("select count(*) from customer where email = ?", row -> row.getInt(1), other))
                .isZero();
    }

    private Page logIn(ShopBrowser browser, String language) {
        return browser.post("/" + language + "/login", Map.of("email", email, "password", PASSWORD));
    }

    private static Page administrator() {
        return new ShopBrowser().post("/admin/login", Map.of("username", "somebody", "password", "guess"));
    }

    /** All turns are taken and all places of the queue, until it is enough. */
    private void aCrowdLogsIn() {
        int places = WAITING_PER_PROCESSOR * PROCESSORS;
        for (int i = 0; i < PROCESSORS + places; i++) {
            crowd.execute(this::stand);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hashing.waiting() == places);
    }

    private void stand() {
        boolean served = false;
        while (!served) {
            try {
                served = hashing.inTurn(this::untilEnough);
            } catch (TooBusyException e) {
                served = enough.getCount() == 0;
            }
        }
    }

    private boolean untilEnough() {
        try {
            enough.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
