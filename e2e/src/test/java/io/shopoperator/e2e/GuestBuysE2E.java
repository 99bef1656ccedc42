package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Accessibility;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Chromium;
import io.shopoperator.e2e.storefront.Chromium.Screen;
import io.shopoperator.e2e.storefront.Guest;
import io.shopoperator.e2e.storefront.Screenshots;
import io.shopoperator.e2e.storefront.Storefront;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Customers in a real browser: they find something, buy it without an account, and can use every page. */
@Order(11)
class GuestBuysE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-guest");

    private static final byte[] WRONG_CATALOGUE =
            "sku;name_de;category;price;stock\nA-1;Tasse;Geschirr;viel;7\n".getBytes(StandardCharsets.UTF_8);
    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    private static Chromium chromium;

    @BeforeAll
    static void aShopWithGoods() {
        SHOP.create("").awaitReady();
        Admin.loadDemoCatalogue(SHOP);
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (chromium != null) chromium.close();
    }

    @ParameterizedTest
    @CsvSource({"de, DESKTOP, Zahlungspflichtig bestellen", "en, PHONE, Order with obligation to pay"})
    void aGuestBuysOnEveryScreenAndInBothLanguages(String language, Screen screen, String orderButton) {
        List<String> findings = new ArrayList<>();
        String name = "guest-" + language + "-" + screen.label() + "-";
        try (Page page = chromium.visitor(screen)) {
            Storefront shop = new Storefront(page, SHOP.url(), language);

            look(shop.open(""), name + "1-home", findings);
            look(shop.openFirstCategory(), name + "2-category", findings);
            look(shop.openFirstProduct(), name + "3-product", findings);
            look(shop.addToCart(), name + "4-cart", findings);
            look(shop.toCheckout(), name + "5-checkout", findings);
            look(shop.fillInAddress("gast@example.com").toReview(), name + "6-review", findings);
            assertThat(shop.orderButton()).isEqualToIgnoringCase(orderButton);
            String number = shop.order();
            look(shop, name + "7-confirmation", findings);

            assertThat(orders()).contains(number);
            assertThat(shop.cart()).isEmpty();
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void aGuestBuysWithoutJavaScript() {
        try (Page page = chromium.visitorWithoutJavaScript(Screen.DESKTOP)) {
            Storefront shop = new Storefront(page, SHOP.url(), "de");

            String number = shop.openFirstCategory()
                    .openFirstProduct()
                    .addToCart()
                    .toCheckout()
                    .fillInAddress("ohne@example.com")
                    .toReview()
                    .order();

            Screenshots.take(page, "guest-without-javascript-confirmation");
            assertThat(orders()).contains(number);
        }
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void thePagesBesideTheWayToTheTillAreAccessible(Screen screen) {
        List<String> findings = new ArrayList<>();
        String name = "pages-" + screen.label() + "-";
        try (Page page = chromium.visitor(screen)) {
            Storefront shop = new Storefront(page, SHOP.url(), "de");
            look(shop.open("").search("tee"), name + "search", findings);
            look(shop.open("cart"), name + "empty-cart", findings);
            for (String path : List.of(
                    "login",
                    "register",
                    "withdrawal",
                    "legal/imprint",
                    "legal/terms",
                    "legal/privacy",
                    "legal/withdrawal",
                    "legal/shipping",
                    "legal/accessibility")) {
                look(shop.open(path), name + path.replace('/', '-'), findings);
            }
            shop.register("Klara Kundin", "klara-" + screen.label() + "@example.com", "ein langes Passwort");
            look(shop.open("account"), name + "account", findings);
        }
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Screen.class)
    void thePagesOfTheMerchantAreAccessible(Screen screen) {
        String order = Guest.buysSomethingAt(SHOP.url());
        List<String> findings = new ArrayList<>();
        String name = "admin-" + screen.label() + "-";
        try (Page page = chromium.visitor(screen)) {
            page.navigate(SHOP.url() + "/admin/login");
            look(page, name + "login", findings);
            page.locator("#username").fill(SHOP.secret("admin", "username"));
            page.locator("#password").fill(SHOP.secret("admin", "password"));
            page.locator("form[action$='/admin/login'] button[type=submit]").click();
            page.waitForURL(url -> !url.contains("/login"));
            look(page, name + "dashboard", findings);
            for (String path : List.of(
                    "first-steps",
                    "products",
                    "products/new",
                    "categories",
                    "categories/new",
                    "orders",
                    "orders/" + order,
                    "withdrawals",
                    "legal",
                    "legal/terms/de",
                    "import")) {
                openAsMerchant(page, path);
                look(page, name + path.replace('/', '-').replace(order, "one"), findings);
            }
            for (String list : List.of("products", "categories")) {
                openAsMerchant(page, list);
                String first = page.locator("main tbody a[href^='/admin/" + list + "/']")
                        .first()
                        .getAttribute("href");
                openAsMerchant(page, first.substring("/admin/".length()));
                look(page, name + list + "-edit", findings);
            }
            saveShippingText(page, "Versand am selben Tag.", false);
            saveShippingText(page, "Versand mit dem Fahrrad.", true);
            page.locator("main [role=alert]").waitFor();
            look(page, name + "legal-conflict", findings);
            openAsMerchant(page, "import");
            page.locator("#file").setInputFiles(new FilePayload("catalogue.csv", "text/csv", WRONG_CATALOGUE));
            page.locator("main form[action$='/admin/import'] button[type=submit]")
                    .click();
            page.locator("main [role=alert]").waitFor();
            look(page, name + "import-report", findings);
        }
        assertThat(findings).isEmpty();
    }

    /** {@code outdated}: as one who began with the draft, before somebody else saved. */
    private static void saveShippingText(Page page, String text, boolean outdated) {
        openAsMerchant(page, "legal/shipping/de");
        if (outdated) {
            page.locator("form.legal-editor input[name=version]").evaluate("field => field.value = '0'");
        }
        page.locator("#body").fill(text);
        page.locator("form.legal-editor button[type=submit]").click();
        page.locator("main [role=status], main [role=alert]").first().waitFor();
    }

    private static void openAsMerchant(Page page, String path) {
        assertThat(page.navigate(SHOP.url() + "/admin/" + path).status()).isEqualTo(200);
    }

    private static void look(Storefront shop, String name, List<String> findings) {
        look(shop.page(), name, findings);
    }

    private static void look(Page page, String name, List<String> findings) {
        Screenshots.take(page, name);
        findings.addAll(Accessibility.findings(page));
    }

    private static List<String> orders() {
        return SHOP.database().query("select number from shop_order").lines().toList();
    }
}
