package io.shopoperator.shop.command;

import io.shopoperator.shop.database.DatabaseAddress;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of a command, which has no pool. */
final class DirectConnection {
    static final int CONNECT_SECONDS = 10;

    private DirectConnection() {}

    static PGSimpleDataSource to(DatabaseAddress address, String applicationName) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.url());
        dataSource.setUser(address.username());
        dataSource.setPassword(address.password());
        dataSource.setConnectTimeout(CONNECT_SECONDS);
        dataSource.setApplicationName(applicationName);
        return dataSource;
    }

    /** Why there is no connection, and what to change. */
    static String unreachable(DatabaseAddress address, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                "The database refused user '" + address.username()
                        + "': check 'username' and 'password' in the binding";
            case "3D000" ->
                "The database server has no such database: check 'database' in the binding (" + address.url() + ")";
            default ->
                "The database cannot be reached at " + address.url() + ": check 'host' and 'port' in the binding ("
                        + e.getMessage() + ")";
        };
    }
}
