package io.shopoperator.shop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a shop can be told; the environment variables of the shop contract, and settings only tests change. */
@ConfigMapping(prefix = "shop")
public interface ShopSettings {

    /** {@code SHOP_URL}: the address customers use, without a trailing slash. */
    @WithDefault("http://localhost:8080")
    String url();

    /** {@code SHOP_NAME}: name of the shop for logs and metrics. */
    @WithDefault("shop")
    String name();

    /** The release of this shop, e.g. {@code 1.0.0}; written by the build. */
    String version();

    /** Whether the shop brings a demo catalogue when it has no products; set when it runs alone. */
    @WithDefault("false")
    boolean demo();

    /** {@code -Dshop.data}: the directory of the shop that runs alone. */
    @WithDefault("data")
    String data();

    Session session();

    Drain drain();

    Warmup warmup();

    Mail mail();

    Login login();

    interface Session {
        /** {@code SHOP_SESSION_IDLE_TIMEOUT}: a session ends after this time without a request. */
        @WithDefault("14d")
        Duration idleTimeout();
    }

    interface Drain {
        /** How long the shop goes on serving after it was asked to stop, so that the ingress learns of it first. */
        @WithDefault("8s")
        Duration serveFor();

        /** How long open requests may take after that. */
        @WithDefault("30s")
        Duration finishWithin();
    }

    interface Warmup {
        /** Whether the shop visits its own pages before it is ready. */
        @WithDefault("true")
        boolean enabled();

        /** The longest time it does so. */
        @WithDefault("20s")
        Duration atMost();
    }

    interface Mail {
        /** Whether a mail binding is there; without one mails wait in the outbox. */
        @WithDefault("false")
        boolean configured();
    }

    interface Login {
        /** Wrong guesses of one account from one address within the window, after which each further one has to wait longer. */
        @WithDefault("5")
        int freeAttempts();

        /** The wait after the last free attempt; it doubles with every further one. */
        @WithDefault("30s")
        Duration firstDelay();

        /** The longest wait between two attempts. */
        @WithDefault("15m")
        Duration longestDelay();

        /** Attempts for one account from all addresses together within the window. */
        @WithDefault("200")
        int attemptsPerAccount();

        /** Attempts from one address for all accounts together within the window. */
        @WithDefault("60")
        int attemptsPerAddress();

        /** How long attempts count. */
        @WithDefault("1h")
        Duration window();

        /** How many proxies stand before the shop, each of which adds the address it sees to X-Forwarded-For; 0 to believe none. */
        @WithDefault("1")
        int proxies();
    }
}
