package io.shopoperator.shop.demo;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.demo.drawing.Drawing;
import io.shopoperator.shop.layout.MerchantSettings;
import io.shopoperator.shop.media.Media;
import io.shopoperator.shop.media.MediaStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills a shop with more than a thousand made-up products and their drawings, the same ones every time. They are known by their
 * article numbers, which begin with {@code DEMO-}: what is there already is left as it is, and the merchant's own products are never touched.
 */
@ApplicationScoped
public class DemoCatalogue {
    /** The name a shop without one gets with the demo catalogue. */
    static final String BRAND = "Feldweg";

    private static final String SVG = "image/svg+xml";
    private static final int BATCH = 300;
    private static final long LOCK = 7_305_211_009L;

    @Inject
    Database database;

    @Inject
    Categories categories;

    @Inject
    MerchantSettings merchant;

    @Inject
    ShopSettings settings;

    @Inject
    Clock clock;

    /** A shop started alone brings the catalogue with it. */
    void onStart(@Observes StartupEvent start) {
        if (settings.demo()) {
            load();
        }
    }

    /** Adds the demo products, pictures and categories that are not there yet, in one transaction. */
    public DemoResult load() {
        DemoResult result = database.idempotentTransaction(this::addWhatIsMissing);
        categories.changed();
        Log.infof(
                "Demo catalogue: %d products, %d pictures, %d categories added in %d ms",
                result.products(), result.pictures(), result.categories(), result.milliseconds());
        return result;
    }

    private DemoResult addWhatIsMissing() {
        long started = clock.millis();
        // replicas and impatient double clicks wait for each other, so that the second one finds nothing to do
        database.first("select pg_advisory_xact_lock(" + LOCK + ")", row -> 0);
        Set<String> known = new HashSet<>(database.list(
                "select sku from product where sku like '" + DemoProducts.SKU_PREFIX + "%'", row -> row.getString(1)));
        Assortment assortment = Assortment.read();
        DemoProducts products = new DemoProducts(assortment);
        List<DemoProduct> missing = products.all().stream()
                .filter(product -> !known.contains(product.sku()))
                .toList();
        return missing.isEmpty()
                ? new DemoResult(0, 0, 0, clock.millis() - started)
                : add(assortment, products, missing, started);
    }

    private DemoResult add(Assortment assortment, DemoProducts products, List<DemoProduct> missing, long started) {
        int newCategories = 0;
        for (int i = 0; i < assortment.ranges().size(); i++) {
            newCategories += addCategory(assortment.ranges().get(i), i);
        }
        int newProducts = database.with(connection -> addProducts(connection, missing));
        int newPictures = database.with(connection -> {
            addTexts(connection, missing);
            backdateAndReduce(connection, missing);
            return addPictures(connection, products, missing);
        });
        if (!merchant.all().containsKey(MerchantSettings.BRAND)) {
            merchant.set(MerchantSettings.BRAND, BRAND);
        }
        // fresh statistics at once, or the first searches read whole tables
        database.update("analyze product, product_text, picture, price_history");
        return new DemoResult(newProducts, newPictures, newCategories, clock.millis() - started);
    }

    private int addCategory(Assortment.Range range, int position) {
        int added = database.update(
                "insert into category (slug, position) values (?, ?) on conflict (slug) do nothing",
                range.slug(),
                position);
        if (added > 0) {
            for (String language : Assortment.LANGUAGES) {
                database.update(
                        "insert into category_text (category_id, lang, name, description) select id, ?, ?, ? from category where slug = ?",
                        language,
                        range.text(language).name(),
                        range.text(language).description(),
                        range.slug());
            }
        }
        return added;
    }

