package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** Updates of a shop to and fro between two versions, one of which brings a schema migration. */
final class ShopUpdates {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Each look costs the machine that is measured ten milliseconds or more. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private ShopUpdates() {}

    /** Waits longer than a test would: figures are worth more patience. */
    static TestShop awaitReady(TestShop shop) {
        shop.await(patiently(), "Ready", "True", "Serving");
        return shop;
    }

    /** What update number n, from 1, brings. */
    static String image(int n) {
        return Cluster.shopImage(n % 2 == 1 ? "1.1.0" : "1.0.0");
    }

    /** Update number n, from 1; returns when the last pod of the version before is gone. */
    static void update(TestShop shop, int n) {
        shop.edit("image: " + image(n));
        shop.await(patiently(), "Released", "True", null);
        shop.await(patiently(), "Ready", "True", "Serving");
        int replicas = shop.get().getSpec().replicas();
        patiently().until(() -> shop.pods("web").size() == replicas);
    }

    private static ConditionFactory patiently() {
        return Await.within(PATIENCE).pollInterval(BETWEEN_LOOKS);
    }
}
