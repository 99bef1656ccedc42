package io.shopoperator.shop.importer;

import io.shopoperator.shop.catalog.Slug;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.media.Media;
import io.shopoperator.shop.media.MediaStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares checked rows with what is stored, and writes them. A writer that stores lives as long as the transaction of one batch; one
 * that only looks changes and locks nothing.
 */
final class ProductWriter {
    private static final String PRODUCT_VALUES = """
            category_id = ?, price_cents = ?, vat_rate_percent = ?, stock = ?, active = ?, delivery_days_min = ?, delivery_days_max = ?,
            content_amount = ?, content_unit = ?, weight_grams = ?, manufacturer_name = ?, manufacturer_address = ?,
            manufacturer_contact = ?""";

    private final Database database;
    private final boolean stores;
    private final Map<String, Long> categories = new HashMap<>();
    private List<String> newCategories = new ArrayList<>();

    private ProductWriter(Database database, boolean stores) {
        this.database = database;
        this.stores = stores;
        database.list(
                        "select c.id, c.slug, coalesce(t.name, c.slug) from category c left join category_text t on t.category_id = c.id",
                        row -> new Named(row.getLong(1), row.getString(2), row.getString(3)))
                .forEach(category -> {
                    categories.put(category.slug(), category.id());
                    categories.put(key(category.name()), category.id());
                });
    }

    /** Tells what storing rows would do, over a whole file. */
    static ProductWriter looking(Database database) {
        return new ProductWriter(database, false);
    }

    /** Stores rows in the transaction that is open. */
    static ProductWriter storing(Database database) {
        return new ProductWriter(database, true);
    }

    private record Named(long id, String slug, String name) {}

    private record Known(long id, StoredProduct product) {}

    private record Change(long id, ProductRow row, StoredProduct before, StoredProduct after) {}

    private record Addition(ProductRow row, StoredProduct product, String slug) {}

    /**
     * What became of some rows, or would become of them.
     *
     * @param problems why rows were refused: their products are new and lack something
     */
    record Outcome(
            int created,
            int updated,
            int unchanged,
            int refused,
            List<String> newCategories,
            List<ImportProblem> problems) {}

    /** Writes the rows, or only looks. */
    Outcome write(List<ProductRow> rows) {
        newCategories = new ArrayList<>();
        Map<String, Known> known = database.with(connection -> known(connection, rows));
        Slugs slugs = stores ? new Slugs(rows) : null;
        List<Change> changes = new ArrayList<>();
        List<Addition> additions = new ArrayList<>();
        List<ImportProblem> problems = new ArrayList<>();
        int refused = 0;
        int unchanged = 0;
        for (ProductRow row : rows) {
            Known before = known.get(row.sku());
            if (before == null) {
                List<ImportProblem> missing = ProductCheck.missingForNew(row);
                if (missing.isEmpty()) {
                    long category = category(row.category());
                    additions.add(new Addition(
                            row, StoredProduct.blank(category).with(row, category), stores ? slugs.free(row) : ""));
                } else {
                    problems.addAll(missing);
                    refused++;
                }
            } else {
                long category = row.category() == null ? before.product().categoryId() : category(row.category());
                StoredProduct after = before.product().with(row, category);
                if (after.equals(before.product())) {
                    unchanged++;
                } else {
                    changes.add(new Change(before.id(), row, before.product(), after));
                }
            }
        }
        if (stores) {
            database.with(connection -> {
                insert(connection, additions);
                update(connection, changes);
                return null;
            });
        }
        return new Outcome(additions.size(), changes.size(), unchanged, refused, newCategories, problems);
    }

