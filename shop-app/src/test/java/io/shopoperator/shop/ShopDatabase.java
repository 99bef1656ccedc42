package io.shopoperator.shop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.database.EmbeddedDatabase;
import io.shopoperator.shop.database.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/**
 * A real PostgreSQL with the shop's schema for {@code @QuarkusTest}: {@code @QuarkusTestResource(ShopDatabase.class)}. A test with a field
 * of type {@link DatabaseLink} can cut the shop off from it.
 */
public final class ShopDatabase implements QuarkusTestResourceLifecycleManager {
    private EmbeddedDatabase database;
    private DatabaseLink link;

    @Override
    public Map<String, String> start() {
        database = EmbeddedDatabase.temporary();
        new Migrations(database.dataSource()).migrate();
        DatabaseAddress address = database.address();
        int port = URI.create(address.url().substring("jdbc:".length())).getPort();
        try {
            link = new DatabaseLink(port, database.dataSource());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", address.url().replace(":" + port + "/", ":" + link.port() + "/"),
                "quarkus.datasource.username", address.username(),
                "quarkus.datasource.password", address.password(),
                "shop.warmup.enabled", "false");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(link, new TestInjector.MatchesType(DatabaseLink.class));
    }

    @Override
    public void stop() {
        try {
            if (database != null) {
                link.close();
                database.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
