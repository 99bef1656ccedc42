package io.shopoperator.shop.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.demo.DemoCatalogue;
import io.shopoperator.shop.layout.Language;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class CatalogPagesTest {
    private static final int DEMO_PRODUCTS = 1000;

    @Inject
    DemoCatalogue demo;

    @Inject
    Categories categories;

    @Inject
    Database database;

    private ShopBrowser browser;

    @BeforeEach
    void aShopWithTheDemoCatalogue() {
        browser = new ShopBrowser();
        demo.load();
    }

    @Test
    void theDemoCatalogueIsLoadedOnce() {
        int before = count("product");

        demo.load();

        assertThat(before).isGreaterThanOrEqualTo(DEMO_PRODUCTS);
        assertThat(count("product")).isEqualTo(before);
    }

    @Test
    void everyDemoPictureIsWellFormedAndRunsNothing() throws Exception {
        List<byte[]> drawings =
                database.list("select bytes from media where content_type = 'image/svg+xml'", row -> row.getBytes(1));

        assertThat(drawings).hasSizeGreaterThan(DEMO_PRODUCTS);
        var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (byte[] drawing : drawings) {
            var root = parser.parse(new ByteArrayInputStream(drawing)).getDocumentElement();
            assertThat(root.getTagName()).isEqualTo("svg");
            assertThat(root.getElementsByTagName("script").getLength()).isZero();
        }
    }

    @Test
    void pagesOfACategoryFollowEachOtherWithoutGapOrRepetition() {
        Set<String> seen = new LinkedHashSet<>();
        Page page = browser.open("/de/c/" + anyCategory());
        int pages = 0;
        while (true) {
            pages++;
            for (Element link : page.html().select(".card h3 a")) {
                assertThat(seen.add(link.attr("href")))
                        .as("shown twice: " + link)
                        .isTrue();
            }
            Element next = page.html().selectFirst("a[rel=next]");
            if (next == null) {
                break;
            }
            page = browser.open(next.attr("href"));
        }
        assertThat(pages).isGreaterThan(1);
        assertThat(seen)
                .hasSize(categories.all(Language.DE).stream()
                        .filter(category -> category.slug().equals(anyCategory()))
                        .findFirst()
                        .orElseThrow()
                        .products());
    }

    @Test
    void productPageSaysWhatTheLawAsksFor() throws Exception {
        String slug = database.only("""
                select slug from product where active and stock > 0 and content_unit is not null
                and lowest_before_cents > price_cents order by id limit 1""", row -> row.getString(1));

        Page page = browser.open("/de/p/" + slug);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().select(".buy").text())
                .contains(
                        "inkl.", "MwSt., zzgl. Versand", "/ kg", "Niedrigster Preis der letzten 30 Tage", "Lieferzeit")
                .contains("Hersteller und Produktsicherheit");
        assertThat(page.html()
                        .select("form[action=/de/cart/lines] input[name=product]")
                        .val())
                .isNotEmpty();
        JsonNode described = new ObjectMapper()
                .readTree(page.html()
                        .selectFirst("script[type=application/ld+json]")
                        .data())
                .get("@graph")
                .get(0);
        assertThat(described.get("offers").get("priceCurrency").asText()).isEqualTo("EUR");
        assertThat(described.get("image")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aChangedStockIsSeenAtOnce() {
        long id = database.only(
                "select id from product where active and stock > 20 order by id limit 1", row -> row.getLong(1));
        String path = "/de/p/" + database.only("select slug from product where id = ?", row -> row.getString(1), id);
        assertThat(browser.open(path).html().select(".availability").text()).isEqualTo("Auf Lager");

        database.update("update product set stock = 2 where id = ?", id);

        assertThat(browser.open(path).html().select(".availability").text()).isEqualTo("Nur noch 2 auf Lager");
        database.update("update product set stock = 50 where id = ?", id);
    }

    @Test
    void pagesKnowTheirOtherLanguage() {
        Page page = browser.open("/en/c/" + anyCategory());

        assertThat(page.html().selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.html().select("link[hreflang=de]").attr("href")).endsWith("/de/c/" + anyCategory());
        assertThat(browser.open(page.html().selectFirst("a.language").attr("href"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknownPagesAreExplainedInTheShopsDesign() {
        for (String path : List.of(
                "/de/p/no-such-thing",
                "/en/c/nothing",
                "/de/nowhere",
                "/elsewhere",
                "/de/c/" + anyCategory() + "?page=999")) {
            given().accept("text/html")
                    .when()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("text/html")
                    .body("html.body.header.size()", equalTo(1));
        }
    }

    @Test
    void picturesAreKeptForGoodAndDesignFilesToo() {
        String hash = database.only("select hash from picture order by id limit 1", row -> row.getString(1));
        given().when()
                .get("/media/" + hash)
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .header("Cache-Control", "public, max-age=31536000, immutable");
        given().header("If-None-Match", "\"" + hash + "\"")
                .when()
                .get("/media/" + hash)
                .then()
                .statusCode(304);
        String css =
                browser.open("/de/").html().selectFirst("link[rel=stylesheet]").attr("href");
        given().when().get(css).then().statusCode(200).header("Cache-Control", "public, max-age=31536000, immutable");
    }

    @Test
    void aPictureIsDescribedInTheLanguageOfThePage() {
        String slug = database.only(
                "select slug from product p where active and exists (select 1 from picture where product_id = p.id) order by id limit 1",
                row -> row.getString(1));
        database.update("""
                insert into picture_text (picture_id, lang, alt)
                select i.id, 'en', 'A blue cup "from above"' from picture i join product p on p.id = i.product_id
                where p.slug = ? and i.position = 0
                on conflict (picture_id, lang) do update set alt = excluded.alt""", slug);
        database.update(
                "delete from picture_text t using picture i join product p on p.id = i.product_id"
                        + " where t.picture_id = i.id and t.lang = 'de' and p.slug = ?",
                slug);
        // a page is kept until its product changes
        database.update("update product set updated_at = now() where slug = ?", slug);

        assertThat(alt("/en/p/" + slug)).isEqualTo("A blue cup \"from above\"");
        assertThat(alt("/de/p/" + slug))
                .as("nobody wrote it down in German")
                .contains(database.<String>only(
                        "select t.name from product_text t join product p on p.id = t.product_id where p.slug = ? and t.lang = 'de'",
                        row -> row.getString(1),
                        slug));
    }

    private String alt(String path) {
        return browser.open(path).html().selectFirst(".gallery-strip img").attr("alt");
    }

    @Test
    void searchEnginesFindEveryProductInBothLanguages() {
        String sitemap = given().when()
                .get("/sitemap.xml")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        int active = database.only("select count(*) from product where active", row -> row.getInt(1));
        assertThat(sitemap.split("<loc>[^<]*/de/p/").length - 1).isEqualTo(active);
        assertThat(sitemap.split("<loc>[^<]*/en/p/").length - 1).isEqualTo(active);
        assertThat(given().when().get("/robots.txt").asString()).contains("Disallow: /admin", "/sitemap.xml");
    }

    @Test
    void noPageHasScriptOrStyleInItself() {
        String product = database.only("select slug from product where active limit 1", row -> row.getString(1));
        for (String lang : List.of("de", "en")) {
            for (String path : List.of(
                    "",
                    "c/" + anyCategory(),
                    "p/" + product,
                    "search",
                    "search?q=xyzzy",
                    "search?q=poster",
                    "cart",
                    "login",
                    "register",
                    "withdrawal",
                    "legal/imprint",
                    "legal/terms",
                    "legal/privacy",
                    "legal/withdrawal",
                    "legal/shipping",
                    "legal/accessibility")) {
                Page page = browser.open("/" + lang + "/" + path);
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(
                                page.html()
                                        .select(
                                                "script:not([src]):not([type=application/ld+json]), style, [style], [onclick], [onload]"))
                        .as(path)
                        .isEmpty();
                assertThat(page.html().select("h1")).as(path).hasSize(1);
                assertThat(page.html().select("img:not([alt])")).as(path).isEmpty();
                assertThat(page.html().select(".withdrawal-button")).as(path).hasSize(1);
                assertThat(page.html().select("[id]").eachAttr("id")).as(path).doesNotHaveDuplicates();
            }
        }
    }

    private String anyCategory() {
        return database.only(
                "select c.slug from category c join product p on p.category_id = c.id group by c.id having count(*) > 30 order by c.id limit 1",
                row -> row.getString(1));
    }

    private int count(String table) {
        return database.only("select count(*) from " + table, row -> row.getInt(1));
    }
}
