package io.shopoperator.e2e.storefront;

import io.shopoperator.e2e.cluster.TestShop;
import java.util.Map;

/** The merchant at work, without a browser. */
public final class Admin {
    private Admin() {}

    /** Logs in with the administrator that the operator made up. */
    public static Visitor of(TestShop shop) {
        Visitor visitor = new Visitor(shop.url());
        visitor.submit(
                visitor.open("/admin/login"),
                "form[action$=/admin/login]",
                Map.of("username", shop.secret("admin", "username"), "password", shop.secret("admin", "password")));
        return visitor;
    }

    /** Fills an empty shop with the demo catalogue. */
    public static void loadDemoCatalogue(TestShop shop) {
        try (Visitor admin = of(shop)) {
            admin.submit(admin.open("/admin/first-steps"), "form[action$=/demo-catalogue]", Map.of());
        }
    }
}
