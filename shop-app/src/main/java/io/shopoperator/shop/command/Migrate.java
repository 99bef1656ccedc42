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

/** The command {@code migrate}: brings the schema to this release's version and lets the administrator of the binding in. */
public final class Migrate {
    private static final String COMMAND = "migrate";

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
            address = DatabaseAddress.of(Binding.below(bindings, "database"));
            administrator = administrator();
        } catch (BindingException e) {
            return CommandResult.failed(COMMAND, e.getMessage());
        }
        DataSource dataSource = DirectConnection.to(address, "shop-migrate");
        try (var probe = dataSource.getConnection()) {
            probe.isValid(DirectConnection.CONNECT_SECONDS);
        } catch (SQLException e) {
            return CommandResult.failed(COMMAND, DirectConnection.unreachable(address, e));
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

    private Optional<Administrator> administrator() {
        if (!bindings.resolve("admin").toFile().isDirectory()) {
            return Optional.empty();
        }
        Binding binding = Binding.below(bindings, "admin");
        binding.requireType("shop-admin");
        return Optional.of(new Administrator(binding.required("username"), binding.required("password")));
    }

    private record Administrator(String username, String password) {}
}
