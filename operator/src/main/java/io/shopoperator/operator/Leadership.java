package io.shopoperator.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.shopoperator.operator.settings.OperatorSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * One of the operator's replicas works, the others wait. One that stops gives its lease back, so that another takes over at once instead
 * of when the lease has expired; one that loses it ends, for two that work would undo what the other does.
 */
@Singleton
class Leadership {
    private final KubernetesClient client;
    private final String name;
    private volatile boolean leads;
    private volatile boolean stops;
    /** Who holds the lease, in its words; this replica if it leads. */
    private volatile String holder;

    Leadership(KubernetesClient client, OperatorSettings settings) {
        this.client = client;
        this.name = settings.lease();
    }

    /** The framework's, which by itself goes on when the lease is lost, as JOSDK 5.3 builds it. */
    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(name)
                .withLeaderCallbacks(new LeaderCallbacks(() -> leads = true, this::lost, identity -> holder = identity))
                .build();
    }

    /** Called at an orderly end as well. */
    private void lost() {
        if (stops) return;
        leads = false;
        Log.error("The lease is lost: this replica ends, for another one may lead by now.");
        Quarkus.asyncExit(1);
    }

    /** Before the framework hears of it. */
    void stop(@Observes @Priority(1) ShutdownEvent stop) {
        stops = true;
    }

    /** After the framework has waited for what was under way. */
    void giveBack(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent stop) {
        if (!leads) return;
        try {
            Lease lease = client.leases()
                    .inNamespace(client.getNamespace())
                    .withName(name)
                    .get();
            if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) return;
            lease.getSpec().setHolderIdentity(null);
            client.resource(lease).update();
        } catch (KubernetesClientException e) {
            Log.warn("The lease could not be given back: another replica leads once it has expired.", e);
        }
    }
}
