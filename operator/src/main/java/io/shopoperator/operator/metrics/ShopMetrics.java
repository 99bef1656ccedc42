package io.shopoperator.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The operator's own meters; never with a shop's name in a tag. All are there from the start, at zero, for those who watch their growth. */
@Startup
@ApplicationScoped
public class ShopMetrics {
    private final Counter rollouts;
    private final Counter rollbacks;
    private final Counter failedMigrations;
    private final Timer timeToReady;

    /** By uid: the shops whose database's volume is filling or full. */
    private final Set<String> filling = ConcurrentHashMap.newKeySet();

    public ShopMetrics(MeterRegistry registry) {
        rollouts = Counter.builder("shop.operator.rollouts")
                .description("Releases that were rolled out completely")
                .register(registry);
        rollbacks = Counter.builder("shop.operator.rollbacks")
                .description("Releases that failed and were rolled back")
                .register(registry);
        failedMigrations = Counter.builder("shop.operator.failed.migrations")
                .description("Schema migrations that failed")
                .register(registry);
        timeToReady = Timer.builder("shop.operator.time.to.ready")
                .description("From the moment a release was asked for until it was rolled out completely")
                .register(registry);
        Gauge.builder("shop.operator.shops.without.healthy.storage", filling, Set::size)
                .description("Shops whose condition StorageHealthy is False")
                .register(registry);
    }

    /** A release came through after this time. */
    public void rolledOut(Duration time) {
        rollouts.increment();
        timeToReady.record(time);
    }

    public void rolledBack() {
        rollbacks.increment();
    }

    public void migrationFailed() {
        failedMigrations.increment();
    }

    /** How the volume of a shop's database does now. */
    public void tell(String shop, boolean isFilling) {
        if (isFilling) {
            filling.add(shop);
        } else {
            filling.remove(shop);
        }
    }

    /** A deleted shop has no database that anybody waits for. */
    public void forget(String shop) {
        filling.remove(shop);
    }
}
