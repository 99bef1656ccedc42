package io.shopoperator.shop.admin;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Names and descriptions in the shop's languages. */
@ApplicationScoped
class AdminTexts {
    @Inject
    Database database;

    /** What has texts: its table is called {@code <owner>_text}, and refers to it by {@code <owner>_id}. */
    enum Owner {
        PRODUCT("product"),
        CATEGORY("category");

        private final String table;

        Owner(String table) {
            this.table = table;
        }
    }

    /** Stores the texts of one language in the transaction that is open; without a name there are none. */
    void store(Owner owner, long id, Language language, String name, String description) {
        if (name.isEmpty()) {
            database.update(
                    "delete from %1$s_text where %1$s_id = ? and lang = ?".formatted(owner.table), id, language.code());
            return;
        }
        database.update("""
                insert into %1$s_text (%1$s_id, lang, name, description) values (?, ?, ?, ?)
                on conflict (%1$s_id, lang) do update set name = excluded.name, description = excluded.description""".formatted(owner.table), id, language.code(), name, description);
    }
}
