package io.shopoperator.shop.command;

import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.database.EmbeddedDatabase;
import io.shopoperator.shop.database.Migrations;
import io.shopoperator.shop.security.AdminAccounts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;

/** The shop alone: an embedded PostgreSQL in {@code ./data}, and an administrator whose password is printed once. */
final class Standalone {
    private static final int PASSWORD_BYTES = 12;

    private Standalone() {}

    /**
     * Brings the database up and points the shop at it, unless the configuration names one already.
     *
     * @return what to do after the shop has stopped
     */
    static Runnable prepare() {
        if (System.getProperty("quarkus.datasource.jdbc.url") != null
                || System.getenv("QUARKUS_DATASOURCE_JDBC_URL") != null) {
            return () -> {};
        }
        EmbeddedDatabase database = EmbeddedDatabase.in(Path.of(System.getProperty("shop.data", "data")));
        try {
            new Migrations(database.dataSource()).migrate();
            createAdministrator(database);
        } catch (RuntimeException e) {
            close(database);
            throw e;
        }
        DatabaseAddress address = database.address();
        System.setProperty("quarkus.datasource.jdbc.url", address.url());
        System.setProperty("quarkus.datasource.username", address.username());
        System.setProperty("quarkus.datasource.password", address.password());
        System.setProperty("shop.demo", "true");
        System.setProperty("quarkus.log.console.json.enabled", "false");
        System.setProperty("shop.drain.serve-for", "0s");
        if (System.getProperty("shop.login.proxies") == null) {
            System.setProperty("shop.login.proxies", "0");
        }
        return () -> close(database);
    }

    private static void createAdministrator(EmbeddedDatabase database) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            if (AdminAccounts.createFirst(database.dataSource(), "admin", password)) {
                System.out.println("The administrator of this shop is 'admin' with the password '" + password
                        + "' (shown only now). Sign in at http://localhost:8080/admin");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The administrator could not be created", e);
        }
    }

    private static void close(EmbeddedDatabase database) {
        try {
            database.close();
        } catch (IOException e) {
            System.err.println("The embedded PostgreSQL did not stop cleanly: " + e.getMessage());
        }
    }
}
