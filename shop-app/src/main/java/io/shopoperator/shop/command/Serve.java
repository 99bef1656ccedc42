package io.shopoperator.shop.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.shopoperator.shop.database.Binding;
import io.shopoperator.shop.database.BindingException;
import io.shopoperator.shop.database.DatabaseAddress;
import java.util.concurrent.CountDownLatch;

/** The command {@code serve}: serves customers until the process is asked to stop. */
public final class Serve implements QuarkusApplication {
    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    /** Starts the shop and does not return before it has stopped. */
    public static void start(String... args) {
        if (Binding.root().isPresent()) {
            try {
                DatabaseAddress.of(new Binding(Binding.root().get().resolve("database")));
                Binding.find("mail").ifPresent(binding -> binding.requireType("smtp"));
            } catch (BindingException e) {
                System.err.println("The shop cannot start: " + e.getMessage());
                System.exit(1);
            }
        } else {
            Standalone.prepare(STOPPED);
        }
        Quarkus.run(
                Serve.class,
                (exitCode, failure) -> {
                    STOPPED.countDown();
                    System.exit(failure == null ? exitCode : 1);
                },
                args);
    }

    @Override
    public int run(String... args) {
        Quarkus.waitForExit();
        return 0;
    }
}
