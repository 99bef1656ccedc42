package io.shopoperator.shop.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.security.AdminAccounts;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class AdminPagesTest {
    private static final List<String> PAGES = List.of(
            "/admin",
            "/admin/orders",
            "/admin/products",
            "/admin/products/new",
            "/admin/categories",
            "/admin/categories/new",
            "/admin/withdrawals",
            "/admin/legal",
            "/admin/legal/terms/de",
            "/admin/import",
            "/admin/first-steps");

    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Inject
    ShopSettings settings;

    @Inject
    Clock clock;

    @Inject
    DataSource dataSource;

    private ShopBrowser browser;

    @BeforeEach
    void anAdministrator() throws Exception {
        browser = new ShopBrowser();
        String name = "admin-" + UUID.randomUUID();
        database.update("delete from admin_account");
        AdminAccounts.createFirst(dataSource, name, "sehr geheim");
        browser.post("/admin/login", Map.of("username", name, "password", "sehr geheim"));
    }

    @Test
    void nobodyElseSeesAPage() {
        for (String path : PAGES) {
            given().redirects()
                    .follow(false)
                    .when()
                    .get(path)
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/admin/login"));
        }
        given().header("Sec-Fetch-Site", "same-origin")
                .when()
                .post("/admin/demo-catalogue")
                .then()
                .statusCode(403);
    }

    @Test
    void everyPageComesInBothLanguagesWithoutScriptOrStyleInItself() {
        for (String language : List.of("de", "en")) {
            browser.open("/admin/language?to=" + language);
            for (String path : PAGES) {
                Page page = browser.open(path);
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(page.html().selectFirst("html").attr("lang")).isEqualTo(language);
                assertThat(page.html().select("script:not([src]), style, [style], [onclick]"))
                        .as(path)
                        .isEmpty();
                assertThat(page.html().select("h1")).as(path).hasSize(1);
                assertThat(page.html().select("[id]").eachAttr("id")).as(path).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aNewProductIsInTheShopAtOnce() {
        shop.product(100, 1);
        String sku = "NEW-" + UUID.randomUUID();
        Page form = browser.open("/admin/products/new");

        Page created = browser.submit(
                form,
                "form[action=/admin/products]",
                Map.of(
                        "nameDe",
                        "Süße Dose " + sku,
                        "sku",
                        sku,
                        "price",
                        "12,90",
                        "stock",
                        "3",
                        "categoryId",
                        category()));

        assertThat(created.status()).isEqualTo(303);
        String slug = database.only("select slug from product where sku = ?", row -> row.getString(1), sku);
        assertThat(slug).startsWith("suesse-dose-new-");
        assertThat(browser.open("/de/p/" + slug)
                        .html()
                        .select(".price")
                        .first()
                        .text()
                        .replace('\u00a0', ' '))
                .isEqualTo("12,90 €");
    }

    @Test
    void aWrongProductIsExplainedFieldByField() {
        Page refused = browser.submit(
                browser.open("/admin/products/new"),
                "form[action=/admin/products]",
                Map.of("price", "teuer", "stock", "-1", "contentAmount", "5", "vatRatePercent", "99", "slug", "Ä B"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("[aria-invalid]").eachAttr("id"))
                .contains("nameDe", "sku", "price", "stock", "contentAmount", "vatRatePercent", "slug");
        assertThat(refused.html().select(".error-summary a").eachAttr("href")).contains("#price", "#sku");
        assertThat(refused.html().selectFirst("#price").val()).isEqualTo("teuer");
    }

    @Test
    void savingAFormKeepsWhatWasSoldMeanwhile() {
        long id = shop.product(1000, 10);
        Page form = browser.open("/admin/products/" + id);
        database.update("update product set stock = 7 where id = ?", id);

        Page saved = browser.submit(form, "form[action=/admin/products/" + id + "]", Map.of("stock", "15"));

        assertThat(saved.status()).isEqualTo(303);
        assertThat(shop.stock(id)).isEqualTo(12);
    }

    @Test
    void aCategoryIsMadeNamedMovedAndDeleted() {
        // Given
        shop.product(100, 1);
        String name = "Körbe " + UUID.randomUUID();

        // When it is made
        browser.submit(browser.open("/admin/categories/new"), "main form", Map.of("nameDe", name, "nameEn", "Baskets"));
        long id = categoryNamed(name);
        String slug = database.only("select slug from category where id = ?", row -> row.getString(1), id);

        // Then it has its address, and customers see it with its first product
        assertThat(slug).startsWith("koerbe-");
        database.update("update product set category_id = ? where id = ?", id, shop.product(100, 1));
        browser.submit(
                browser.open("/admin/categories/" + id), "main form", Map.of("nameDe", name, "nameEn", "Hampers"));
        assertThat(browser.open("/en/c/" + slug).html().selectFirst("h1").text())
                .isEqualTo("Hampers");
        assertThat(browser.open("/de/c/" + slug).html().selectFirst("h1").text())
                .isEqualTo(name);

        // and it moves
        int place = places().indexOf(id);
        assertThat(place).isPositive();
        browser.post("/admin/categories/" + id + "/move", Map.of("direction", "up"));
        assertThat(places().indexOf(id)).isEqualTo(place - 1);
        browser.post("/admin/categories/" + id + "/move", Map.of("direction", "down"));
        assertThat(places().indexOf(id)).isEqualTo(place);

        // and stays while it has products
        Page refused = browser.post("/admin/categories/" + id + "/delete", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.html().select("[role=alert]").text()).contains(name, "noch 1 Produkte", "andere Kategorie");
        database.update("update product set category_id = ? where category_id = ?", places().getFirst(), id);
        assertThat(browser.post("/admin/categories/" + id + "/delete", Map.of()).status())
                .isEqualTo(303);
        assertThat(places()).doesNotContain(id);
    }

    @Test
    void aCategoryWithoutANameIsRefusedAndTwoOfOneNameGetTwoAddresses() {
        Page form = browser.open("/admin/categories/new");
        assertThat(browser.submit(form, "main form", Map.of()).status()).isEqualTo(422);
        assertThat(browser.submit(form, "main form", Map.of("nameDe", "!!!"))
                        .html()
                        .select("#nameDe[aria-invalid]"))
                .hasSize(1);

        String name = "Doppelt " + UUID.randomUUID();
        browser.submit(form, "main form", Map.of("nameDe", name));
        browser.submit(form, "main form", Map.of("nameDe", name));

        assertThat(database.list(
                        "select c.slug from category c join category_text t on t.category_id = c.id where t.name = ? order by c.id",
                        row -> row.getString(1).replaceFirst(".*(-2)$", "$1"),
                        name))
                .hasSize(2)
                .last()
                .isEqualTo("-2");
    }

    private long categoryNamed(String name) {
        return database.only(
                "select category_id from category_text where name = ? and lang = 'de'", row -> row.getLong(1), name);
    }

    private List<Long> places() {
        return database.list("select id from category order by position, id", row -> row.getLong(1));
    }

    @Test
    void everyVersionOfALegalTextIsKept() {
        String text = "# Impressum\n\nFirma <b>" + UUID.randomUUID() + "</b> [[Telefon]]\n\n" + "Ä".repeat(20_000);
        Page form = browser.open("/admin/legal/imprint/de");

        browser.submit(form, "form.legal-editor", Map.of("body", text));
        browser.submit(form, "form.legal-editor", Map.of("body", text));

        Page shown = browser.open("/de/legal/imprint");
        assertThat(shown.html().select("article b")).isEmpty();
        assertThat(shown.html().select("mark").text()).isEqualTo("[Telefon]");
        int versions = database.only(
                "select count(*) from legal_text where kind = 'imprint' and lang = 'de' and body = ?",
                row -> row.getInt(1),
                text);
        assertThat(versions).isEqualTo(1);
        assertThat(browser.open("/admin/legal/imprint/de")
                        .html()
                        .select(".notice.warning")
                        .text())
                .contains("Telefon");
    }

    @Test
    void aCatalogueIsImportedByAPersonOrAProgram() {
        String sku = "IMP-" + UUID.randomUUID();
        String file = "sku;name_de;category;price;stock\n" + sku + ";Eingelesene Vase;Vasen;%s;4\n";

        given().cookie("__Host-admin", browser.cookie("__Host-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .accept("application/json")
                .multiPart("file", "catalogue.csv", file.formatted("teuer").getBytes(StandardCharsets.UTF_8))
                .when()
                .post("/admin/import")
                .then()
                .statusCode(422)
                .body("applied", equalTo(false))
                .body("problems[0].row", equalTo(2))
                .body("problems[0].column", equalTo("price"))
                .body("problems[0].value", equalTo("teuer"));
        given().cookie("__Host-admin", browser.cookie("__Host-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .multiPart("file", "catalogue.csv", file.formatted("1.234,50").getBytes(StandardCharsets.UTF_8))
                .when()
                .post("/admin/import")
                .then()
                .statusCode(200);

        assertThat(database.<Long>only("select price_cents from product where sku = ?", row -> row.getLong(1), sku))
                .isEqualTo(123_450L);
    }

    @Test
    void ordersAreFoundMovedOnDeletedAndTakenBack() {
        // Given
        ShopBrowser customer = new ShopBrowser();
        long product = shop.product(1000, 5);
        Page placed = customer.submit(TestShop.toReview(customer, product, 2), "#order-form", Map.of("terms", "yes"));
        String number =
                customer.follow(placed).html().selectFirst("#order-number").text();
        String path = "/admin/orders/" + number;

        // When, Then it is found by number, name and mail address, and not by others
        for (String text : List.of(number, "Änne", "AENNE@example")) {
            assertThat(listed(text, "")).as(text).contains(number);
        }
        assertThat(listed("nobody-of-this-name", "")).isEmpty();
        assertThat(listed(number, "&status=RECEIVED")).containsExactly(number);
        assertThat(listed(number, "&status=SHIPPED")).isEmpty();

        // and moves on as the page offers, and nowhere else
        Page refused = browser.post(path + "/status", Map.of("status", "NOWHERE"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.html().select("[role=alert]").text()).contains("There is no status 'NOWHERE'");
        assertThat(browser.open(path).html().select("input[name=status]").eachAttr("value"))
                .contains("CANCELLED");
        assertThat(browser.post(path + "/status", Map.of("status", "CANCELLED")).status())
                .isEqualTo(303);
        assertThat(shop.stock(product)).isEqualTo(5);
        assertThat(browser.post(path + "/status", Map.of("status", "SHIPPED")).status())
                .isEqualTo(409);

        // and the change is taken back with its stock
        assertThat(browser.post(path + "/undo", Map.of()).status()).isEqualTo(303);
        assertThat(shop.stock(product)).isEqualTo(3);
        assertThat(listed(number, "&status=RECEIVED")).containsExactly(number);

        // and a deleted one is gone for the customer until that is undone
        assertThat(browser.post(path + "/delete", Map.of()).status()).isEqualTo(303);
        assertThat(customer.open(placed.location()).status()).isEqualTo(404);
        assertThat(listed(number, "")).isEmpty();
        assertThat(listed(number, "&deleted=true")).containsExactly(number);
        Page history = browser.open(path);
        assertThat(history.html().select("section[aria-labelledby=history] tbody tr"))
                .hasSize(3);
        assertThat(browser.submit(history, "form[action=" + path + "/undo]", Map.of())
                        .status())
                .isEqualTo(303);
        assertThat(customer.open(placed.location()).status()).isEqualTo(200);
        assertThat(browser.open("/admin/orders/999999999").status()).isEqualTo(404);
    }

    @Test
    void anOrderThatTheShopDoesNotKnowComesWithTheYamlToAskForIt() {
        for (Map.Entry<String, String> words : Map.of(
                        "de", "Der Shop hat keine Bestellung 999999999 (mehr).",
                        "en", "The shop has no order 999999999 (any more).")
                .entrySet()) {
            // Given
            browser.open("/admin/language?to=" + words.getKey());
            Instant before = clock.instant().truncatedTo(ChronoUnit.SECONDS);

            // When
            Page page = browser.open("/admin/orders?q=+999999999+&status=SHIPPED");

            // Then
            assertThat(page.html().selectFirst("#unknown-order").text()).isEqualTo(words.getValue());
            String yaml = code(page, "restore-yaml");
            Instant named = Instant.parse(yaml.replaceAll("(?s).* before: \"(.*?)\".*", "$1"));
            assertThat(named).isBetween(before, clock.instant());
            assertThat(yaml).isEqualTo("""
                            apiVersion: shop-operator.io/v1alpha1
                            kind: ShopRestore
                            metadata:
                              name: bring-999999999-back
                            spec:
                              shopRef:
                                name: "%s"
                              from:
                                before: "%s"
                              scope:
                                orders:
                                  numbers: [999999999]""".formatted(settings.name(), named.truncatedTo(ChronoUnit.SECONDS)));
            assertThat(code(page, "restore-apply")).isEqualTo("kubectl -n NAMESPACE apply -f -");
            assertThat(code(page, "restore-next")).isEqualTo("""
                            kubectl -n NAMESPACE get shoprestore bring-999999999-back -o jsonpath='{.status.preview}'
                            kubectl -n NAMESPACE patch shoprestore bring-999999999-back --type merge -p '{"spec":{"dryRun":false}}'""");
            assertThat(page.html().select("script:not([src]), style, [style], [onclick]"))
                    .isEmpty();
            assertThat(page.html().select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        }
    }

    /** What is to be copied, by the id of its label. */
    private static String code(Page page, String label) {
        assertThat(page.html().select("p#" + label)).hasSize(1);
        return page.html()
                .selectFirst("pre[aria-labelledby=" + label + "] > code")
                .wholeText();
    }

    @Test
    void whatIsNoNumberOfAnOrderOrOneTheShopKnowsIsNotAskedFor() {
        // Given
        ShopBrowser customer = new ShopBrowser();
        Page review = TestShop.toReview(customer, shop.product(1000, 5), 1);
        Page placed = customer.submit(review, "#order-form", Map.of("terms", "yes"));
        String number =
                customer.follow(placed).html().selectFirst("#order-number").text();

        // When, Then
        for (String text : List.of("", "0", "-999999999", "999 999 999", "999999999x", "9223372036854775808", number)) {
            assertThat(asked(text)).as(text).isFalse();
        }
        assertThat(asked("9223372036854775807")).isTrue();

        // and a deleted one is taken back in the admin
        assertThat(browser.post("/admin/orders/" + number + "/delete", Map.of()).status())
                .isEqualTo(303);
        assertThat(asked(number)).isFalse();
    }

    private boolean asked(String text) {
        Page page = browser.open("/admin/orders?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        assertThat(page.status()).as(text).isEqualTo(200);
        return !page.html().select("#unknown-order, pre").isEmpty();
    }

    @Test
    void theDashboardPlotsOrdersRevenueAndSessions() {
        // Given
        int before = ordersToday();
        ShopBrowser customer = new ShopBrowser();
        Page review = TestShop.toReview(customer, shop.product(1000, 5), 2);
        assertThat(customer.submit(review, "#order-form", Map.of("terms", "yes"))
                        .status())
                .isEqualTo(303);

        // When
        Page dashboard = browser.open("/admin");

        // Then
        assertThat(dashboard.html().select("figure.plot svg[role=img]").eachAttr("aria-label"))
                .hasSize(3)
                .allMatch(words -> words.contains("Zusammen"));
        assertThat(dashboard.html().select("figure.plot figcaption").eachText())
                .containsExactly(
                        "Bestellungen je Tag, letzte 30 Tage",
                        "Umsatz je Tag, letzte 30 Tage",
                        "Neue Besuche je Tag, letzte 30 Tage");
        assertThat(dashboard.html().select("figure.plot").first().select("rect.bar-mark"))
                .hasSize(30);
        assertThat(ordersToday()).isEqualTo(before + 1);
        assertThat(dashboard.html().select("ul.figures li").first().text())
                .isEqualTo((before + 1) + " Bestellungen heute");
    }

    /** As the table below the plot tells, for those who do not see it. */
    private int ordersToday() {
        return Integer.parseInt(browser.open("/admin")
                .html()
                .select("figure.plot")
                .first()
                .select("tbody tr")
                .last()
                .select("td.number")
                .text());
    }

    @Test
    void whatIsNoNoticeIsRefusedWithTheReason() {
        for (String file : List.of("", "just words", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")) {
            given().cookie("__Host-admin", browser.cookie("__Host-admin"))
                    .header("Sec-Fetch-Site", "same-origin")
                    .accept("text/html")
                    .multiPart("file", "notice.svg", file.getBytes(StandardCharsets.UTF_8))
                    .when()
                    .post("/admin/warranty-notice")
                    .then()
                    .statusCode(422)
                    .body(containsString("Es muss ein PNG, JPEG, WebP, PDF oder ein SVG ohne Programme sein"));
        }
    }

    private List<String> listed(String text, String more) {
        return browser.open("/admin/orders?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + more)
                .html()
                .select("tbody a[href^=/admin/orders/]")
                .eachText();
    }

    @Test
    void picturesAreTakenIfTheyAreSome() throws Exception {
        // Given
        long id = shop.product(100, 1);
        BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);

        // When a good one is uploaded
        upload(id, png.toByteArray()).then().statusCode(303);

        // Then it is shown to customers
        String slug = database.only("select slug from product where id = ?", row -> row.getString(1), id);
        String source = browser.open("/de/p/" + slug)
                .html()
                .select("main img[src^=/media/]")
                .first()
                .attr("src");
        given().when()
                .get(source)
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("Content-Length", String.valueOf(png.size()));

        // and others are refused with the reason
        upload(id, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(422)
                .body(containsString("front.png"));
        upload(id, Arrays.copyOf(png.toByteArray(), 5 * 1024 * 1024 + 1))
                .then()
                .statusCode(422)
                .body(containsString("5 MB"));
        // and it can be taken away again
        List<Long> pictures = database.list("select id from picture where product_id = ?", row -> row.getLong(1), id);
        assertThat(pictures).hasSize(1);
        assertThat(browser.post("/admin/products/" + id + "/pictures/" + pictures.getFirst() + "/delete", Map.of())
                        .status())
                .isEqualTo(303);
        given().when().get(source).then().statusCode(404);
    }

    private io.restassured.response.Response upload(long id, byte[] file) {
        return given().redirects()
                .follow(false)
                .cookie("__Host-admin", browser.cookie("__Host-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .multiPart("pictures", "front.png", file)
                .when()
                .post("/admin/products/" + id + "/pictures");
    }

    @Test
    void twoWhoTakeTheSameArticleNumberAtOnceGetAFormThatSaysSo() throws Exception {
        // Given somebody who is about to take an article number
        shop.product(100, 1);
        String sku = "RACE-" + UUID.randomUUID();
        Map<String, String> typed =
                Map.of("nameDe", sku, "sku", sku, "price", "1", "stock", "1", "categoryId", category());
        Page form = browser.open("/admin/products/new");
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("insert into product (slug, sku, category_id, price_cents) values ('"
                    + sku.toLowerCase(Locale.ROOT) + "-other', '" + sku + "', " + category() + ", 1)");

            // When
            Future<Page> saved = threads.submit(() -> browser.submit(form, "form[action=/admin/products]", typed));
            Awaitility.await()
                    .until(() -> database.only(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into product%'",
                                    row -> row.getLong(1))
                            > 0);
            other.commit();

            // Then
            assertThat(saved.get().status()).isEqualTo(409);
            assertThat(saved.get().html().select("#sku[aria-invalid]")).hasSize(1);
            assertThat(saved.get().html().selectFirst("#nameDe").val()).isEqualTo(sku);
        }
    }

    @Test
    void noSpellingOfAnAddressLeadsPastTheLogin() {
        for (String path : List.of(
                "/admin;x=1/orders",
                "/admin/;x=1/orders",
                "/admin/orders;x=1",
                "//admin/orders",
                "/./admin/orders",
                "/de/../admin/orders",
                "/%61dmin/orders",
                "/admin/login/../orders",
                "/admin/login;x/../orders",
                "/Admin/orders")) {
            int status = given().urlEncodingEnabled(false)
                    .redirects()
                    .follow(false)
                    .accept("text/html")
                    .when()
                    .get(path)
                    .statusCode();
            assertThat(status).as(path).isNotEqualTo(200);
        }
    }

    private String category() {
        return database.only("select id::text from category order by id limit 1", row -> row.getString(1));
    }
}
