package io.shopoperator.shop.command;

import io.shopoperator.shop.database.Binding;
import io.shopoperator.shop.database.BindingException;
import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.database.Migrations;
import io.shopoperator.shop.security.AdminAccounts;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/** The command {@code migrate}: brings the schema to this release's version and lets the administrator of the binding in. */
public final class Migrate {
    private static final String COMMAND = "migrate";
    private static final int CONNECT_SECONDS = 10;

    private final Path bindings;

    /** Reads the bindings below {@code bindings}; null when the shop was told none. */
    public Migrate(Path bindings) {
        this.bindings = bindings;
    }

    /** Does it; a failure is told in the result, never thrown. */
    public CommandResult run() {
        DatabaseAddress address;
        Optional<Administrator> administrator;
        try {
            address = DatabaseAddress.of(binding("database"));
            administrator = administrator();
        } catch (BindingException e) {
            return CommandResult.failed(COMMAND, e.getMessage());
        }
        DataSource dataSource = dataSource(address);
        try (var probe = dataSource.getConnection()) {
            probe.isValid(CONNECT_SECONDS);
        } catch (SQLException e) {
            return CommandResult.failed(COMMAND, unreachable(address, e));
        }
        Migrations.Applied applied;
        try {
            applied = new Migrations(dataSource).migrate();
        } catch (FlywayException e) {
            return CommandResult.failed(COMMAND, "The schema was not changed: " + e.getMessage());
        }
        if (administrator.isPresent()) {
            try {
                AdminAccounts.follow(
                        dataSource,
                        administrator.get().username(),
                        administrator.get().password());
            } catch (SQLException e) {
                return CommandResult.failed(
                        COMMAND,
                        "The schema is at version " + applied.schemaVersion() + ", " + applied.count()
                                + " migrations were applied, but the administrator '"
                                + administrator.get().username()
                                + "' could not be set, so that a new password does not hold yet: run migrate again ("
                                + e.getMessage() + ")");
            }
        }
        return CommandResult.migrated(applied.schemaVersion(), applied.count());
    }

    private Binding binding(String name) {
        if (bindings == null) {
            throw new BindingException("No service bindings: set " + Binding.ROOT_VARIABLE
                    + " to the directory that holds '" + name + "'");
        }
        return new Binding(bindings.resolve(name));
    }

    private Optional<Administrator> administrator() {
        if (!bindings.resolve("admin").toFile().isDirectory()) {
            return Optional.empty();
        }
        Binding binding = binding("admin");
        binding.requireType("shop-admin");
        return Optional.of(new Administrator(binding.required("username"), binding.required("password")));
    }

    private static DataSource dataSource(DatabaseAddress address) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.url());
        dataSource.setUser(address.username());
        dataSource.setPassword(address.password());
        dataSource.setConnectTimeout(CONNECT_SECONDS);
        dataSource.setApplicationName("shop-migrate");
        return dataSource;
    }

    private static String unreachable(DatabaseAddress address, SQLException e) {
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

    private record Administrator(String username, String password) {}
}
