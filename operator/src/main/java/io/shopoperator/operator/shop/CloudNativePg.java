package io.shopoperator.operator.shop;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether the cluster knows CloudNativePG's kind, which may be installed any time. It is asked for shops alone that want it. */
final class CloudNativePg {
    /** Shops wait for the answer. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private boolean installed;

    CloudNativePg(Clock clock) {
        this.clock = clock;
    }

    /** Begins to watch Clusters the moment the cluster knows them. */
    synchronized boolean isInstalled(Context<Shop> context) {
        Instant now = clock.instant();
        if (!installed && now.isAfter(asked.plus(ASK_AGAIN))) {
            asked = now;
            if (context.getClient().supports(Cluster.class)) {
                var sources = context.eventSourceRetriever();
                sources.dynamicallyRegisterEventSource(
                        ShopSources.of(Cluster.class, sources.eventSourceContextForDynamicRegistration()));
                installed = true;
            }
        }
        return installed;
    }
}
