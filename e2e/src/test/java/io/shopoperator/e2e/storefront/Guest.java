package io.shopoperator.e2e.storefront;

import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Buys without a browser and without an account: for tests that need an order and look at something else. */
public final class Guest {
    /** The form that places the order; its field {@code terms} must be {@code yes}. */
    public static final String ORDER = "form[action$=/orders]";

    private Guest() {}

    /** Orders the newest product of a shop and returns the order's number. */
    public static String buysSomethingAt(String shop) {
        try (Visitor visitor = new Visitor(shop)) {
            Document order = visitor.submit(comesToTheReview(visitor), ORDER, Map.of("terms", "yes"));
            return order.expectFirst("#order-number").text();
        }
    }

    /** Puts the newest product into the cart and goes on to the page to order from, by its form {@link #ORDER}. */
    public static Document comesToTheReview(Visitor visitor) {
        Document home = visitor.open("/de/");
        Element link = home.selectFirst("main a[href^=/de/p/]");
        if (link == null) throw new IllegalStateException("nothing to buy at " + home.location());
        visitor.submit(visitor.open(link.attr("href")), "form[action$=/cart/lines]", Map.of("quantity", "1"));
        return visitor.submit(
                visitor.open("/de/checkout"),
                "main form[action$=/checkout]",
                Map.of(
                        "name", "Greta Gast",
                        "street", "Invalidenstraße 43",
                        "postalCode", "10115",
                        "city", "Berlin",
                        "email", "greta@example.com",
                        "payment", "invoice"));
    }
}
