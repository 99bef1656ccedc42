package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;

/** Updates of a shop to and fro between two versions, one of which brings a schema migration. */
final class ShopUpdates {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private ShopUpdates() {}

    /** Waits longer than a test would: figures are worth more patience. */
    static TestShop awaitReady(TestShop shop) {
        shop.await(Await.within(PATIENCE), "Ready", "True", "Serving");
        return shop;
    }

    /** What update number n, from 1, brings. */
    static String image(int n) {
        return Cluster.shopImage(n % 2 == 1 ? "1.1.0" : "1.0.0");
    }

    /** Update number n, from 1; returns when the last pod of the version before is gone. */
    static void update(TestShop shop, int n) {
        shop.edit("image: " + image(n));
        shop.await(Await.within(PATIENCE), "Released", "True", null);
        shop.await(Await.within(PATIENCE), "Ready", "True", "Serving");
        int replicas = shop.get().getSpec().replicas();
        Await.within(PATIENCE).until(() -> shop.pods("web").size() == replicas);
    }
}
