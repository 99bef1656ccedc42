package io.shopoperator.shop.admin;

import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Categories as the merchant works on them. */
@ApplicationScoped
class AdminCategories {
    @Inject
    Database database;

    @Inject
    Categories categories;

    @Inject
    AdminTexts texts;

    /** A category with all its texts (null where there is none) and how many products it has, shown or not. */
    record Row(
            long id,
            String slug,
            String nameDe,
            String nameEn,
            String descriptionDe,
            String descriptionEn,
            int products) {
        CategoryForm form() {
            return new CategoryForm(nameDe, descriptionDe, nameEn, descriptionEn);
        }

        /** What it is called, in the language if it has a name there. */
        public String name(Language language) {
            String preferred = language == Language.DE ? nameDe : nameEn;
            String other = language == Language.DE ? nameEn : nameDe;
            return preferred != null ? preferred : other != null ? other : slug;
        }
    }

    /** All categories in the order customers see them. */
    List<Row> all() {
        return database.list(
                """
                select c.id, c.slug, de.name, en.name, de.description, en.description,
                       (select count(*) from product p where p.category_id = c.id)
                from category c
                left join category_text de on de.category_id = c.id and de.lang = 'de'
                left join category_text en on en.category_id = c.id and en.lang = 'en'
                order by c.position, c.id""",
                row -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getInt(7)));
    }

    /** A category, empty if there is none of this id. */
    Optional<Row> find(long id) {
        return all().stream().filter(row -> row.id() == id).findFirst();
    }

    /** Stores an accepted form as a new category behind the others. */
    long create(CategoryForm form) {
        long id = database.transaction(() -> {
            // whoever else makes or moves a category waits, so that no two get the same address or place
            database.update("lock table category in share row exclusive mode");
            long created = database.only(
                    "insert into category (slug, position) select ?, coalesce(max(position) + 1, 0) from category returning id",
                    row -> row.getLong(1),
                    free(form.slug()));
            storeTexts(created, form);
            return created;
        });
        categories.changed();
        return id;
    }

    /**
     * Stores an accepted form together with what somebody else has stored since it was shown. The address stays, as others link to it.
     *
     * @return false if there is no such category any more. Nothing was stored either if the form has errors now
     */
    boolean update(long id, CategoryForm form, AdminMessages messages) {
        boolean there = database.transaction(() -> {
            // who saves or deletes the same category waits for this lock, and then finds what is stored here
            database.first("select id from category where id = ? for update", row -> row.getLong(1), id);
            Optional<Row> stored = find(id);
            if (stored.isPresent() && form.merge(stored.get().form(), messages) && form.accepted(messages)) {
                storeTexts(id, form);
            }
            return stored.isPresent();
        });
        categories.changed();
        return there;
    }

    /** Moves a category before the one above it, or behind the one below it. */
    void move(long id, boolean up) {
        database.transaction(() -> {
            List<Long> order = new ArrayList<>(
                    database.list("select id from category order by position, id for update", row -> row.getLong(1)));
            int from = order.indexOf(id);
            int to = up ? from - 1 : from + 1;
            if (from >= 0 && to >= 0 && to < order.size()) {
                Collections.swap(order, from, to);
                database.update("""
                        update category set position = wanted.place - 1
                        from unnest(?) with ordinality as wanted(id, place) where category.id = wanted.id""", order);
            }
            return null;
        });
        categories.changed();
    }

    /**
     * Deletes a category without products.
     *
     * @return how many products keep it from being deleted, 0 when it is gone
     */
    int delete(long id) {
        int products = database.transaction(() -> {
            // a product that is being put into it waits for this lock, and then finds it gone
            database.first("select id from category where id = ? for update", row -> row.getLong(1), id);
            int there = database.only("select count(*) from product where category_id = ?", row -> row.getInt(1), id);
            if (there == 0) {
                database.update("delete from category where id = ?", id);
            }
            return there;
        });
        categories.changed();
        return products;
    }

    private String free(String slug) {
        String candidate = slug;
        for (int number = 2; taken(candidate); number++) {
            candidate = slug + "-" + number;
        }
        return candidate;
    }

    private boolean taken(String slug) {
        return database.first("select 1 from category where slug = ?", row -> true, slug)
                .isPresent();
    }

    private void storeTexts(long id, CategoryForm form) {
        texts.store(AdminTexts.Owner.CATEGORY, id, Language.DE, form.value("nameDe"), form.value("descriptionDe"));
        texts.store(AdminTexts.Owner.CATEGORY, id, Language.EN, form.value("nameEn"), form.value("descriptionEn"));
    }
}