    private static int addProducts(Connection connection, List<DemoProduct> products) throws SQLException {
        // an address that a product of the merchant has already is the merchant's: the demo does without that one
        String sql = """
                insert into product (slug, sku, category_id, price_cents, vat_rate_percent, stock, delivery_days_min, delivery_days_max,
                    content_amount, content_unit, weight_grams, manufacturer_name, manufacturer_address, manufacturer_contact, created_at)
                select ?, ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() - ? * interval '1 hour' from category where slug = ?
                on conflict do nothing""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int added = 0;
            for (int i = 0; i < products.size(); i++) {
                DemoProduct product = products.get(i);
                DemoProduct.Content content = product.content();
                insert.setString(1, product.slug());
                insert.setString(2, product.sku());
                insert.setLong(
                        3, product.reducedFromCents() == null ? product.priceCents() : product.reducedFromCents());
                insert.setBigDecimal(4, product.vatRate());
                insert.setInt(5, product.stock());
                insert.setInt(6, product.deliveryDays().getFirst());
                insert.setInt(7, product.deliveryDays().getLast());
                insert.setObject(8, content == null ? null : content.amount(), Types.NUMERIC);
                insert.setString(9, content == null ? null : content.unit());
                insert.setInt(10, product.weightGrams());
                insert.setString(11, product.maker().name());
                insert.setString(12, product.maker().address());
                insert.setString(13, product.maker().contact());
                insert.setInt(14, 24 * 40 + products.size() - i);
                insert.setString(15, product.category());
                insert.addBatch();
                if ((i + 1) % BATCH == 0) {
                    added += sum(insert.executeBatch());
                }
            }
            return added + sum(insert.executeBatch());
        }
    }

    private static void addTexts(Connection connection, List<DemoProduct> products) throws SQLException {
        String sql =
                "insert into product_text (product_id, lang, name, description) select id, ?, ?, ? from product where sku = ?";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (DemoProduct product : products) {
                for (String language : Assortment.LANGUAGES) {
                    insert.setString(1, language);
                    insert.setString(2, product.texts().get(language).name());
                    insert.setString(3, product.texts().get(language).description());
                    insert.setString(4, product.sku());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Prices have been valid since the product came, weeks ago; then some are reduced, which the schema's triggers write down. */
    private static void backdateAndReduce(Connection connection, List<DemoProduct> products) throws SQLException {
        String backdate = """
                update price_history h set valid_from = p.created_at from product p
                where p.id = h.product_id and p.sku = any (?) and h.valid_from = now()""";
        try (PreparedStatement update = connection.prepareStatement(backdate)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "text", products.stream().map(DemoProduct::sku).toArray()));
            update.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update product set price_cents = ? where sku = ?")) {
            for (DemoProduct product : products) {
                if (product.reducedFromCents() != null) {
                    update.setLong(1, product.priceCents());
                    update.setString(2, product.sku());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static int addPictures(Connection connection, DemoProducts products, List<DemoProduct> missing)
            throws SQLException {
        List<String> skus = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        List<String> german = new ArrayList<>();
        List<String> english = new ArrayList<>();
        try (PreparedStatement store = connection.prepareStatement(MediaStore.INSERT)) {
            for (DemoProduct product : missing) {
                for (Drawing.View view : Drawing.View.values()) {
                    Media media = Media.of(
                            SVG, Drawing.SIZE, Drawing.SIZE, product.drawing().svg(view, product.variant()));
                    store.setString(1, media.hash());
                    store.setString(2, media.contentType());
                    store.setInt(3, media.width());
                    store.setInt(4, media.height());
                    store.setBytes(5, media.bytes());
                    store.addBatch();
                    skus.add(product.sku());
                    positions.add(view.ordinal());
                    hashes.add(media.hash());
                    german.add(products.alternativeText(product, view, "de"));
                    english.add(products.alternativeText(product, view, "en"));
                }
                if (skus.size() % BATCH == 0) {
                    store.executeBatch();
                }
            }
            store.executeBatch();
        }
        // thousands of rows in two statements, each checked against its product once
        String show = """
                insert into picture (product_id, position, hash)
                select p.id, x.position, x.hash from unnest(?::text[], ?::int[], ?::text[]) x(sku, position, hash)
                join product p using (sku)""";
        String tell = """
                insert into picture_text (picture_id, lang, alt)
                select i.id, t.lang, t.alt from unnest(?::text[], ?::int[], ?::text[], ?::text[]) x(sku, position, de, en)
                join product p using (sku) join picture i on i.product_id = p.id and i.position = x.position
                cross join lateral (values ('de', x.de), ('en', x.en)) t(lang, alt)""";
        try (PreparedStatement picture = connection.prepareStatement(show);
                PreparedStatement text = connection.prepareStatement(tell)) {
            picture.setArray(1, connection.createArrayOf("text", skus.toArray()));
            picture.setArray(2, connection.createArrayOf("int", positions.toArray()));
            picture.setArray(3, connection.createArrayOf("text", hashes.toArray()));
            int added = picture.executeUpdate();
            text.setArray(1, connection.createArrayOf("text", skus.toArray()));
            text.setArray(2, connection.createArrayOf("int", positions.toArray()));
            text.setArray(3, connection.createArrayOf("text", german.toArray()));
            text.setArray(4, connection.createArrayOf("text", english.toArray()));
            text.executeUpdate();
            return added;
        }
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
