package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.shopoperator.api.v1alpha1.Shop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A kind that may be installed in the cluster any time. It is asked for only by who wants it, and watched from the moment the cluster knows it. */
final class LateKind<R extends HasMetadata> {
    private final Class<R> kind;
    private final Duration askAgain;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private boolean known;

    /** The cluster is asked again no sooner than {@code askAgain} after it has not known the kind. */
    LateKind(Class<R> kind, Duration askAgain, Clock clock) {
        this.kind = kind;
        this.askAgain = askAgain;
        this.clock = clock;
    }

    /** Whether the cluster knows it. */
    synchronized boolean isInstalled(Context<Shop> context) {
        Instant now = clock.instant();
        if (!known && now.isAfter(asked.plus(askAgain))) {
            asked = now;
            if (context.getClient().supports(kind)) {
                var sources = context.eventSourceRetriever();
                sources.dynamicallyRegisterEventSource(
                        ShopSources.of(kind, sources.eventSourceContextForDynamicRegistration()));
                known = true;
            }
        }
        return known;
    }
}
