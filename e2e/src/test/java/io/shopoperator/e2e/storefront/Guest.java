package io.shopoperator.e2e.storefront;

import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Buys without a browser and without an account: for tests that need an order and look at something else. */
public final class Guest {
    private Guest() {}

    /** Orders the newest product of a shop and returns the order's number. */
    public static String buysSomethingAt(String shop) {
        try (Visitor visitor = new Visitor(shop)) {
            Document home = visitor.open("/de/");
            Element link = home.selectFirst("main a[href^=/de/p/]");
            if (link == null) throw new IllegalStateException("nothing to buy at " + shop);
            visitor.submit(visitor.open(link.attr("href")), "form[action$=/cart/lines]", Map.of("quantity", "1"));
            Document review = visitor.submit(
                    visitor.open("/de/checkout"),
                    "main form[action$=/checkout]",
                    Map.of(
                            "name", "Greta Gast",
                            "street", "Invalidenstraße 43",
                            "postalCode", "10115",
                            "city", "Berlin",
                            "email", "greta@example.com",
                            "payment", "invoice"));
            Document order = visitor.submit(review, "form[action$=/orders]", Map.of("terms", "yes"));
            return order.expectFirst("#order-number").text();
        }
    }
}
