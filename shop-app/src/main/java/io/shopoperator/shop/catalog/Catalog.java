package io.shopoperator.shop.catalog;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What customers see of the products: active ones, in one language (in another one where it has no text of its own). */
@ApplicationScoped
public class Catalog {
    /** How many products a page of a list has. */
    public static final int PAGE_SIZE = 24;

    private static final String TEXT = """
            join lateral (select name, description from product_text x where x.product_id = p.id
                          order by (x.lang = ?) desc limit 1) t on true
            """;

    private static final String CARD = """
            p.id, p.slug, t.name, p.price_cents, p.lowest_before_cents, p.reduced_at, p.content_amount, p.content_unit, p.stock,
            (select hash from picture where product_id = p.id order by position limit 1) picture
            """;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** A product by its slug; empty if there is none or it is not active. */
    public Optional<ProductDetails> product(String slug, Language language) {
        return database.first(
                """
                select p.id, p.slug, p.sku, t.name, t.description, p.price_cents, p.vat_rate_percent, p.lowest_before_cents,
                       p.reduced_at, p.content_amount, p.content_unit, p.stock, p.delivery_days_min, p.delivery_days_max,
                       p.weight_grams, p.manufacturer_name, p.manufacturer_address, p.manufacturer_contact,
                       array(select hash from picture where product_id = p.id order by position) pictures,
                       array(select coalesce(x.alt, '') from picture i
                             left join picture_text x on x.picture_id = i.id and x.lang = ?
                             where i.product_id = p.id order by i.position) alts,
                       c.slug category_slug,
                       (select name from category_text ct where ct.category_id = c.id order by (ct.lang = ?) desc limit 1) category_name
                from product p
                join category c on c.id = p.category_id
                """ + TEXT + "where p.slug = ? and p.active",
                this::details,
                language.code(),
                language.code(),
                language.code(),
                slug);
    }

    /** What changes with every change of an active product; empty if there is none of this slug. */
    Optional<String> revision(String slug) {
        return database.first(
                "select xmin::text from product where slug = ? and active", row -> row.getString(1), slug);
    }

    /** Other products of the category, the same few for every visitor of a product. */
    public List<ProductCard> related(ProductDetails product, Language language, int count) {
        return database.list(
                "select " + CARD + " from product p " + TEXT + """
                        where p.active and p.category_id = (select category_id from product where id = ?) and p.id <> ?
                        order by (p.id > ?) desc, p.id limit ?""",
                this::card,
                language.code(),
                product.id(),
                product.id(),
                product.id(),
                count);
    }

    /** One page of the products of a category. */
    public ProductList ofCategory(Category category, Language language, Sorting sorting, int page) {
        List<ProductCard> products = database.list(
                "select " + CARD + " from product p " + TEXT + "where p.active and p.category_id = ? order by "
                        + sorting.sql() + " limit ? offset ?",
                this::card,
                language.code(),
                category.id(),
                PAGE_SIZE,
                (page - 1) * PAGE_SIZE);
        return new ProductList(products, new Paging(page, PAGE_SIZE, category.products()));
    }

    /** The newest products, one of each category first. */
    public List<ProductCard> newest(Language language, int count) {
        return database.list(
                "select " + CARD + """
                         from (select n.*, row_number() over (partition by n.category_id order by n.id desc) as nth
                               from category c
                               cross join lateral (select * from product where category_id = c.id and active
                                                   order by id desc limit ?) n
                               order by nth, n.id desc limit ?) p
                        """ + TEXT + "order by p.nth, p.id desc", this::card, count, count, language.code());
    }

    /** Products whose price was reduced lately. */
    public List<ProductCard> reduced(Language language, int count) {
        return database.list(
                "select " + CARD + """
                         from (select * from product
                               where active and stock > 0 and lowest_before_cents > price_cents and reduced_at > ?
                               order by reduced_at desc, id limit ?) p
                        """ + TEXT + "order by p.reduced_at desc, p.id",
                this::card,
                clock.instant().minus(Reduction.SHOWN),
                count,
                language.code());
    }

    /** The cards of these products, in the order of the ids; what is not active is left out. */
    public List<ProductCard> cards(List<Long> ids, Language language) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.list(
                "select " + CARD + " from unnest(?) with ordinality as wanted(id, place)"
                        + " join product p on p.id = wanted.id and p.active " + TEXT + "order by wanted.place",
                this::card,
                ids,
                language.code());
    }

    /** The next active products behind the one with the id, for the sitemap; empty at the end. */
    List<SitemapEntry> sitemap(long afterId, int most) {
        return database.list(
                "select id, slug, updated_at from product where active and id > ? order by id limit ?",
                row -> new SitemapEntry(row.getLong(1), row.getString(2), Database.instant(row, "updated_at")),
                afterId,
                most);
    }

    /** A product for search engines: its slug and when it changed. */
    record SitemapEntry(long id, String slug, Instant changed) {}

    private ProductCard card(ResultSet row) throws SQLException {
        long price = row.getLong("price_cents");
        return new ProductCard(
                row.getLong("id"),
                row.getString("slug"),
                row.getString("name"),
                price,
                reduction(row, price),
                BasePrice.of(price, row.getBigDecimal("content_amount"), row.getString("content_unit"))
                        .orElse(null),
                row.getString("picture"),
                row.getInt("stock"));
    }

    private ProductDetails details(ResultSet row) throws SQLException {
        long price = row.getLong("price_cents");
        Object[] hashes = (Object[]) row.getArray("pictures").getArray();
        Object[] alts = (Object[]) row.getArray("alts").getArray();
        List<ProductDetails.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
            pictures.add(new ProductDetails.Picture((String) hashes[i], (String) alts[i]));
        }
        return new ProductDetails(
                row.getLong("id"),
                row.getString("slug"),
                row.getString("sku"),
                row.getString("name"),
                row.getString("description"),
                price,
                row.getBigDecimal("vat_rate_percent"),
                reduction(row, price),
                BasePrice.of(price, row.getBigDecimal("content_amount"), row.getString("content_unit"))
                        .orElse(null),
                row.getInt("stock"),
                row.getInt("delivery_days_min"),
                row.getInt("delivery_days_max"),
                (Integer) row.getObject("weight_grams"),
                new ProductDetails.Manufacturer(
                        row.getString("manufacturer_name"),
                        row.getString("manufacturer_address"),
                        row.getString("manufacturer_contact")),
                List.copyOf(pictures),
                row.getString("category_slug"),
                row.getString("category_name"));
    }

    private Reduction reduction(ResultSet row, long price) throws SQLException {
        return Reduction.of(
                price,
                (Long) row.getObject("lowest_before_cents"),
                Database.instant(row, "reduced_at"),
                clock.instant());
    }
}
