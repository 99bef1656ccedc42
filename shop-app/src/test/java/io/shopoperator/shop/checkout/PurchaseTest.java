package io.shopoperator.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.order.OrderService;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class PurchaseTest {
    @Inject
    TestShop shop;

    @Inject
    OrderService orders;

    @Test
    void guestBuysWithoutJavaScript() {
        // Given
        long product = shop.product(1999, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 2);
        assertThat(review.status()).isEqualTo(200);

        // When
        Page placed = browser.submit(review, "#order-form", Map.of("terms", "yes"));

        // Then
        assertThat(placed.status()).isEqualTo(303);
        assertThat(placed.location()).contains("/de/orders/");
        Page order = browser.follow(placed);
        assertThat(order.html().text()).contains("Änne Groß", "39,98", "4,90", "44,88", "Rechnung");
        assertThat(order.html().selectFirst("#order-status").attr("data-status"))
                .isEqualTo("RECEIVED");
        assertThat(shop.stock(product)).isEqualTo(3);
        assertThat(browser.open("/de/cart").html().text()).contains("Dein Warenkorb ist leer");
    }

    @Test
    void essentialsStandDirectlyAboveTheOrderButton() {
        // Given
        ShopBrowser browser = new ShopBrowser();

        // When
        Page review = TestShop.toReview(browser, shop.product(1000, 5), 1);

        // Then
        var button = review.html().selectFirst("#order-form button");
        assertThat(button.text()).isEqualTo("zahlungspflichtig bestellen");
        var essentials = button.previousElementSibling();
        assertThat(essentials.className()).isEqualTo("order-essentials");
        assertThat(essentials.text())
                .contains(
                        "Ware",
                        "Gesamtbetrag",
                        "14,90",
                        "inkl. MwSt. und Versand",
                        "MwSt. 19 %",
                        "Lieferzeit 2 bis 4 Werktage");
        assertThat(essentials.select("a, input, button")).isEmpty();
        assertThat(button.nextElementSibling()).isNull();
    }

    @Test
    void englishPagesOfferTheEnglishButton() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        browser.post("/en/cart/lines", Map.of("product", String.valueOf(shop.product(1000, 5)), "quantity", "1"));

        // When
        Page review = browser.submit(browser.open("/en/checkout"), "form[action=/en/checkout]", TestShop.details());

        // Then
        assertThat(review.html().selectFirst("#order-form button").text()).isEqualTo("Order with obligation to pay");
        assertThat(review.html().text()).contains("Thing", "€14.90", "Delivery in 2 to 4 working days");
    }

    @Test
    void wrongDetailsAreExplainedNextToTheFieldsAndKept() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        browser.post("/de/cart/lines", Map.of("product", String.valueOf(shop.product(1000, 5)), "quantity", "1"));
        Map<String, String> typed = TestShop.details();
        typed.put("postalCode", "12");
        typed.put("email", "nobody");

        // When
        Page page = browser.submit(browser.open("/de/checkout"), "form[action=/de/checkout]", typed);

        // Then
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().selectFirst("#postalCode-error").text()).contains("5 Ziffern");
        assertThat(page.html().selectFirst("#email").attr("aria-describedby")).isEqualTo("email-error");
        assertThat(page.html().selectFirst("#email").val()).isEqualTo("nobody");
        assertThat(page.html().selectFirst("#street").val()).isEqualTo("Hauptstraße 1");
        assertThat(page.html().selectFirst("#payment-invoice").hasAttr("checked"))
                .isTrue();
    }

    @Test
    void nothingIsOrderedWithoutAgreeingToTheTerms() {
        // Given
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 1);

        // When
        Page page = browser.submit(review, "#order-form", Map.of());

        // Then
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.html().selectFirst("#terms-error").text()).contains("AGB");
        assertThat(shop.stock(product)).isEqualTo(5);
    }

    @Test
    void changedPriceIsShownBeforeItIsCharged() {
        // Given
        long product = shop.product(1000, 5);
        ShopBrowser browser = new ShopBrowser();
        Page review = TestShop.toReview(browser, product, 1);
        shop.price(product, 1200);

        // When
        Page page = browser.submit(review, "#order-form", Map.of("terms", "yes"));

        // Then
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.html().text()).contains("Preise oder Verfügbarkeit haben sich geändert", "16,90");
        assertThat(shop.stock(product)).isEqualTo(5);
        assertThat(browser.submit(page, "#order-form", Map.of()).status()).isEqualTo(303);
    }

    @Test
    void prepaymentWaitsForTheMoney() {
        // Given
        ShopBrowser browser = new ShopBrowser();
        browser.post("/de/cart/lines", Map.of("product", String.valueOf(shop.product(6000, 5)), "quantity", "1"));
        Map<String, String> typed = TestShop.details();
        typed.put("payment", "prepayment");
        typed.put("delivery", "EXPRESS");
        Page review = browser.submit(browser.open("/de/checkout"), "form[action=/de/checkout]", typed);

        // When
        Page order = browser.follow(browser.submit(review, "#order-form", Map.of("terms", "yes")));

        // Then
        assertThat(order.html().selectFirst("#order-status").attr("data-status"))
                .isEqualTo("AWAITING_PAYMENT");
        assertThat(order.html().text()).contains("Vorkasse", "69,90", "Lieferzeit 1 bis 3 Werktage");
    }

    @Test
    void confirmationPageNeedsTheWholeToken() {
        assertThat(new ShopBrowser().open("/de/orders/abc").status()).isEqualTo(404);
    }
}
