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
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.security.AdminAccounts;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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
    void everyVersionOfALegalTextIsKept() {
        String text = "# Impressum\n\nFirma <b>" + UUID.randomUUID() + "</b> [[Telefon]]";
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

    private String category() {
        return database.only("select id::text from category order by id limit 1", row -> row.getString(1));
    }
}
