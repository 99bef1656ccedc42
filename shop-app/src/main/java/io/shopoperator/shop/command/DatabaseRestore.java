package io.shopoperator.shop.command;

import io.shopoperator.shop.database.Binding;
import io.shopoperator.shop.database.BindingException;
import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.restore.RestoreInDoubtException;
import io.shopoperator.shop.restore.RestoreRefusedException;
import io.shopoperator.shop.restore.whole.DatabaseRequest;
import io.shopoperator.shop.restore.whole.Servers;
import io.shopoperator.shop.restore.whole.WholeRestore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The command {@code database restore}: puts the database of the binding {@code backup} in the place of the one of the binding
 * {@code database}, which stays on the same server under another name.
 */
public final class DatabaseRestore {
    private static final String APPLICATION = "shop-database-restore";

    private final Path bindings;
    private final String request;

    /** Reads the bindings below {@code bindings}, null when the shop was told none, and the request in {@code request}, null likewise. */
    public DatabaseRestore(Path bindings, String request) {
        this.bindings = bindings;
        this.request = request;
    }

    /** Does it; a failure is told in the result, never thrown. */
    public DatabaseRestoreResult run() {
        if (request == null || request.isBlank()) {
            return DatabaseRestoreResult.failed("There is no request: set " + OrdersRestore.REQUEST_VARIABLE
                    + " to the JSON that the shop contract describes");
        }
        try {
            return DatabaseRestoreResult.of(new WholeRestore(servers(), DatabaseRequest.of(request)).run());
        } catch (BindingException | RestoreRefusedException | RestoreInDoubtException e) {
            return DatabaseRestoreResult.failed(e.getMessage());
        } catch (SQLException e) {
            return DatabaseRestoreResult.failed("The shop has its old database: " + e.getMessage());
        }
    }

    private Servers servers() {
        Binding live = Binding.below(bindings, "database");
        Binding beside = Binding.below(bindings, "backup");
        for (String key : new String[] {"host", "port", "username"}) {
            if (!live.value(key).equals(beside.value(key))) {
                throw new BindingException("The bindings 'database' and 'backup' differ in '" + key
                        + "': both databases must be of one server and one user");
            }
        }
        return new BoundServers(live, live.required("database"), beside.required("database"));
    }

    private record BoundServers(Binding binding, String live, String beside) implements Servers {
        @Override
        public Connection connect(String database) throws SQLException {
            DatabaseAddress address = DatabaseAddress.of(binding, database);
            PGSimpleDataSource dataSource = DirectConnection.to(address, APPLICATION);
            // the details of an error quote rows, which are people's addresses
            dataSource.setLogServerErrorDetail(false);
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                throw new BindingException(DirectConnection.unreachable(address, e));
            }
        }
    }
}
