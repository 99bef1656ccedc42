package io.shopoperator.shop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.database.EmbeddedDatabase;
import io.shopoperator.shop.database.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A real PostgreSQL with the shop's schema for {@code @QuarkusTest}: {@code @QuarkusTestResource(ShopDatabase.class)}. */
public final class ShopDatabase implements QuarkusTestResourceLifecycleManager {
    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.temporary();
        new Migrations(database.dataSource()).migrate();
        DatabaseAddress address = database.address();
        return Map.of(
                "quarkus.datasource.jdbc.url", address.url(),
                "quarkus.datasource.username", address.username(),
                "quarkus.datasource.password", address.password(),
                "shop.warmup.enabled", "false");
    }

    @Override
    public void stop() {
        try {
            if (database != null) {
                database.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