    private Map<String, Known> known(Connection connection, List<ProductRow> rows) throws SQLException {
        // locked in the order checkouts have, so that stock sold meanwhile is neither lost nor sold twice, and nobody
        // waits in a circle
        String sql = """
                select p.*, d.name name_de, d.description description_de, e.name name_en, e.description description_en,
                       array(select hash from picture where product_id = p.id order by position) pictures
                from product p
                left join product_text d on d.product_id = p.id and d.lang = 'de'
                left join product_text e on e.product_id = p.id and e.lang = 'en'
                where p.sku = any (?) order by p.id""" + (stores ? " for update of p" : "");
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rows.stream().map(ProductRow::sku).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString("sku"), new Known(row.getLong("id"), stored(row)));
                }
            }
        }
        return known;
    }

    private static StoredProduct stored(ResultSet row) throws SQLException {
        List<String> pictures = new ArrayList<>();
        Array hashes = row.getArray("pictures");
        for (Object hash : (Object[]) hashes.getArray()) {
            pictures.add((String) hash);
        }
        return new StoredProduct(
                empty(row.getString("name_de")),
                empty(row.getString("name_en")),
                empty(row.getString("description_de")),
                empty(row.getString("description_en")),
                row.getLong("category_id"),
                row.getLong("price_cents"),
                row.getBigDecimal("vat_rate_percent"),
                row.getInt("stock"),
                row.getBoolean("active"),
                row.getInt("delivery_days_min"),
                row.getInt("delivery_days_max"),
                row.getBigDecimal("content_amount"),
                row.getString("content_unit"),
                row.getObject("weight_grams", Integer.class),
                row.getString("manufacturer_name"),
                row.getString("manufacturer_address"),
                row.getString("manufacturer_contact"),
                List.copyOf(pictures));
    }

    private static String empty(String text) {
        return text == null ? "" : text;
    }

    private long category(String name) {
        Long known = categories.getOrDefault(key(name), categories.get(Slug.of(name)));
        if (known != null) {
            return known;
        }
        String slug = Slug.of(name);
        long id = stores ? createCategory(name, slug) : -1L - categories.size();
        categories.put(slug, id);
        categories.put(key(name), id);
        newCategories.add(name);
        return id;
    }

    private long createCategory(String name, String slug) {
        long id = database.only(
                "insert into category (slug, position) values (?, (select coalesce(max(position) + 1, 0) from category)) returning id",
                row -> row.getLong(1),
                slug);
        database.update(
                "insert into category_text (category_id, lang, name) values (?, 'de', ?), (?, 'en', ?)",
                id,
                name,
                id,
                name);
        return id;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Addresses for new products. */
    private final class Slugs {
        private final Set<String> asked = new HashSet<>();
        private final Set<String> taken;

        Slugs(List<ProductRow> rows) {
            rows.forEach(row -> {
                asked.add(base(row));
                asked.add(withSku(row));
            });
            taken = new HashSet<>(database.list(
                    "select slug from product where slug = any (?)", row -> row.getString(1), List.copyOf(asked)));
        }

        /** An address of its own: the name, else the name and the article number, else with a number behind. */
        String free(ProductRow row) {
            String slug = isFree(base(row)) ? base(row) : withSku(row);
            String free = slug;
            for (int i = 2; !isFree(free); i++) {
                free = slug + '-' + i;
            }
            taken.add(free);
            return free;
        }

        private boolean isFree(String slug) {
            return !taken.contains(slug)
                    && (asked.contains(slug)
                            || database.first("select 1 from product where slug = ?", row -> true, slug)
                                    .isEmpty());
        }

        private static String base(ProductRow row) {
            String name = row.nameDe() == null ? row.nameEn() : row.nameDe();
            String slug = name == null ? "" : Slug.of(name);
            return slug.isEmpty() ? "artikel" : slug;
        }

        private static String withSku(ProductRow row) {
            String sku = Slug.of(row.sku());
            return sku.isEmpty() ? base(row) : base(row) + '-' + sku;
        }
    }

    private static void insert(Connection connection, List<Addition> additions) throws SQLException {
        String sql = """
                insert into product (category_id, price_cents, vat_rate_percent, stock, active, delivery_days_min, delivery_days_max,
                    content_amount, content_unit, weight_grams, manufacturer_name, manufacturer_address, manufacturer_contact, sku, slug)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""";
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement(sql, new String[] {"id"})) {
            for (Addition addition : additions) {
                int next = values(insert, addition.product());
                insert.setString(next, addition.row().sku());
                insert.setString(next + 1, addition.slug());
                insert.addBatch();
            }
            insert.executeBatch();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                while (keys.next()) {
                    ids.add(keys.getLong(1));
                }
            }
        }
        try (Texts texts = new Texts(connection);
                Pictures pictures = new Pictures(connection)) {
            for (int i = 0; i < additions.size(); i++) {
                StoredProduct product = additions.get(i).product();
                texts.put(ids.get(i), "de", product.nameDe(), product.descriptionDe());
                texts.put(ids.get(i), "en", product.nameEn(), product.descriptionEn());
                pictures.show(ids.get(i), additions.get(i).row().pictures());
            }
            texts.flush();
            pictures.flush();
        }
    }

    private static void update(Connection connection, List<Change> changes) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "update product set " + PRODUCT_VALUES + ", updated_at = now() where id = ?");
                Texts texts = new Texts(connection);
                Pictures pictures = new Pictures(connection)) {
            for (Change change : changes) {
                int next = values(update, change.after());
                update.setLong(next, change.id());
                update.addBatch();
                texts.put(
                        change.id(),
                        "de",
                        change.after().nameDe(),
                        change.after().descriptionDe());
                texts.put(
                        change.id(),
                        "en",
                        change.after().nameEn(),
                        change.after().descriptionEn());
                if (!change.before().pictures().equals(change.after().pictures())) {
                    pictures.replace(change.id(), change.row().pictures());
                }
            }
            update.executeBatch();
            texts.flush();
            pictures.flush();
        }
        removeUnused(
                connection,
                changes.stream()
                        .flatMap(change -> change.before().pictures().stream())
                        .toArray());
    }

    private static void removeUnused(Connection connection, Object[] hashes) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from media m where hash = any (?) and not exists (select 1 from picture where hash = m.hash)")) {
            delete.setArray(1, connection.createArrayOf("text", hashes));
            delete.executeUpdate();
        }
    }

    /** Sets the values of a product, in the order both statements have them, and tells the next free parameter. */
    private static int values(PreparedStatement statement, StoredProduct product) throws SQLException {
        statement.setLong(1, product.categoryId());
        statement.setLong(2, product.priceCents());
        statement.setBigDecimal(3, product.vatRate());
        statement.setInt(4, product.stock());
        statement.setBoolean(5, product.active());
        statement.setInt(6, product.daysMin());
        statement.setInt(7, product.daysMax());
        statement.setBigDecimal(8, product.contentAmount());
        statement.setString(9, product.contentUnit());
        statement.setObject(10, product.weightGrams(), Types.INTEGER);
        statement.setString(11, product.manufacturerName());
        statement.setString(12, product.manufacturerAddress());
        statement.setString(13, product.manufacturerContact());
        return 14;
    }

    /** Texts per language; a language without a name has no row. */
    private static final class Texts implements AutoCloseable {
        private final PreparedStatement put;

        Texts(Connection connection) throws SQLException {
            put = connection.prepareStatement("""
                    insert into product_text (product_id, lang, name, description) values (?, ?, ?, ?)
                    on conflict (product_id, lang) do update set name = excluded.name, description = excluded.description
                    where (product_text.name, product_text.description) is distinct from (excluded.name, excluded.description)""");
        }

        void put(long product, String language, String name, String description) throws SQLException {
            if (name.isEmpty()) {
                return;
            }
            put.setLong(1, product);
            put.setString(2, language);
            put.setString(3, name);
            put.setString(4, description);
            put.addBatch();
        }

        void flush() throws SQLException {
            put.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            put.close();
        }
    }

    /** Pictures and their bytes. */
    private static final class Pictures implements AutoCloseable {
        private final PreparedStatement hide;
        private final PreparedStatement store;
        private final PreparedStatement show;

        Pictures(Connection connection) throws SQLException {
            hide = connection.prepareStatement("delete from picture where product_id = ?");
            store = connection.prepareStatement(MediaStore.INSERT);
            show = connection.prepareStatement("insert into picture (product_id, position, hash) values (?, ?, ?)");
        }

        void replace(long product, List<Media> pictures) throws SQLException {
            hide.setLong(1, product);
            hide.addBatch();
            show(product, pictures);
        }

        void show(long product, List<Media> pictures) throws SQLException {
            if (pictures == null) {
                return;
            }
            for (int position = 0; position < pictures.size(); position++) {
                Media picture = pictures.get(position);
                store.setString(1, picture.hash());
                store.setString(2, picture.contentType());
                store.setInt(3, picture.width());
                store.setInt(4, picture.height());
                store.setBytes(5, picture.bytes());
                store.addBatch();
                show.setLong(1, product);
                show.setInt(2, position);
                show.setString(3, picture.hash());
                show.addBatch();
            }
        }

        void flush() throws SQLException {
            hide.executeBatch();
            store.executeBatch();
            show.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            hide.close();
            store.close();
            show.close();
        }
    }
}
