package io.shopoperator.shop.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.legal.WarrantyNotice;
import io.shopoperator.shop.order.OrderService;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class PurchaseTest {
    @Inject
    TestShop shop;

    @Inject
    OrderService orders;

    @Inject
    WarrantyNotice notice;

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
    void theAccountListsItsOrdersAndNobodyElses() {
        // Given two customers with an order each, and a guest who used one's address
        ShopBrowser mine = customer();
        ShopBrowser other = customer();
        String myOrder = orderOf(mine);
        String othersOrder = orderOf(other);
        String guestsOrder = orderOf(new ShopBrowser());

        // When
        Page account = mine.open("/de/account");

        // Then
        assertThat(account.html().select("table th[scope=row]").eachText())
                .containsExactly(myOrder)
                .doesNotContain(othersOrder, guestsOrder);
        assertThat(account.html().text()).contains("14,90");
        assertThat(mine.open("/de/orders/"
                                + account.html()
                                        .selectFirst("table a")
                                        .attr("href")
                                        .replaceFirst(".*/", ""))
                        .html()
                        .selectFirst("#order-number")
                        .text())
                .isEqualTo(myOrder);
        assertThat(other.open("/de/account")
                        .html()
                        .select("table th[scope=row]")
                        .eachText())
                .containsExactly(othersOrder);
    }

    private static ShopBrowser customer() {
        ShopBrowser browser = new ShopBrowser();
        browser.post(
                "/de/register",
                Map.of("name", "A", "email", UUID.randomUUID() + "@example.org", "password", "ein langes Passwort"));
        return browser;
    }

    private String orderOf(ShopBrowser browser) {
        Page review = TestShop.toReview(browser, shop.product(1000, 5), 1);
        return browser.follow(browser.submit(review, "#order-form", Map.of("terms", "yes")))
                .html()
                .selectFirst("#order-number")
                .text();
    }

    @Test
    void theWarrantyNoticeTheMerchantSuppliedIsShownAsItIs() {
        // Given
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\"><!-- " + UUID.randomUUID()
                + " --><rect width=\"60\" height=\"60\"/></svg>";
        ShopBrowser browser = new ShopBrowser();
        long product = shop.product(1000, 5);
        assertThat(TestShop.toReview(browser, product, 1).html().select("img[src^=/legal-files/]"))
                .isEmpty();

        // When
        notice.store("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8), "erika");
        try {
            Page review = TestShop.toReview(new ShopBrowser(), product, 1);

            // Then
            String path =
                    review.html().select("img[src^=/legal-files/]").first().attr("src");
            Page file = browser.open(path);
            assertThat(file.response().body()).isEqualTo(svg);
            assertThat(file.response().headers().firstValue("content-type")).hasValue("image/svg+xml");
            assertThat(file.response().headers().allValues("content-security-policy"))
                    .singleElement()
                    .asString()
                    .contains("sandbox");
        } finally {
            notice.remove();
        }
    }

    @Test
    void confirmationPageNeedsTheWholeToken() {
        assertThat(new ShopBrowser().open("/de/orders/abc").status()).isEqualTo(404);
    }
}
