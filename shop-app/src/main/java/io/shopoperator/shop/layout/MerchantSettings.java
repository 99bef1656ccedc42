package io.shopoperator.shop.layout;

import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;

/** What the merchant has set in the admin, such as the shop's name. */
@ApplicationScoped
public class MerchantSettings {
    /** The shop's name as customers read it. */
    public static final String BRAND = "brand";

    @Inject
    Database database;

    /** All settings by name, at most some seconds old. */
    @CacheResult(cacheName = "merchant-settings")
    public Map<String, String> all() {
        return database
                .list("select name, value from shop_setting", row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Stores a setting; a blank value removes it. */
    @CacheInvalidateAll(cacheName = "merchant-settings")
    public void set(String name, String value) {
        if (value.isBlank()) {
            database.update("delete from shop_setting where name = ?", name);
        } else {
            database.update(
                    "insert into shop_setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                    name,
                    value.strip());
        }
    }
}
