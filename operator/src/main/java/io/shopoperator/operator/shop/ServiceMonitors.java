package io.shopoperator.operator.shop;

import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether shops get a ServiceMonitor: if the settings want it and the cluster knows the kind, which may be installed any time. */
final class ServiceMonitors {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(10);

    private final OperatorSettings settings;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private boolean known;

    ServiceMonitors(OperatorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins to watch ServiceMonitors the moment the cluster knows them. */
    synchronized boolean isWanted(Context<Shop> context) {
        if (!settings.monitoring().serviceMonitors()) return false;
        Instant now = clock.instant();
        if (!known && now.isAfter(asked.plus(ASK_AGAIN))) {
            asked = now;
            if (context.getClient().supports(ServiceMonitor.class)) {
                var sources = context.eventSourceRetriever();
                sources.dynamicallyRegisterEventSource(
                        ShopSources.of(ServiceMonitor.class, sources.eventSourceContextForDynamicRegistration()));
                known = true;
            }
        }
        return known;
    }
}
