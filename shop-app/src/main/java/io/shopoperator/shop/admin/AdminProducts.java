package io.shopoperator.shop.admin;

import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.catalog.Paging;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.media.Media;
import io.shopoperator.shop.media.MediaStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Products as the merchant works on them. */
@ApplicationScoped
class AdminProducts {
    static final int PAGE_SIZE = 50;

    private static final int LOW_STOCK = 5;

    @Inject
    Database database;

    @Inject
    MediaStore media;

    @Inject
    Categories categories;

    @Inject
    AdminTexts texts;

    /** A row of the list. */
    record Row(
            long id,
            String sku,
            String slug,
            String name,
            String category,
            long priceCents,
            int stock,
            boolean active,
            String picture) {
        public boolean low() {
            return stock <= LOW_STOCK;
        }
    }

    /** A page of the list. */
    record Page(List<Row> rows, Paging paging) {}

    /** A choice in the list of categories. */
    record Choice(long id, String name) {
        public String code() {
            return Long.toString(id);
        }
    }

    /** A picture of a product. */
    record Picture(long id, String hash) {}

    /** Which products the list shows. */
    enum Show {
        ALL("true"),
        ACTIVE("p.active"),
        INACTIVE("not p.active"),
        LOW("p.active and p.stock <= " + LOW_STOCK);

        private final String condition;

        Show(String condition) {
            this.condition = condition;
        }

        static Show of(String code) {
            for (Show show : values()) {
                if (show.name().equalsIgnoreCase(code)) {
                    return show;
                }
            }
            return ALL;
        }
    }

    /** One page of the products whose name or article number has the text in it. */
    Page list(String text, Show show, Language language, int page) {
        String pattern =
                "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        List<Integer> totals = new ArrayList<>();
        List<Row> rows = database.list(
                """
                select p.id, p.sku, p.slug, t.name, c.slug, p.price_cents, p.stock, p.active, m.hash, count(*) over ()
                from product p
                join category c on c.id = p.category_id
                join lateral (select name from product_text x where x.product_id = p.id order by (x.lang = ?) desc limit 1) t on true
                left join picture m on m.product_id = p.id and m.position = (select min(position) from picture where product_id = p.id)
                where %s and (p.sku ilike ? or exists (select 1 from product_text s where s.product_id = p.id and s.name ilike ?))
                order by p.id desc limit ? offset ?""".formatted(show.condition),
                row -> {
                    totals.add(row.getInt(10));
                    return new Row(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getInt(7),
                            row.getBoolean(8),
                            row.getString(9));
                },
                language.code(),
                pattern,
                pattern,
                PAGE_SIZE,
                (page - 1) * PAGE_SIZE);
        return new Page(rows, new Paging(page, PAGE_SIZE, totals.isEmpty() ? 0 : totals.getFirst()));
    }

    /** How many products there are, shown or not. */
    int count() {
        return database.only("select count(*) from product", row -> row.getInt(1));
    }

    /** All categories, also those without a product. */
    List<Choice> categories(Language language) {
        return database.list("""
                select c.id, coalesce((select name from category_text t where t.category_id = c.id order by (t.lang = ?) desc limit 1), c.slug)
                from category c order by c.position, c.id""", row -> new Choice(row.getLong(1), row.getString(2)), language.code());
    }

    /** The product as a form, empty if there is none of this id. */
    Optional<ProductForm> find(long id) {
        return database.first("""
                select p.*, de.name name_de, de.description description_de, en.name name_en, en.description description_en
                from product p
                left join product_text de on de.product_id = p.id and de.lang = 'de'
                left join product_text en on en.product_id = p.id and en.lang = 'en'
                where p.id = ?""", ProductForm::of, id);
    }

    List<Picture> pictures(long id) {
        return database.list(
                "select id, hash from picture where product_id = ? order by position",
                row -> new Picture(row.getLong(1), row.getString(2)),
                id);
    }

    /** Whether another product has this article number. */
    boolean skuTaken(String sku, Long exceptId) {
        return database.first(
                        "select 1 from product where sku = ? and id <> ?",
                        row -> true,
                        sku,
                        exceptId == null ? -1L : exceptId)
                .isPresent();
    }

    /** Whether another product has this address. */
    boolean slugTaken(String slug, Long exceptId) {
        return database.first(
                        "select 1 from product where slug = ? and id <> ?",
                        row -> true,
                        slug,
                        exceptId == null ? -1L : exceptId)
                .isPresent();
    }

