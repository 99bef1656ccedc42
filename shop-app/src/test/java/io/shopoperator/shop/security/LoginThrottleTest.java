package io.shopoperator.shop.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class LoginThrottleTest {
    private static final String PASSWORD = "ein langes Passwort";
    private static final String THIEF = "203.0.113.66";
    private static final String OWNER = "198.51.100.7";

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    LoginThrottle throttle;

    private final String email = UUID.randomUUID() + "@example.org";

    @BeforeEach
    void anAccount() {
        database.update("delete from login_attempt");
        new ShopBrowser().postFrom(OWNER, "/de/register", Map.of("name", "A", "email", email, "password", PASSWORD));
    }

    @Test
    void guessesFromOneAddressWaitLongerAndLonger() {
        // Given
        guessUntilRefused(THIEF);

        // When
        Page refused = logIn(THIEF, PASSWORD);

        // Then even the right password has to wait
        assertThat(refused.status()).isEqualTo(429);
        assertThat(retryAfter(refused)).isBetween(20, 30);
        assertThat(refused.html().text()).contains("Zu viele Versuche", "eine Minute");
        // and asking again makes it no longer
        assertThat(retryAfter(logIn(THIEF, PASSWORD))).isLessThanOrEqualTo(30);

        for (int seconds : new int[] {30, 60, 120, 240, 480, 900}) {
            clock.pass(Duration.ofSeconds(seconds / 2));
            assertThat(logIn(THIEF, "guess").status())
                    .as("before %s s", seconds)
                    .isEqualTo(429);
            clock.pass(Duration.ofSeconds(seconds / 2));
            assertThat(logIn(THIEF, "guess").status()).as("after %s s", seconds).isEqualTo(401);
        }
        clock.pass(Duration.ofMinutes(15));
        assertThat(logIn(THIEF, PASSWORD).status()).isEqualTo(303);
        assertThat(logIn(THIEF, "typo").status()).as("a success begins anew").isEqualTo(401);
    }

    @Test
    void theOwnerGetsInFromAnotherAddressMeanwhile() {
        // Given
        guessUntilRefused(THIEF);

        // When, Then
        assertThat(logIn(OWNER, PASSWORD).status()).isEqualTo(303);
        assertThat(logIn(THIEF, PASSWORD).status())
                .as("which helps nobody elsewhere")
                .isEqualTo(429);
    }

    @Test
    void theAdministratorGetsInFromAnotherAddressMeanwhile() {
        // Given
        String name = "admin-" + UUID.randomUUID();
        database.update(
                "insert into admin_account (username, password_hash, role) values (?, ?, 'ADMIN')",
                name,
                PasswordHash.of(PASSWORD));
        for (int i = 0; i < 5; i++) {
            assertThat(admin(THIEF, name, "guess").status()).isEqualTo(401);
        }

        // When, Then
        assertThat(admin(THIEF, name, PASSWORD).status()).isEqualTo(429);
        assertThat(admin(OWNER, name, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void anAddressMadeUpByTheClientHelpsNobody() {
        // Given the ingress adds what it sees to what the client claims
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("10.9.8." + i + ", " + THIEF, "guess").status()).isEqualTo(401);
        }

        // When, Then
        assertThat(logIn("10.9.8.99, " + THIEF, PASSWORD).status()).isEqualTo(429);
        assertThat(logIn(OWNER + ", " + THIEF, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void theBoundsOfAnAccountAndOfAnAddressAreFarWider() {
        for (int i = 0; i < 200; i++) {
            throttle.attempt("customer", email, "192.0.2." + i);
        }
        assertThat(logIn(OWNER, PASSWORD).status()).as("an army of addresses").isEqualTo(429);
        for (int i = 0; i < 60; i++) {
            throttle.attempt("customer", "somebody-" + i + "@example.org", THIEF);
        }
        assertThat(new ShopBrowser()
                        .postFrom(THIEF, "/de/login", Map.of("email", "other@example.org", "password", "guess"))
                        .status())
                .as("an army of accounts")
                .isEqualTo(429);
        clock.pass(Duration.ofMinutes(61));
        assertThat(logIn(OWNER, PASSWORD).status()).isEqualTo(303);
    }

    @Test
    void anOwnerOnAKnownBrowserGetsInWhileAnArmyGuesses() {
        // Given a browser that has logged in before
        ShopBrowser laptop = new ShopBrowser();
        assertThat(logIn(laptop, PASSWORD).status()).isEqualTo(303);
        laptop.post("/de/logout", Map.of());
        for (int i = 0; i < 200; i++) {
            throttle.attempt("customer", email, "192.0.2." + i);
        }

        // When, Then
        assertThat(logIn(OWNER, PASSWORD).status()).as("a new browser").isEqualTo(429);
        assertThat(logIn(laptop, "typo").status()).isEqualTo(401);
        assertThat(logIn(laptop, PASSWORD).status()).isEqualTo(303);

        // and a known browser is slowed down when it guesses itself
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(laptop, "guess" + i).status()).isEqualTo(401);
        }
        assertThat(logIn(laptop, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void aBrowserIsKnownForItsAccountAloneAndNotAfterANewPassword() {
        // Given
        ShopBrowser thief = new ShopBrowser();
        thief.postFrom(
                OWNER,
                "/de/register",
                Map.of("name", "B", "email", UUID.randomUUID() + "@example.org", "password", PASSWORD));
        ShopBrowser stolen = new ShopBrowser();
        logIn(stolen, PASSWORD);
        ShopBrowser owner = new ShopBrowser();
        logIn(owner, PASSWORD);
        owner.post("/de/account/password", Map.of("oldPassword", PASSWORD, "newPassword", PASSWORD + "!"));

        // When
        for (int i = 0; i < 200; i++) {
            throttle.attempt("customer", email, "192.0.2." + i);
        }

        // Then
        assertThat(logIn(thief, "guess").status()).isEqualTo(429);
        assertThat(logIn(stolen, "guess").status()).isEqualTo(429);
        assertThat(logIn(owner, PASSWORD + "!").status()).isEqualTo(303);
    }

    @Test
    void whatIsOneAccountForTheDatabaseIsOneHere() {
        for (String[] spelling : new String[][] {{"A", "a"}, {"Ä", "ä"}, {"\u0130", "i"}, {"\u212A", "k"}}) {
            boolean one = database.only(
                    "select lower(?) = lower(?)", row -> row.getBoolean(1), spelling[0] + email, spelling[1] + email);
            for (int i = 0; i < 5; i++) {
                throttle.attempt("customer", spelling[0] + email, THIEF);
            }

            assertThat(refuses(spelling[1] + email)).as(spelling[0]).isEqualTo(one);
        }
    }

    private boolean refuses(String account) {
        try {
            throttle.attempt("customer", account, THIEF);
            return false;
        } catch (TooManyAttemptsException e) {
            return true;
        }
    }

    @Test
    void withdrawingIsPossibleWhereManyGuessed() {
        for (int i = 0; i < 60; i++) {
            throttle.attempt("customer", "somebody-" + i + "@example.org", THIEF);
        }
        assertThat(logIn(THIEF, PASSWORD).status()).isEqualTo(429);

        Page declared = new ShopBrowser()
                .postFrom(
                        THIEF,
                        "/de/withdrawal/confirm",
                        Map.of(
                                "name",
                                "Änne",
                                "orderNumber",
                                "10001",
                                "email",
                                "aenne@example.org",
                                "key",
                                UUID.randomUUID().toString()));

        assertThat(declared.status()).isEqualTo(303);
    }

    @Test
    void parallelGuessesAreCountedOneByOne() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService guesses = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                answers.add(guesses.submit(() -> logIn(THIEF, "guess").status()));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
    }

    @Test
    void onlyWhatOurProxiesAddIsBelieved() {
        assertThat(ClientAddress.of("10.0.0.1", List.of(), 1)).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.of("10.0.0.1", List.of("6.6.6.6", "7.7.7.7, 8.8.8.8"), 1))
                .isEqualTo("8.8.8.8");
        assertThat(ClientAddress.of("10.0.0.1", List.of("6.6.6.6", "7.7.7.7, 8.8.8.8"), 2))
                .isEqualTo("7.7.7.7");
        assertThat(ClientAddress.of("10.0.0.1", List.of("6.6.6.6"), 0)).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.of("10.0.0.1", List.of("6.6.6.6"), 2)).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.of("10.0.0.1", List.of("2001:db8:1:2:3:4:5:6"), 1))
                .isEqualTo(ClientAddress.of("10.0.0.1", List.of("2001:db8:1:2:ffff::1"), 1))
                .isNotEqualTo(ClientAddress.of("10.0.0.1", List.of("2001:db8:1:3::1"), 1));
    }

    private static int retryAfter(Page page) {
        return Integer.parseInt(
                page.response().headers().firstValue("retry-after").orElseThrow());
    }

    private void guessUntilRefused(String address) {
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(address, "guess" + i).status()).isEqualTo(401);
        }
    }

    private Page logIn(String address, String password) {
        return new ShopBrowser().postFrom(address, "/de/login", Map.of("email", email, "password", password));
    }

    private Page logIn(ShopBrowser browser, String password) {
        return browser.postFrom(OWNER, "/de/login", Map.of("email", email, "password", password));
    }

    private static Page admin(String address, String name, String password) {
        return new ShopBrowser().postFrom(address, "/admin/login", Map.of("username", name, "password", password));
    }
}
