package io.shopoperator.operator;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsCheck;
import io.shopoperator.operator.settings.SettingsSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The beans that are no room's own, and the check that comes before all else. */
class OperatorWiring {

    @Produces
    @ApplicationScoped
    Clock clock() {
        return Clock.systemUTC();
    }

    /** One of the operator's replicas works, the others wait. Active in production only. */
    @Produces
    @Singleton
    @Unremovable
    LeaderElectionConfiguration leaderElection() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("shop-operator")
                .build();
    }

    @Produces
    @Singleton
    OperatorSettings settings(SettingsSource source) {
        return OperatorSettings.from(source);
    }

    /** Refuses to start with settings that some shop would later stumble over. */
    void check(@Observes @Priority(1) StartupEvent start, OperatorSettings settings) {
        List<String> mistakes = SettingsCheck.mistakes(settings);
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException(
                    "The operator's settings have mistakes:\n  " + String.join("\n  ", mistakes));
        }
    }
}
