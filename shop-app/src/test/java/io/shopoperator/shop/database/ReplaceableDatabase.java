package io.shopoperator.shop.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL in which the shop's database can be replaced by another one. */
public final class ReplaceableDatabase extends DatabaseOfItsOwn {
    static final String NAME = "shop";

    private EmbeddedDatabase server;

    @Override
    public Map<String, String> start() {
        server = EmbeddedDatabase.temporary();
        execute("create database " + NAME);
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(url());
        owner.setUser("postgres");
        owner.setPassword("postgres");
        new Migrations(owner).migrate();
        return Map.of(
                "quarkus.datasource.jdbc.url", url(),
                "quarkus.datasource.username", server.address().username(),
                "quarkus.datasource.password", server.address().password(),
                "shop.warmup.enabled", "false");
    }

    @Override
    public void stop() {
        try {
            if (server != null) server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return URI.create(server.address().url().substring("jdbc:".length())).getPort();
    }

    /** A copy of the shop's database, as a backup would bring it. The shop's connections are in the way of that, and go. */
    void copyTo(String name) {
        execute("alter database " + NAME + " allow_connections false");
        try {
            execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + NAME + "'");
            execute("create database " + name + " template " + NAME);
        } finally {
            execute("alter database " + NAME + " allow_connections true");
        }
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + port() + "/" + NAME;
    }

    private void execute(String sql) {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
