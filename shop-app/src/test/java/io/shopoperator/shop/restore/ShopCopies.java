package io.shopoperator.shop.restore;

import io.shopoperator.shop.database.EmbeddedDatabase;
import io.shopoperator.shop.database.Migrations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL with databases of shops, and copies of them that stand for backups. */
public final class ShopCopies implements AutoCloseable {
    private static final String EMPTY_SHOP = "empty_shop";
    private static final String PASSWORD = "secret-of-the-database";

    private final EmbeddedDatabase server = EmbeddedDatabase.temporary();
    private final AtomicInteger names = new AtomicInteger();

    public ShopCopies() {
        execute("postgres", "create database " + EMPTY_SHOP);
        new Migrations(dataSource(EMPTY_SHOP)).migrate();
    }

    /** A shop with orders 10001 to 10003; 10002 is of the customer Otto, who has an account. */
    public String shop() {
        String name = copy(EMPTY_SHOP);
        execute(name, """
                update shop_contract.identity set id = gen_random_uuid();
                insert into category (slug) values ('tea');
                insert into product (slug, sku, category_id, price_cents, stock) values ('sencha', 'S1', 1, 1000, 50);
                insert into customer (email, name, password_hash, created_at)
                    values ('somebody@example.org', 'Somebody', 'hash', now()), ('otto@example.org', 'Otto Groß', 'hash of otto', now());
                insert into address (customer_id, name, street, postal_code, city, country, used_at)
                    values (2, 'Otto Groß', 'Am Markt 1', '01067', 'Dresden', 'DE', now());
                """);
        sell(name, 10001, null);
        sell(name, 10002, 2L);
        sell(name, 10003, null);
        execute(
                name,
                "set shop.actor = 'erika'; update shop_order set status = 'PAID' where number = 10002; update order_counter set last_number = 10003");
        return name;
    }

    /** One more order of two lines. */
    public void sell(String database, long number, Long customer) {
        execute(database, order(number, customer));
    }

    /** The statement that places an order of a guest. */
    public static String order(long number) {
        return order(number, null);
    }

    private static String order(long number, Long customer) {
        return """
                with placed as (
                    insert into shop_order (number, token, idempotency_key, customer_id, placed_at, lang, status, email, name, street, postal_code,
                        city, country, payment_method, delivery_method, delivery_days_min, delivery_days_max, items_cents, shipping_cents, total_cents)
                    values (%1$d, 'token-%1$d', gen_random_uuid(), %2$s, '2026-11-18T10:00:00.123456Z', 'de', 'RECEIVED', 'kunde-%1$d@example.org',
                        'Änne Groß', 'Hauptstraße 1', '10115', 'Berlin', 'DE', 'invoice', 'STANDARD', 2, 4, 3000, 490, 3490)
                    returning id)
                insert into order_line select id, 1, 1, 'S1', 'Sencha "fein"', 2, 1000, 7.00 from placed
                union all select id, 2, null, 'X', E'Tab\\tund Zeile\\n', 1, 1000, 19.00 from placed
                """.formatted(number, customer);
    }

    /** Removes an order as no admin could. */
    public void wipe(String database, long number) {
        execute(database, """
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where number = %1$d);
                delete from order_revision where order_id = (select id from shop_order where number = %1$d);
                delete from shop_order where number = %1$d;
                """.formatted(number));
    }

    /** A database with the same content. */
    public String copy(String database) {
        String name = "db" + names.incrementAndGet();
        execute("postgres", "create database " + name + " template " + database);
        return name;
    }

    /** Each row of each table of the shop, as text with where it is. */
    public Map<String, String> rows(String database) {
        Map<String, String> all = new TreeMap<>();
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname in ('public', 'shop_contract')")) {
            while (tables.next()) {
                String table = tables.getString(1);
                try (Statement each = connection.createStatement();
                        ResultSet rows = each.executeQuery("select ctid::text, t::text from " + table + " t")) {
                    while (rows.next()) all.put(table + rows.getString(1), rows.getString(2));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first value of a query, which may have other statements before it. */
    public String query(String database, String sql) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            boolean isResult = statement.execute(sql);
            while (!isResult) isResult = statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String database, String sql) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", PASSWORD);
    }

    /** Writes the binding {@code name} below {@code root}. */
    public void bind(Path root, String name, String database) {
        bindAs(root, name, database, "postgres");
    }

    /** Like {@link #bind} for another user. */
    public void bindAs(Path root, String name, String database, String user) {
        try {
            Path directory = Files.createDirectories(root.resolve(name));
            for (Map.Entry<String, String> value : Map.of(
                            "type",
                            "postgresql",
                            "host",
                            "localhost",
                            "port",
                            String.valueOf(port()),
                            "database",
                            database,
                            "username",
                            user,
                            "password",
                            PASSWORD)
                    .entrySet()) {
                Files.writeString(directory.resolve(value.getKey()), value.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://localhost:" + port() + "/" + database);
        dataSource.setUser("postgres");
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    private int port() {
        return URI.create(server.address().url().substring("jdbc:".length())).getPort();
    }
}
