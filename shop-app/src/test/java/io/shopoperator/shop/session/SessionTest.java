package io.shopoperator.shop.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.cart.Carts;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.ops.Housekeeping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class SessionTest {
    private static final String COOKIE = SessionCookie.CUSTOMER;
    private static final String PASSWORD = "ein langes Passwort";

    @Inject
    TestShop shop;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Housekeeping housekeeping;

    @Inject
    SessionStore store;

    @Inject
    Carts carts;

    @Test
    void browsingStartsNoSession() {
        // Given
        long sessions = shop.count("shop_session");
        ShopBrowser browser = new ShopBrowser();

        // When
        for (String path : new String[] {"/de/", "/de/cart", "/en/login", "/de/search?q=a", "/de/withdrawal"}) {
            assertThat(browser.open(path).status()).isEqualTo(200);
        }

        // Then
        assertThat(browser.cookie(COOKIE)).isNull();
        assertThat(shop.count("shop_session")).isEqualTo(sessions);
    }

    @Test
    void cookieIsBoundToTheHostAndHiddenFromScripts() {
        // When
        Page page = put(new ShopBrowser(), shop.product(100, 5), 1);

        // Then
        String cookie = page.response().headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("__Host-session=")
                .contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Lax", "; Max-Age=1209600")
                .doesNotContain("Domain");
    }

    @Test
    void onlyTheHashOfTheTokenIsStored() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        put(browser, shop.product(100, 5), 1);
        SessionToken token = new SessionToken(browser.cookie(COOKIE));

        // When
        long byHash = database.only(
                "select count(*) from shop_session where token_hash = ?", row -> row.getLong(1), token.hash());
        long byToken = database.only(
                "select count(*) from shop_session s where position(? in s::text) > 0",
                row -> row.getLong(1),
                token.value());

        // Then
        assertThat(byHash).isEqualTo(1);
        assertThat(byToken).isZero();
    }

    @Test
    void endsAfterTheIdleTimeAndTakesTheGuestsCartAlong() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        put(browser, shop.product(100, 5), 1);
        clock.pass(Duration.ofDays(13));
        assertThat(browser.open("/de/cart").html().text()).contains("Ware");
        clock.pass(Duration.ofDays(13));
        assertThat(browser.open("/de/cart").html().text())
                .as("use keeps it alive")
                .contains("Ware");
        long carts = shop.count("cart");

        // When
        clock.pass(Duration.ofDays(15));

        // Then
        assertThat(browser.open("/de/cart").html().text()).contains("Dein Warenkorb ist leer");
        housekeeping.run();
        assertThat(shop.count("cart")).isLessThan(carts);
        assertThat(shop.count("shop_session")).isZero();
    }

    @Test
    void isTouchedAtMostOnceAMinute() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        put(browser, shop.product(100, 5), 1);
        String seen = lastSeen(browser);

        // When
        browser.open("/de/cart");
        String soon = lastSeen(browser);
        clock.pass(Duration.ofSeconds(61));
        browser.open("/de/cart");

        // Then
        assertThat(soon).isEqualTo(seen);
        assertThat(lastSeen(browser)).isNotEqualTo(seen);
    }

    @Test
    void loginGivesANewTokenAndLogoutEndsTheSession() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        put(browser, shop.product(100, 5), 1);
        String guest = browser.cookie(COOKIE);
        String email = register(browser);
        String first = browser.cookie(COOKIE);

        // When
        browser.post("/de/logout", Map.of());
        Page account = browser.open("/de/account");

        // Then
        assertThat(first).isNotNull().isNotEqualTo(guest);
        assertThat(browser.cookie(COOKIE)).isNull();
        assertThat(account.html().selectFirst("form[action=/de/login]")).isNotNull();
        for (String old : new String[] {guest, first}) {
            ShopBrowser thief = new ShopBrowser();
            thief.keep(COOKIE, old);
            assertThat(thief.open("/de/account").html().text()).doesNotContain(email);
        }
    }

    @Test
    void loggingInOnTheLoginPageGivesANewTokenAndTheOldOneIsWorthNothing() {
        // Given a customer, and a guest's session whose token a stranger knows
        String email = register(new ShopBrowser());
        ShopBrowser browser = new ShopBrowser();
        put(browser, shop.product(100, 5), 1);
        String guest = browser.cookie(COOKIE);
        ShopBrowser stranger = new ShopBrowser();
        stranger.keep(COOKIE, guest);

        // When
        Page page = browser.post("/de/login", Map.of("email", email, "password", PASSWORD));

        // Then
        assertThat(page.status()).isEqualTo(303);
        assertThat(browser.cookie(COOKIE)).isNotNull().isNotEqualTo(guest);
        assertThat(browser.open("/de/account").html().text()).contains(email);
        assertThat(stranger.open("/de/account").html().text()).doesNotContain(email);
        assertThat(stranger.open("/de/cart").html().text()).contains("Dein Warenkorb ist leer");
    }

    @Test
    void severalReplicasRemoveExpiredSessionsAtOnce() throws Exception {
        // Given
        database.update("delete from shop_session");
        Instant longAgo = clock.instant().minus(Duration.ofDays(20));
        database.update("""
                insert into shop_session (token_hash, created_at, last_seen_at)
                select sha256(i::text::bytea), ?, ? from generate_series(1, 4500) i
                """, longAgo, longAgo);
        ShopBrowser alive = new ShopBrowser();
        put(alive, shop.product(100, 5), 1);

        // When
        int removed = 0;
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = Collections.nCopies(4, store::deleteExpired);
            for (Future<Integer> replica : replicas.invokeAll(work)) {
                removed += replica.get();
            }
        }

        // Then each was removed once, and only those
        removed += store.deleteExpired();
        assertThat(removed).isEqualTo(4500);
        assertThat(shop.count("shop_session")).isEqualTo(1);
        assertThat(alive.open("/de/cart").html().text()).contains("Ware");
    }

    @Test
    void whatIsPutIntoTheCartDuringALoginIsKept() throws Exception {
        // Given a guest with a cart, whose login has handed it over but is not through yet
        String email = register(new ShopBrowser());
        long customer = database.only("select id from customer where email = ?", row -> row.getLong(1), email);
        ShopBrowser browser = new ShopBrowser();
        long shirt = shop.product(100, 50);
        put(browser, shirt, 1);
        Session guest = store.find(new SessionToken(browser.cookie(COOKIE))).orElseThrow();
        CountDownLatch handedOver = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SessionToken renewed = SessionToken.create();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> login = threads.submit(() -> database.transaction(() -> {
                carts.handOver(guest, customer);
                store.renew(guest, renewed, customer);
                handedOver.countDown();
                await(goOn);
                return null;
            }));
            await(handedOver);

            // When something is put into the guest's cart
            Future<Page> added = threads.submit(() -> put(browser, shirt, 2));
            Awaitility.await()
                    .until(() -> database.only(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%shop_session%'",
                                    row -> row.getLong(1))
                            > 0);
            goOn.countDown();
            login.get();

            // Then
            assertThat(added.get().status()).isEqualTo(303);
        }
        assertThat(carts.quantity(new Session(guest.id(), customer, guest.lastSeenAt())))
                .isEqualTo(3);
        assertThat(database.<Long>only(
                        "select count(*) from cart where session_id = ?", row -> row.getLong(1), guest.id()))
                .isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cartsJoinAtLoginAndFollowTheCustomer() {
        // Given a customer with two pieces in the cart
        ShopBrowser laptop = new ShopBrowser();
        String email = register(laptop);
        long shirt = shop.product(100, 50);
        long hat = shop.product(100, 50);
        put(laptop, shirt, 2);

        // When the same customer, as a guest, takes one more and a hat on the phone and logs in there
        ShopBrowser phone = new ShopBrowser();
        put(phone, shirt, 1);
        put(phone, hat, 1);
        phone.post("/de/login", Map.of("email", email.toUpperCase(java.util.Locale.ROOT), "password", PASSWORD));

        // Then both show the same cart
        for (ShopBrowser browser : new ShopBrowser[] {laptop, phone}) {
            Page cart = browser.open("/de/cart");
            assertThat(cart.html().selectFirst("#quantity-" + shirt).val()).isEqualTo("3");
            assertThat(cart.html().selectFirst("#quantity-" + hat).val()).isEqualTo("1");
        }
    }

    @Test
    void changingThePasswordEndsOtherSessions() {
        // Given
        ShopBrowser here = new ShopBrowser();
        String email = register(here);
        ShopBrowser there = new ShopBrowser();
        there.post("/de/login", Map.of("email", email, "password", PASSWORD));
        assertThat(there.open("/de/account").html().text()).contains(email);

        // When
        Page changed = here.follow(here.post(
                "/de/account/password", Map.of("oldPassword", PASSWORD, "newPassword", "ein noch längeres Passwort")));

        // Then
        assertThat(changed.html().text()).contains("Dein Passwort ist geändert", email);
        assertThat(there.open("/de/account").html().text()).doesNotContain(email);
    }

    private String lastSeen(ShopBrowser browser) {
        return database.only(
                "select last_seen_at::text from shop_session where token_hash = ?",
                row -> row.getString(1),
                new SessionToken(browser.cookie(COOKIE)).hash());
    }

    private static Page put(ShopBrowser browser, long product, int quantity) {
        return browser.post(
                "/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", String.valueOf(quantity)));
    }

    private static String register(ShopBrowser browser) {
        String email = UUID.randomUUID() + "@example.org";
        Page page = browser.post("/de/register", Map.of("name", "Änne Groß", "email", email, "password", PASSWORD));
        assertThat(page.status()).isEqualTo(303);
        return email;
    }
}
