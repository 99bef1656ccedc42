package io.shopoperator.shop.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.shopoperator.shop.ShopSettings;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Leaves without a customer noticing. When the process is asked to stop, readiness fails at once and the shop goes on serving for a
 * while, so that the ingress learns of it; every answer then closes its connection, so that keep-alive clients leave, too. Then open
 * requests finish. All of it happens before Quarkus shuts anything down: its own graceful shutdown would answer 503 to requests that
 * still come in.
 */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final int BEFORE_EVERYTHING_ELSE = 10_000;
    private static final long LOOK_AGAIN_MILLIS = 20;

    @Inject
    ShopSettings settings;

    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean draining;

    /** Whether the shop was asked to stop. */
    public boolean draining() {
        return draining;
    }

    void register(@Observes Filters filters) {
        filters.register(this::follow, BEFORE_EVERYTHING_ELSE);
    }

    private void follow(RoutingContext context) {
        open.incrementAndGet();
        HttpServerResponse response = context.response();
        context.addHeadersEndHandler(sent -> {
            if (draining) {
                response.putHeader("Connection", "close");
            }
        });
        context.addEndHandler(ended -> {
            open.decrementAndGet();
            if (draining) {
                context.request().connection().close();
            }
        });
        context.next();
    }

    /** Blocks the shutdown until the last customer is gone, within limits. */
    void leave(@Observes ShutdownDelayInitiatedEvent stop) {
        draining = true;
        Duration serve = settings.drain().serveFor();
        LOG.infof("Asked to stop: serving for %d s more, then finishing open requests", serve.toSeconds());
        sleep(serve.toMillis());
        long giveUp = System.nanoTime() + settings.drain().finishWithin().toNanos();
        while (open.get() > 0 && System.nanoTime() < giveUp) {
            sleep(LOOK_AGAIN_MILLIS);
        }
        LOG.infof("Stopping with %d open requests", open.get());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
