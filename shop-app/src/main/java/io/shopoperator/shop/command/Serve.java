package io.shopoperator.shop.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.shopoperator.shop.database.Binding;
import io.shopoperator.shop.database.BindingConfigSource;
import io.shopoperator.shop.database.BindingException;
import io.shopoperator.shop.database.DatabaseAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The command {@code serve}: serves customers until the process is asked to stop, and then ends with 0. */
public final class Serve implements QuarkusApplication {
    private static final int STOP_SECONDS = 60;

    /** Starts the shop and does not return before it has stopped. */
    public static void start(String... args) {
        Runnable afterwards = () -> {};
        try {
            if (Binding.root().isPresent()) {
                DatabaseAddress.of(new Binding(Binding.root().get().resolve("database")));
                new BindingConfigSource();
            } else {
                afterwards = Standalone.prepare();
            }
        } catch (RuntimeException e) {
            cannotStart(e);
            System.exit(1);
        }
        Leaving leaving = new Leaving(afterwards);
        Runtime.getRuntime().addShutdownHook(new Thread(leaving, "leaving"));
        Quarkus.run(
                Serve.class,
                (exitCode, failure) -> {
                    if (failure != null) {
                        cannotStart(failure);
                    }
                    leaving.stopped(failure == null);
                    System.exit(failure == null ? exitCode : 1);
                },
                args);
    }

    /** Says why in one line; a failure that is not ours to explain shows where it came from, too. */
    private static void cannotStart(Throwable failure) {
        System.err.println("The shop cannot start: " + failure.getMessage());
        if (!(failure instanceof BindingException)) {
            failure.printStackTrace();
        }
    }

    @Override
    public int run(String... args) {
        Quarkus.waitForExit();
        return 0;
    }

    /** Java ends with 143 after SIGTERM, however well it went; a shop that has drained ends with 0. */
    private static final class Leaving implements Runnable {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Runnable afterwards;
        private volatile boolean well;

        Leaving(Runnable afterwards) {
            this.afterwards = afterwards;
        }

        void stopped(boolean well) {
            this.well = well;
            stopped.countDown();
        }

        @Override
        public void run() {
            try {
                boolean inTime = stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
                afterwards.run();
                if (inTime && well) {
                    Runtime.getRuntime().halt(0);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