    /** Stores a checked form as a new product and returns its id. */
    long create(ProductDraft draft) {
        long id = database.transaction(() -> {
            long created = database.only(
                    """
                    insert into product (slug, sku, category_id, active, price_cents, vat_rate_percent, stock, delivery_days_min,
                        delivery_days_max, content_amount, content_unit, weight_grams, manufacturer_name, manufacturer_address,
                        manufacturer_contact)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                    row -> row.getLong(1),
                    draft.slug(),
                    draft.sku(),
                    draft.categoryId(),
                    draft.active(),
                    draft.priceCents(),
                    draft.vatRatePercent(),
                    draft.stock(),
                    draft.deliveryDaysMin(),
                    draft.deliveryDaysMax(),
                    draft.contentAmount(),
                    draft.contentUnit(),
                    draft.weightGrams(),
                    draft.manufacturerName(),
                    draft.manufacturerAddress(),
                    draft.manufacturerContact());
            storeTexts(created, draft);
            return created;
        });
        categories.changed();
        return id;
    }

    /**
     * Stores a form together with what somebody else has stored since it was shown. The stock is changed by the difference to what the form showed, as
     * customers buy meanwhile.
     *
     * @param words what people call the value of a field
     * @return false if there is no such product any more. Nothing was stored either if the form has errors now
     */
    boolean update(long id, ProductForm form, AdminMessages messages, BinaryOperator<String> words) {
        boolean there = database.transaction(() -> {
            // who saves the same product waits for this lock, and then finds what is stored here
            database.first("select id from product where id = ? for update", row -> row.getLong(1), id);
            Optional<ProductForm> stored = find(id);
            if (stored.isPresent() && form.merge(stored.get(), messages, words)) {
                form.check(messages).ifPresent(checked -> store(id, checked));
            }
            return stored.isPresent();
        });
        categories.changed();
        return there;
    }

    private void store(long id, ProductDraft draft) {
        database.update(
                """
                    update product set slug = ?, sku = ?, category_id = ?, active = ?, price_cents = ?, vat_rate_percent = ?,
                        stock = greatest(0, stock + ?), delivery_days_min = ?, delivery_days_max = ?, content_amount = ?,
                        content_unit = ?, weight_grams = ?, manufacturer_name = ?, manufacturer_address = ?,
                        manufacturer_contact = ?, updated_at = now()
                    where id = ?""",
                draft.slug(),
                draft.sku(),
                draft.categoryId(),
                draft.active(),
                draft.priceCents(),
                draft.vatRatePercent(),
                draft.stock() - draft.stockBefore(),
                draft.deliveryDaysMin(),
                draft.deliveryDaysMax(),
                draft.contentAmount(),
                draft.contentUnit(),
                draft.weightGrams(),
                draft.manufacturerName(),
                draft.manufacturerAddress(),
                draft.manufacturerContact(),
                id);
        storeTexts(id, draft);
    }

    private void storeTexts(long id, ProductDraft draft) {
        texts.store(AdminTexts.Owner.PRODUCT, id, Language.DE, draft.nameDe(), draft.descriptionDe());
        texts.store(AdminTexts.Owner.PRODUCT, id, Language.EN, draft.nameEn(), draft.descriptionEn());
    }

    /** Shows a product to customers or hides it from them. */
    void activate(long id, boolean active) {
        database.update("update product set active = ?, updated_at = now() where id = ?", active, id);
        categories.changed();
    }

    /** Adds a picture behind the others. */
    void addPicture(long id, Media picture) {
        database.transaction(() -> {
            touch(id);
            media.add(picture);
            database.update("""
                    insert into picture (product_id, position, hash)
                    select ?, coalesce(max(position) + 1, 0), ? from picture where product_id = ?""", id, picture.hash(), id);
            return null;
        });
    }

    /** Pages of the product are kept until its row changes. First in a transaction, it lets others who change its pictures wait. */
    private void touch(long id) {
        database.update("update product set updated_at = now() where id = ?", id);
    }

    /** Makes a picture the first one, which lists show; tells whether the product still has it. */
    boolean firstPicture(long id, long pictureId) {
        return database.transaction(() -> {
            touch(id);
            database.update("""
                    update picture set position = sorted.place - 1
                    from (select id, row_number() over (order by (id = ?) desc, position) as place from picture where product_id = ?) sorted
                    where picture.id = sorted.id""", pictureId, id);
            return database.first("select 1 from picture where id = ? and product_id = ?", row -> true, pictureId, id)
                    .isPresent();
        });
    }

    /** Takes a picture away. */
    void removePicture(long id, long pictureId) {
        database.transaction(() -> {
            touch(id);
            Optional<String> hash = database.first(
                    "select hash from picture where id = ? and product_id = ?", row -> row.getString(1), pictureId, id);
            if (hash.isPresent()) {
                database.update("delete from picture where id = ?", pictureId);
                database.update("""
                        update picture set position = sorted.place - 1
                        from (select id, row_number() over (order by position) as place from picture where product_id = ?) sorted
                        where picture.id = sorted.id""", id);
                media.removeUnused(hash.get());
            }
            return null;
        });
    }
}
