package io.shopoperator.e2e.storefront;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;

/** The shop as a customer's browser shows it, in one language; what it does is done by clicks and keys. */
public final class Storefront {
    private final Page page;
    private final String home;

    /** {@code language} is the first part of every path: de or en. */
    public Storefront(Page page, String shop, String language) {
        this.page = page;
        this.home = shop + "/" + language + "/";
    }

    public Page page() {
        return page;
    }

    /** Opens a page by its path below the language; empty for the home page. */
    public Storefront open(String path) {
        var answer = page.navigate(home + path);
        if (answer.status() != 200) {
            throw new AssertionError("status " + answer.status() + " for " + page.url());
        }
        return this;
    }

    public Storefront openFirstCategory() {
        open("");
        page.locator("main a[href*='/c/']").first().click();
        page.waitForURL("**/c/**");
        return this;
    }

    public Storefront openFirstProduct() {
        page.locator("main a[href*='/p/']").first().click();
        page.waitForURL("**/p/**");
        return this;
    }

    /** From a list of products to one that can be bought; 0 is the first of them. */
    public Storefront openProduct(int place) {
        page.locator("main li.card")
                .filter(new Locator.FilterOptions().setHasNot(page.locator(".badge:not(.sale)")))
                .nth(place)
                .locator("a[href*='/p/']")
                .click();
        page.waitForURL("**/p/**");
        return this;
    }

    public Storefront search(String words) {
        page.locator("#site-search").fill(words);
        page.locator("form[role=search] button[type=submit]").click();
        page.waitForURL("**/search?**");
        return this;
    }

    /** From a product's page into the cart. With JavaScript the shop stays on the page and says what is in the cart now. */
    public Storefront addToCart() {
        page.locator("form[action$='/cart/lines'] button[type=submit]").first().click();
        page.locator("#cart-message a, #cart").first().waitFor();
        if (page.locator("#cart-message a").count() > 0) {
            page.locator("#cart-message a").click();
        }
        page.waitForURL("**/cart");
        return this;
    }

    /** The names of what is in the cart. */
    public List<String> cart() {
        open("cart");
        return page.locator("main th[scope=row] a").allInnerTexts();
    }

    public Storefront register(String name, String email, String password) {
        open("register");
        page.locator("#name").fill(name);
        page.locator("#email").fill(email);
        page.locator("#password").fill(password);
        page.locator("form[action$='/register'] button[type=submit]").click();
        page.waitForURL(url -> !url.endsWith("/register"));
        return this;
    }

    /** Whether the shop knows who this is: it shows the account instead of asking for it. */
    public boolean isLoggedIn() {
        open("account");
        return URI.create(page.url()).getPath().endsWith("/account");
    }

    public Storefront logIn(String email, String password) {
        open("login");
        page.locator("#email").fill(email);
        page.locator("#password").fill(password);
        page.locator("form[action$='/login'] button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        return this;
    }

    /** From the cart to the form for address, delivery and payment. */
    public Storefront toCheckout() {
        page.locator("main a[href$='/checkout']").click();
        page.waitForURL("**/checkout");
        return this;
    }

    public Storefront fillInAddress(String email) {
        page.locator("#name").fill("Käthe Käufer");
        page.locator("#street").fill("Invalidenstraße 43");
        page.locator("#postalCode").fill("10115");
        page.locator("#city").fill("Berlin");
        page.locator("#email").fill(email);
        page.locator("input[name=delivery]").first().check();
        page.locator("input[name=payment]").first().check();
        return this;
    }

    /** From the filled in form to the page that is ordered from. */
    public Storefront toReview() {
        page.locator("main form[action$='/checkout'] button[type=submit]")
                .first()
                .click();
        page.locator("#terms").waitFor();
        return this;
    }

    /** The words on the button that concludes the contract. */
    public String orderButton() {
        return page.locator("#order-form button[type=submit]").innerText().strip();
    }

    /** Orders, and returns the number of the order. */
    public String order() {
        page.locator("#terms").check();
        page.locator("#order-form button[type=submit]").click();
        page.waitForURL("**/orders/*");
        return page.locator("#order-number").innerText().strip();
    }
}
