package io.shopoperator.shop.command;

import io.shopoperator.shop.database.Binding;
import io.shopoperator.shop.database.BindingException;
import io.shopoperator.shop.database.DatabaseAddress;
import io.shopoperator.shop.restore.OrderRestore;
import io.shopoperator.shop.restore.RestoreInDoubtException;
import io.shopoperator.shop.restore.RestoreRefusedException;
import io.shopoperator.shop.restore.RestoreRequest;
import io.shopoperator.shop.restore.SameShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The command {@code orders restore}: puts orders back from the database of the binding {@code backup}, which holds a backup of this shop or
 * at least the orders wanted, into the one of the binding {@code database}.
 */
public final class OrdersRestore {
    /** Holds the request as JSON. */
    public static final String REQUEST_VARIABLE = "SHOP_RESTORE";

    private static final String APPLICATION = "shop-orders-restore";

    private final Path bindings;
    private final String request;

    /** Reads the bindings below {@code bindings}, null when the shop was told none, and the request in {@code request}, null likewise. */
    public OrdersRestore(Path bindings, String request) {
        this.bindings = bindings;
        this.request = request;
    }

    /** The request that this process was given, null if it was given none. */
    public static String request() {
        return System.getenv(REQUEST_VARIABLE);
    }

    /** Does it; a failure is told in the result, never thrown. */
    public OrdersRestoreResult run() {
        if (request == null || request.isBlank()) {
            return OrdersRestoreResult.failed(
                    "There is no request: set " + REQUEST_VARIABLE + " to the JSON that the shop contract describes");
        }
        try {
            RestoreRequest wanted = RestoreRequest.of(request);
            try (Connection live = connect("database");
                    Connection stored = connect("backup")) {
                SameShop.check(live, stored);
                return OrdersRestoreResult.of(new OrderRestore(live, stored, wanted).run());
            }
        } catch (BindingException | RestoreRefusedException | RestoreInDoubtException e) {
            return OrdersRestoreResult.failed(e.getMessage());
        } catch (SQLException e) {
            return OrdersRestoreResult.failed("Nothing was put back: " + e.getMessage());
        }
    }

    private Connection connect(String binding) {
        DatabaseAddress address = DatabaseAddress.of(Binding.below(bindings, binding));
        try {
            PGSimpleDataSource dataSource = DirectConnection.to(address, APPLICATION);
            // the details of an error quote rows, which are people's addresses
            dataSource.setLogServerErrorDetail(false);
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new BindingException("Binding '" + binding + "': " + DirectConnection.unreachable(address, e));
        }
    }
}
