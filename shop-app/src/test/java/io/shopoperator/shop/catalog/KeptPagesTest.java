package io.shopoperator.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.demo.DemoCatalogue;
import io.shopoperator.shop.layout.MerchantSettings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages are rendered once for all visitors; what is a visitor's own must never reach another one. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class KeptPagesTest {
    @Inject
    DemoCatalogue demo;

    @Inject
    Database database;

    @Inject
    MerchantSettings settings;

    private ShopBrowser buyer;
    private ShopBrowser stranger;

    static List<String> kinds() {
        return List.of("/de/", "category", "/en/search?q=tea", "/de/search?q=te%00e", "product");
    }

    @BeforeEach
    void aShopWithProducts() {
        demo.load();
        buyer = new ShopBrowser();
        stranger = new ShopBrowser();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyVisitorSeesTheirOwnCartOnThePageThatAllShare(String kind) {
        String address = address(kind);
        putIntoCart(buyer, 3);

        Page first = stranger.open(address);
        Page bought = buyer.open(address);
        Page again = stranger.open(address);

        assertThat(pieces(bought)).isEqualTo("3");
        assertThat(pieces(first)).isEmpty();
        assertThat(pieces(again)).isEmpty();
        assertThat(bought.html().selectFirst("main").html())
                .isEqualTo(first.html().selectFirst("main").html());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whoIsLoggedInSeesTheAccountWhereOthersSeeTheLogin(String kind) {
        String address = address(kind);
        buyer.submit(
                buyer.open("/de/register"),
                "form[action=/de/register]",
                Map.of(
                        "email", "kept-" + System.nanoTime() + "@example.com",
                        "name", "Kim Sommer",
                        "password", "ein langes Kennwort 1"));

        Page account = buyer.open(address);
        Page login = stranger.open(address);

        assertThat(account.html().select("nav.tools a[href$=/account]")).hasSize(1);
        assertThat(login.html().select("nav.tools a[href$=/account]")).isEmpty();
        assertThat(login.html().select("nav.tools a[href$=/login]")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aPageMadeAnewIsTheSameAsTheKeptOne(String kind) {
        String address = address(kind);

        Document kept = stranger.open(address).html();
        Document anew = new ShopBrowser().openAnew(address).html();

        assertThat(kept.select("header").text()).isEqualTo(anew.select("header").text());
        assertThat(kept.html()).isEqualTo(anew.html());
    }

    @Test
    void aNewNameOfTheShopIsOnKeptPagesToo() {
        String before = brand();

        settings.set(MerchantSettings.BRAND, "Kaufhaus am Markt");
        String after = brand();
        settings.set(MerchantSettings.BRAND, before);

        assertThat(before).isNotEqualTo("Kaufhaus am Markt");
        assertThat(after).isEqualTo("Kaufhaus am Markt");
        assertThat(brand()).isEqualTo(before);
    }

    private String brand() {
        return stranger.open("/de/").html().select(".brand").text();
    }

    private String address(String kind) {
        return switch (kind) {
            case "category" ->
                stranger.open("/de/").html().selectFirst("nav.categories a").attr("href");
            case "product" ->
                stranger.open("/de/").html().selectFirst(".card h3 a").attr("href");
            default -> kind;
        };
    }

    private void putIntoCart(ShopBrowser browser, int quantity) {
        String product = database.only(
                "select id from product where active and stock > 9 order by id limit 1",
                row -> Long.toString(row.getLong(1)));
        browser.follow(
                browser.post("/de/cart/lines", Map.of("product", product, "quantity", Integer.toString(quantity))));
    }

    private static String pieces(Page page) {
        return page.html().select("#cart-link .count").text().replaceAll("\\D", "");
    }
}
