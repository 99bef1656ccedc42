package io.shopoperator.shop.layout;

import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the merchant has set in the admin, such as the shop's name. */
@ApplicationScoped
public class MerchantSettings {
    /** The shop's name as customers read it. */
    public static final String BRAND = "brand";

    @Inject
    DataSource database;

    /** All settings by name, at most some seconds old. */
    @CacheResult(cacheName = "merchant-settings")
    public Map<String, String> all() {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select name, value from shop_setting");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The shop's settings could not be read", e);
        }
        return settings;
    }

    /** Stores a setting; a blank value removes it. */
    @CacheInvalidateAll(cacheName = "merchant-settings")
    public void set(String name, String value) {
        String sql = value.isBlank()
                ? "delete from shop_setting where name = ?"
                : "insert into shop_setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value";
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, name);
            if (!value.isBlank()) {
                change.setString(2, value.strip());
            }
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The setting " + name + " could not be stored", e);
        }
    }
}
