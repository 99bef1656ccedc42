package io.shopoperator.shop.demo;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.MerchantSettings;
import io.shopoperator.shop.media.Media;
import io.shopoperator.shop.media.MediaStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Fills a shop with about a thousand made-up products and their drawings, the same ones every time. */
@ApplicationScoped
public class DemoCatalogue {
    /** The name a shop without one gets with the demo catalogue. */
    static final String BRAND = "Feldweg";

    private static final int REDUCED_EVERY = 23;
    private static final int SOLD_OUT_EVERY = 37;
    private static final int FEW_EVERY = 19;
    private static final int MANY = 40;
    private static final int BATCH = 250;
    private static final long LOCK = 7_305_211_009L;

    @Inject
    Database database;

    @Inject
    Categories categories;

    @Inject
    MerchantSettings merchant;

    @Inject
    ShopSettings settings;

    /** A shop started alone brings the catalogue with it. */
    void onStart(@Observes StartupEvent start, DemoCatalogue self) {
        if (settings.demo()) {
            self.load();
        }
    }

    /**
     * Adds the demo products that are not there yet; those that are there (by article number) are left alone.
     *
     * @return how many products were added
     */
    @Transactional
    public int load() {
        // replicas and impatient double clicks wait for each other, so that the second one finds nothing to do
        database.first("select pg_advisory_xact_lock(" + LOCK + ")", row -> 0);
        int before = count();
        for (int i = 0; i < Goods.ALL.size(); i++) {
            addCategory(Goods.ALL.get(i), i);
        }
        List<DemoProduct> products = DemoProduct.all();
        database.with(connection -> {
            addMedia(connection, products);
            addProducts(connection, products);
            addTexts(connection, products);
            addPictures(connection, products);
            reduceSome(connection, products);
            return null;
        });
        if (!merchant.all().containsKey(MerchantSettings.BRAND)) {
            merchant.set(MerchantSettings.BRAND, BRAND);
        }
        // fresh statistics at once, or the first searches read whole tables
        database.update("analyze product");
        database.update("analyze product_text");
        database.update("analyze picture");
        categories.changed();
        int added = count() - before;
        Log.infof("Demo catalogue: %d products added", added);
        return added;
    }

    private int count() {
        return database.first("select count(*) from product", row -> row.getInt(1))
                .orElseThrow();
    }

    private void addCategory(Goods goods, int position) {
        database.update(
                "insert into category (slug, position) values (?, ?) on conflict (slug) do nothing",
                goods.slug(),
                position);
        String text = """
                insert into category_text (category_id, lang, name, description)
                select id, ?, ?, ? from category where slug = ? on conflict do nothing""";
        database.update(text, "de", goods.german().category(), goods.german().about(), goods.slug());
        database.update(text, "en", goods.english().category(), goods.english().about(), goods.slug());
    }

    private static void addMedia(Connection connection, List<DemoProduct> products) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(MediaStore.INSERT)) {
            int waiting = 0;
            for (DemoProduct product : products) {
                for (Media picture : product.pictures()) {
                    insert.setString(1, picture.hash());
                    insert.setString(2, picture.contentType());
                    insert.setInt(3, picture.width());
                    insert.setInt(4, picture.height());
                    insert.setBytes(5, picture.bytes());
                    insert.addBatch();
                }
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void addProducts(Connection connection, List<DemoProduct> products) throws SQLException {
        String sql = """
                insert into product (slug, sku, category_id, price_cents, vat_rate_percent, stock, delivery_days_min,
                    delivery_days_max, content_amount, content_unit, weight_grams, manufacturer_name,
                    manufacturer_address, manufacturer_contact)
                select ?, ?, id, ?, ?, ?, 2, 4, ?, ?, ?, 'Feldweg Manufaktur GmbH', 'Musterweg 1, 12345 Musterstadt',
                    'produkte@feldweg.example'
                from category where slug = ?
                on conflict do nothing""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int number = 0;
            for (DemoProduct product : products) {
                number++;
                Goods goods = product.goods();
                insert.setString(1, product.slug());
                insert.setString(2, product.sku());
                insert.setLong(3, product.priceCents());
                insert.setBigDecimal(4, new BigDecimal(goods.prices().vatRatePercent()));
                insert.setInt(5, number % SOLD_OUT_EVERY == 0 ? 0 : number % FEW_EVERY == 0 ? 3 : MANY + number % 60);
                if (goods.content() == null) {
                    insert.setNull(6, Types.NUMERIC);
                    insert.setNull(7, Types.VARCHAR);
                } else {
                    insert.setBigDecimal(6, new BigDecimal(goods.content().amount()));
                    insert.setString(7, goods.content().unit());
                }
                insert.setInt(8, goods.weightGrams());
                insert.setString(9, goods.slug());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void addTexts(Connection connection, List<DemoProduct> products) throws SQLException {
        String sql = """
                insert into product_text (product_id, lang, name, description)
                select id, ?, ?, ? from product where sku = ? on conflict do nothing""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (DemoProduct product : products) {
                for (boolean german : new boolean[] {true, false}) {
                    insert.setString(1, german ? "de" : "en");
                    insert.setString(2, product.name(german));
                    insert.setString(3, product.description(german));
                    insert.setString(4, product.sku());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void addPictures(Connection connection, List<DemoProduct> products) throws SQLException {
        // pictures that a merchant changed or took away meanwhile stay as they are
        String sql = """
                insert into picture (product_id, position, hash)
                select p.id, x.position - 1, x.hash
                from product p cross join unnest(array[?, ?, ?]) with ordinality x(hash, position)
                where p.sku = ? and not exists (select 1 from picture where product_id = p.id)""";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (DemoProduct product : products) {
                List<Media> pictures = product.pictures();
                insert.setString(1, pictures.get(0).hash());
                insert.setString(2, pictures.get(1).hash());
                insert.setString(3, pictures.get(2).hash());
                insert.setString(4, product.sku());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Some new products come down in price by a fifth, as reductions belong to a shop. */
    private static void reduceSome(Connection connection, List<DemoProduct> products) throws SQLException {
        String sql = "update product set price_cents = ? where sku = ? and price_cents = ? and reduced_at is null";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < products.size(); i += REDUCED_EVERY) {
                update.setLong(1, products.get(i).priceCents() * 4 / 5 / 10 * 10);
                update.setString(2, products.get(i).sku());
                update.setLong(3, products.get(i).priceCents());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** The bytes of a drawing as a picture. */
    static Media media(String svg) {
        return Media.of("image/svg+xml", Drawing.SIZE, Drawing.SIZE, svg.getBytes(StandardCharsets.UTF_8));
    }
}
