package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.DatabaseLink;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.security.AdminAccounts;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What customers see while the database's volume is full: what is there can be read, what would be new is refused, and nothing is lost. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class DatabaseFullTest {
    private static final String FULL = "53100";
    private static final String READ_ONLY = "25006";
    private static final String PASSWORD = "ein langes Passwort";
    private static final long GATE = 4_712;

    DatabaseLink link;

    @Inject
    TestShop shop;

    @Inject
    TestClock clock;

    @Inject
    AgroalDataSource dataSource;

    @AfterEach
    void bringBack() throws SQLException {
        link.mend();
        makeRoom();
        execute("drop trigger if exists gate on cart_line", "drop function if exists wait_at_gate()");
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, READ_ONLY})
    void anOrderIsRefusedWithAPageAndTheSameClickPlacesItOnceThereIsRoom(String state) throws SQLException {
        // Given
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 2);
        long orders = shop.count("shop_order");
        runFull(state);

        // When
        Page refused = order(browser, review);

        // Then nothing has happened
        isRefused(refused);
        assertThat(refused.html().select("h1").eachText())
                .containsExactly("Das geht gerade nicht", "Not possible right now");
        assertThat(shop.stock(product)).isEqualTo(5);
        assertThat(browser.open("/de/cart")
                        .html()
                        .selectFirst("#quantity-" + product)
                        .val())
                .isEqualTo("2");

        // and the same click afterwards makes one order
        makeRoom();
        Page placed = order(browser, review);
        assertThat(placed.status()).isEqualTo(303);
        assertThat(order(browser, review).location()).isEqualTo(placed.location());
        assertThat(shop.count("shop_order")).isEqualTo(orders + 1);
        assertThat(shop.stock(product)).isEqualTo(3);
    }

    @Test
    void aPageIsReadThoughNothingCanBeNotedOfTheSession() throws SQLException {
        // Given a customer with a cart and an administrator, who were seen some time ago
        long product = shop.product(1000, 5);
        ShopBrowser customer = new ShopBrowser();
        put(customer, "de", product);
        ShopBrowser admin = admin();
        clock.pass(Duration.ofMinutes(2));
        runFull(FULL);

        // When
        Page cart = customer.open("/de/cart");
        Page start = customer.openAnew("/de/");
        Page checkout = customer.open("/de/checkout");
        Page dashboard = admin.open("/admin");

        // Then
        assertThat(cart.html().selectFirst("#quantity-" + product).val()).isEqualTo("1");
        assertThat(start.status()).isEqualTo(200);
        assertThat(checkout.html().selectFirst("form[action=/de/checkout]")).isNotNull();
        assertThat(dashboard.status()).isEqualTo(200);
        assertThat(dashboard.html().selectFirst("form[action=/admin/logout]")).isNotNull();
    }

    @Test
    void whatIsPutIntoACartIsRefusedInTheLanguageOfThePageAndTheCartIsKept() throws SQLException {
        // Given
        long shirt = shop.product(1000, 5);
        long hat = shop.product(500, 5);
        ShopBrowser browser = new ShopBrowser();
        put(browser, "en", shirt);
        long sessions = shop.count("shop_session");
        runFull(FULL);

        // When
        Page added = put(browser, "en", hat);
        Page changed = browser.post("/en/cart/lines/" + shirt, Map.of("quantity", "3"));
        Page byNobody = put(new ShopBrowser(), "de", hat);

        // Then
        isRefused(added);
        isRefused(changed);
        isRefused(byNobody);
        assertThat(added.html().select("h1").eachText())
                .containsExactly("Not possible right now", "Das geht gerade nicht");
        assertThat(added.html().selectFirst("html").attr("lang")).isEqualTo("en");
        makeRoom();
        Page cart = browser.open("/en/cart");
        assertThat(cart.html().selectFirst("#quantity-" + shirt).val()).isEqualTo("1");
        assertThat(cart.html().selectFirst("#quantity-" + hat)).isNull();
        assertThat(shop.count("shop_session")).isEqualTo(sessions);
    }

    @Test
    void loginAndRegistrationAreRefusedAndWorkAfterwards() throws SQLException {
        // Given a customer, and a guest with a cart
        String email = UUID.randomUUID() + "@example.org";
        register(new ShopBrowser(), email);
        long product = shop.product(1000, 5);
        ShopBrowser guest = new ShopBrowser();
        put(guest, "de", product);
        long customers = shop.count("customer");
        runFull(FULL);

        // When
        Page login = guest.post("/de/login", Map.of("email", email, "password", PASSWORD));
        Page registration = register(new ShopBrowser(), UUID.randomUUID() + "@example.org");

        // Then
        isRefused(login);
        isRefused(registration);
        assertThat(shop.count("customer")).isEqualTo(customers);
        makeRoom();
        assertThat(guest.post("/de/login", Map.of("email", email, "password", PASSWORD))
                        .status())
                .isEqualTo(303);
        assertThat(guest.open("/de/cart")
                        .html()
                        .selectFirst("#quantity-" + product)
                        .val())
                .isEqualTo("1");
    }

    @Test
    void anOrderIsPlacedOnceAfterTheServerHasGoneDownForLongerThanItCanBeWaitedFor() throws Exception {
        // Given
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 2);
        long orders = shop.count("shop_order");

        // When
        Page refused;
        try (ExecutorService customer = Executors.newVirtualThreadPerTaskExecutor()) {
            link.cut();
            Future<Page> order = customer.submit(() -> order(browser, review));
            await().atMost(Duration.ofSeconds(10)).until(() -> link.refused() >= 2);
            clock.pass(Duration.ofSeconds(30));
            refused = order.get();
        }

        // Then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("30");
        assertThat(refused.html().select("h1").eachText()).containsExactly("Gleich wieder da", "Back in a moment");
        link.mend();
        assertThat(order(browser, review).status()).isEqualTo(303);
        assertThat(shop.count("shop_order")).isEqualTo(orders + 1);
        assertThat(shop.stock(product)).isEqualTo(3);
    }

    @Test
    void aChangeWhoseCommitIsNotAnsweredGetsTheMaintenancePage() throws Exception {
        // Given a cart whose change waits in its commit
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        put(browser, "de", product);
        try (Connection gatekeeper = link.past();
                ExecutorService customer = Executors.newVirtualThreadPerTaskExecutor()) {
            closeTheGate(gatekeeper);
            Future<Page> change = customer.submit(() -> put(browser, "de", product));
            await().atMost(Duration.ofSeconds(10)).until(() -> atTheGate() == 1);

            // When
            link.cut();

            // Then
            Page page = change.get();
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.html().select("h1").eachText()).containsExactly("Gleich wieder da", "Back in a moment");
            link.mend();
        }
        assertThat(browser.open("/de/cart").status()).isEqualTo(200);
    }

    private static void isRefused(Page page) {
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.response().headers().firstValue("Retry-After")).hasValue("60");
        assertThat(page.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.html().text())
                .contains("dein Warenkorb bleibt, wie er war", "your cart stays as it was")
                .contains("Doppelt bestellt wird dabei nichts", "Nothing is ordered twice");
    }

    private static Page order(ShopBrowser browser, Page review) {
        return browser.submit(review, "#order-form", Map.of("terms", "yes"));
    }

    private static Page put(ShopBrowser browser, String lang, long product) {
        return browser.post("/" + lang + "/cart/lines", Map.of("product", String.valueOf(product), "quantity", "1"));
    }

    private static Page register(ShopBrowser browser, String email) {
        return browser.post("/de/register", Map.of("name", "Änne Groß", "email", email, "password", PASSWORD));
    }

    private ShopBrowser admin() throws SQLException {
        String name = "admin-" + UUID.randomUUID();
        execute("delete from admin_account");
        AdminAccounts.createFirst(dataSource, name, "sehr geheim");
        ShopBrowser browser = new ShopBrowser();
        browser.post("/admin/login", Map.of("username", name, "password", "sehr geheim"));
        return browser;
    }

    /** From now on nothing new is stored, as PostgreSQL says it when it cannot extend a file. */
    private void runFull(String state) throws SQLException {
        execute("""
                create function no_room() returns trigger language plpgsql as $$
                begin
                    raise exception 'could not extend file: No space left on device' using errcode = '%s';
                end $$""".formatted(state), """
                do $$ declare name regclass; begin
                    for name in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
                        execute format('create trigger no_room before insert or update on %s execute function no_room()', name);
                    end loop;
                end $$""");
    }

    private void makeRoom() throws SQLException {
        execute("drop function if exists no_room() cascade");
    }

    private void closeTheGate(Connection gatekeeper) throws SQLException {
        execute("""
                create function wait_at_gate() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock_shared(%d);
                    return null;
                end $$""".formatted(GATE), """
                create constraint trigger gate after insert or update on cart_line deferrable initially deferred
                for each row execute function wait_at_gate()""");
        try (Statement statement = gatekeeper.createStatement()) {
            statement.execute("select pg_advisory_lock(" + GATE + ")");
        }
    }

    private int atTheGate() throws SQLException {
        try (Connection connection = link.past();
                Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery("select count(*) from pg_locks where locktype = 'advisory' and objid = "
                                + GATE + " and not granted")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = link.past();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
