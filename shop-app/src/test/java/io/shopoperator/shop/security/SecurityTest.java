package io.shopoperator.shop.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class SecurityTest {
    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Test
    void changesAskedForByOtherSitesAreRefused() {
        String product = String.valueOf(shop.product(100, 5));
        long lines = shop.count("cart_line");
        for (String[] header : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"X-Nothing", "said"}
        }) {
            given().redirects()
                    .follow(false)
                    .header(header[0], header[1])
                    .formParam("product", product)
                    .formParam("quantity", 1)
                    .when()
                    .post("/de/cart/lines")
                    .then()
                    .statusCode(403)
                    .body(containsString("does not come from a page of this shop"));
        }
        assertThat(shop.count("cart_line")).isEqualTo(lines);
    }

    @Test
    void ownPagesMayChangeThings() {
        for (String[] header :
                new String[][] {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://localhost:" + RestAssured.port}
                }) {
            given().redirects()
                    .follow(false)
                    .header(header[0], header[1])
                    .formParam("product", shop.product(100, 5))
                    .formParam("quantity", 1)
                    .when()
                    .post("/de/cart/lines")
                    .then()
                    .statusCode(303);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/de/", "/de/cart", "/no/such/page", "/admin", "/assets/0/shop.css"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        given().redirects()
                .follow(false)
                .when()
                .get(path)
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Strict-Transport-Security", "max-age=31536000")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Permissions-Policy", containsString("camera=()"));
    }

    @Test
    void pagesUseNoInlineScriptOrStyle() {
        for (String path :
                new String[] {"/de/", "/de/cart", "/de/login", "/de/register", "/de/withdrawal", "/admin/login"}) {
            var html = new ShopBrowser().open(path).html();
            assertThat(html.select("script:not([src]):not([type=application/ld+json]), style, [style], [onclick]"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void loginLeadsToPagesOfThisShopOnly() {
        assertThat(LocalRedirect.to("/de/checkout", "/de/account").toString()).isEqualTo("/de/checkout");
        for (String elsewhere : new String[] {
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/de//evil.example",
            "javascript:alert(1)",
            "",
            null
        }) {
            assertThat(LocalRedirect.to(elsewhere, "/de/account").toString()).isEqualTo("/de/account");
        }
    }

    @Test
    void adminPagesAreClosedToEverybodyElse() {
        given().redirects()
                .follow(false)
                .when()
                .get("/admin/probe")
                .then()
                .statusCode(303)
                .header("Location", containsString("/admin/login?next="));
        given().header("Sec-Fetch-Site", "same-origin")
                .when()
                .post("/admin/probe")
                .then()
                .statusCode(403)
                .body(containsString("Log in as an administrator"));
    }

    @Test
    void administratorLogsInAndOut() {
        // Given
        String name = "admin-" + UUID.randomUUID();
        database.update(
                "insert into admin_account (username, password_hash, role) values (?, ?, 'ADMIN')",
                name,
                PasswordHash.of("sehr geheim"));
        ShopBrowser browser = new ShopBrowser();
        assertThat(browser.post("/admin/login", Map.of("username", name, "password", "falsch"))
                        .status())
                .isEqualTo(401);

        // When
        Page page = browser.post(
                "/admin/login", Map.of("username", name, "password", "sehr geheim", "next", "/admin/orders"));

        // Then
        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).endsWith("/admin/orders");
        assertThat(browser.cookie("__Host-admin")).isNotNull();
        assertThat(browser.cookie("__Host-session")).isNull();
        assertThat(browser.open("/admin/probe").response().body()).isEqualTo(name);
        browser.post("/admin/logout", Map.of());
        assertThat(browser.cookie("__Host-admin")).isNull();
    }

    @Test
    void passwordHashesAreSaltedAndMatch() {
        String hash = PasswordHash.of("geheim");
        assertThat(PasswordHash.of("geheim")).isNotEqualTo(hash);
        assertThat(PasswordHash.matches("geheim", hash)).isTrue();
        assertThat(PasswordHash.matches("Geheim", hash)).isFalse();
    }

    @Test
    void whatNoDatabaseCanStoreIsNoErrorOfOurs() {
        for (String path : List.of(
                "/de/orders/a%00b",
                "/de/withdrawal/a%00b", "/de/p/a%00b", "/de/c/a%00b", "/media/a%00b", "/de/search?q=a%00b")) {
            int status = given().urlEncodingEnabled(false)
                    .accept("text/html")
                    .when()
                    .get(path)
                    .statusCode();
            assertThat(status).as(path).isLessThan(500);
        }
        for (String name : List.of("a".repeat(20_000), "a\0b")) {
            given().header("Sec-Fetch-Site", "same-origin")
                    .formParam("username", name)
                    .formParam("password", name)
                    .when()
                    .post("/admin/login")
                    .then()
                    .statusCode(401);
        }
    }
}
