package io.shopoperator.shop;

import io.shopoperator.shop.ShopBrowser.Page;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Brings products into the database of a test and customers to their order. */
@ApplicationScoped
public class TestShop {
    @Inject
    Database database;

    /** A new product with a price and some pieces; its number. */
    public long product(long priceCents, int stock) {
        String name = "p" + UUID.randomUUID().toString().replace("-", "");
        return database.transaction(() -> {
            long category = database.first("select id from category order by id limit 1", row -> row.getLong(1))
                    .orElseGet(() -> database.only(
                            "insert into category (slug) values ('things') returning id", row -> row.getLong(1)));
            long id = database.only("""
                    insert into product (slug, sku, category_id, price_cents, stock) values (?, ?, ?, ?, ?) returning id
                    """, row -> row.getLong(1), name, name, category, priceCents, stock);
            database.update(
                    "insert into product_text (product_id, lang, name) values (?, 'de', ?)", id, "Ware " + name);
            database.update(
                    "insert into product_text (product_id, lang, name) values (?, 'en', ?)", id, "Thing " + name);
            return id;
        });
    }

    /** Pieces left of a product. */
    public int stock(long product) {
        return database.only("select stock from product where id = ?", row -> row.getInt(1), product);
    }

    /** Changes a price. */
    public void price(long product, long cents) {
        database.update("update product set price_cents = ? where id = ?", cents, product);
    }

    /** Rows of a table. */
    public long count(String table) {
        return database.only("select count(*) from " + table, row -> row.getLong(1));
    }

    /** What a customer types in the checkout. */
    public static Map<String, String> details() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Änne Groß");
        fields.put("street", "Hauptstraße 1");
        fields.put("postalCode", "10115");
        fields.put("city", "Berlin");
        fields.put("country", "DE");
        fields.put("email", "aenne@example.org");
        fields.put("delivery", "STANDARD");
        fields.put("payment", "invoice");
        return fields;
    }

    /** Puts pieces of a product into the browser's cart and goes on to the page to order from. */
    public static Page toReview(ShopBrowser browser, long product, int quantity) {
        browser.post(
                "/de/cart/lines", Map.of("product", String.valueOf(product), "quantity", String.valueOf(quantity)));
        Page details = browser.open("/de/checkout");
        return browser.submit(details, "form[action=/de/checkout]", details());
    }
}
