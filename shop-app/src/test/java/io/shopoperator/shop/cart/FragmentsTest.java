package io.shopoperator.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What htmx gets and swaps; without it the same forms lead to whole pages. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class FragmentsTest {
    @Inject
    TestShop shop;

    @Inject
    Database database;

    private ShopBrowser browser;

    @BeforeEach
    void aVisitor() {
        browser = new ShopBrowser();
    }

    @Test
    void htmxLearnsWhatIsInTheCartAndOthersAreSentToIt() {
        // Given
        Map<String, String> line = Map.of("product", String.valueOf(shop.product(1000, 10)), "quantity", "2");

        // When
        Page plain = browser.post("/de/cart/lines", line);
        Page fragment = browser.postAsHtmx("/de/cart/lines", line);

        // Then
        assertThat(plain.status()).isEqualTo(303);
        assertThat(plain.location()).endsWith("/de/cart");
        assertThat(fragment.status()).isEqualTo(200);
        assertThat(fragment.html().select("main, header")).isEmpty();
        assertThat(fragment.html().select(".notice.success").text())
                .contains("liegt im Warenkorb")
                .contains("4 Stück");
        assertThat(fragment.html().select("#cart-link .count").text()).endsWith("4");
    }

    @Test
    void htmxIsToldThatAProductIsGoneOrThatThereAreTooFew() {
        // Given
        long rare = shop.product(1000, 1);
        long gone = shop.product(1000, 1);
        database.update("update product set active = false where id = ?", gone);

        // When
        Page tooMany = browser.postAsHtmx("/en/cart/lines", Map.of("product", String.valueOf(rare), "quantity", "3"));
        Page refused = browser.postAsHtmx("/en/cart/lines", Map.of("product", String.valueOf(gone)));

        // Then
        assertThat(tooMany.html().select(".notice.warning").text()).contains("Only 1 of this are left");
        assertThat(refused.html().select(".notice.success")).isEmpty();
        assertThat(refused.html().select(".notice.warning").text()).isEqualTo("This product is no longer sold.");
    }

    @Test
    void changingTheCartIsAnnouncedWithWhatIsLeft() {
        // Given
        String product = String.valueOf(shop.product(1000, 10));
        browser.post("/de/cart/lines", Map.of("product", product, "quantity", "2"));

        // When
        Page changed = browser.follow(browser.postAsHtmx("/de/cart/lines/" + product, Map.of("quantity", "3")));
        Page emptied = browser.follow(browser.postAsHtmx("/de/cart/lines/" + product + "/remove", Map.of()));

        // Then
        assertThat(status(changed)).isEqualTo("Warenkorb geändert: 3 Artikel, 30,00 €");
        assertThat(status(emptied)).isEqualTo("Dein Warenkorb ist leer.");
        assertThat(status(browser.open("/de/cart"))).isEmpty();
    }

    @Test
    void everyPlaceThatHtmxSwapsIsOnThePageAndNeedsNoEvaluation() {
        // Given
        long product = shop.product(1000, 10);
        String slug = database.only("select slug from product where id = ?", row -> row.getString(1), product);
        String category = database.only("select slug from category order by id limit 1", row -> row.getString(1));
        browser.post("/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", "2"));

        for (String path : List.of("/de/", "/de/c/" + category, "/de/p/" + slug, "/de/search?q=ware", "/de/cart")) {
            Page page = browser.open(path);
            for (String attribute : List.of("hx-target", "hx-select", "hx-select-oob")) {
                for (String value : page.html().select("[" + attribute + "]").eachAttr(attribute)) {
                    for (String selector : value.split(",")) {
                        // Then
                        assertThat(page.html().select(selector.replaceFirst(":.*", "")))
                                .as("%s: %s %s", path, attribute, selector)
                                .hasSize(1);
                    }
                }
            }
            assertThat(page.html().select("[hx-vals^=js], [hx-on], [hx-trigger*=\\[]"))
                    .isEmpty();
            for (String form : page.html().select("form[hx-post]").eachAttr("hx-post")) {
                assertThat(page.html().select("form[action=" + form + "][method=post]"))
                        .as("%s works without htmx: %s", path, form)
                        .hasSize(1);
            }
        }
    }

    private static String status(Page page) {
        return page.html().selectFirst("#page-status").text().replace('\u00a0', ' ');
    }
}
