package io.shopoperator.shop.catalog;

import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.Navigation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The categories of the shop; kept for some seconds, as every page shows them. */
@ApplicationScoped
public class Categories implements Navigation {
    @Inject
    CategoryCache cache;

    /** All categories with at least one active product, in the merchant's order. */
    public List<Category> all(Language language) {
        return cache.get(language);
    }

    /** The category of a slug, empty if there is none or it has no active product. */
    public Optional<Category> find(String slug, Language language) {
        return all(language).stream()
                .filter(category -> category.slug().equals(slug))
                .findFirst();
    }

    @Override
    public List<Link> links(Language language) {
        return cache.links(language);
    }

    /** Forgets what is kept, after the catalogue was changed here. */
    public void changed() {
        cache.forget();
    }

    /** Keeps the categories per language. */
    @ApplicationScoped
    static class CategoryCache {
        @Inject
        Database database;

        @CacheResult(cacheName = "categories")
        List<Category> get(Language language) {
            return database.list(
                    """
                    select c.id, c.slug, coalesce(t.name, c.slug), coalesce(t.description, ''), count(p.id),
                           (select m.hash from product x join picture m on m.product_id = x.id and m.position = 0
                            where x.category_id = c.id and x.active order by md5(x.slug) limit 1)
                    from category c
                    join product p on p.category_id = c.id and p.active
                    left join lateral (select name, description from category_text ct where ct.category_id = c.id
                                       order by (ct.lang = ?) desc limit 1) t on true
                    group by c.id, t.name, t.description
                    order by c.position, c.id""",
                    row -> new Category(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(6),
                            row.getInt(5)),
                    language.code());
        }

        @CacheResult(cacheName = "category-links")
        List<Link> links(Language language) {
            return get(language).stream()
                    .map(category -> new Link("/" + language.code() + "/c/" + category.slug(), category.name()))
                    .toList();
        }

        @CacheInvalidateAll(cacheName = "categories")
        @CacheInvalidateAll(cacheName = "category-links")
        void forget() {
            // the annotations do it
        }
    }
}
