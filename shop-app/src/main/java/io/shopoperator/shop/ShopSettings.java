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
        @WithDefault("10s")
        Duration atMost();
    }

    interface Mail {
        /** Whether a mail binding is there; without one mails wait in the outbox. */
        @WithDefault("false")
        boolean configured();
    }

    interface Login {
        /** Failed attempts an account may have within the window before logging in is refused for a while. */
        @WithDefault("5")
        int attemptsPerAccount();

        /** Failed attempts an address may have within the window. */
        @WithDefault("30")
        int attemptsPerAddress();

        /** How long failed attempts count. */
        @WithDefault("15m")
        Duration window();
    }
}
