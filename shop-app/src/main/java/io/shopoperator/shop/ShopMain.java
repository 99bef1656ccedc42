package io.shopoperator.shop;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.shopoperator.shop.command.DatabaseRestore;
import io.shopoperator.shop.command.Migrate;
import io.shopoperator.shop.command.OrdersRestore;
import io.shopoperator.shop.command.Result;
import io.shopoperator.shop.command.Serve;
import io.shopoperator.shop.command.TerminationLog;
import io.shopoperator.shop.database.Binding;
import java.util.Arrays;

/** Entry point: the first argument is the command, {@code serve} when there is none. */
@QuarkusMain
public final class ShopMain {
    private static final int USAGE = 2;

    private ShopMain() {}

    /** Runs the command of the shop contract named by the first argument. */
    public static void main(String... args) {
        String command = args.length == 0 ? "serve" : args[0];
        switch (command) {
            case "serve" -> Serve.start(args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length));
            case "migrate" -> finish(new Migrate(Binding.root().orElse(null)).run());
            case "orders" -> orders(args);
            case "database" -> database(args);
            default -> unknown(command);
        }
    }

    private static void orders(String... args) {
        if (args.length != 2 || !args[1].equals("restore")) {
            unknown(String.join(" ", args));
            return;
        }
        finish(new OrdersRestore(Binding.root().orElse(null), OrdersRestore.request()).run());
    }

    private static void database(String... args) {
        if (args.length != 2 || !args[1].equals("restore")) {
            unknown(String.join(" ", args));
            return;
        }
        finish(new DatabaseRestore(Binding.root().orElse(null), OrdersRestore.request()).run());
    }

    private static void unknown(String command) {
        System.err.println("Unknown command '" + command + "': use serve, migrate, orders restore or database restore");
        System.exit(USAGE);
    }

    private static void finish(Result result) {
        TerminationLog.ofThisProcess().write(result);
        System.exit(result.succeeded() ? 0 : 1);
    }
}
