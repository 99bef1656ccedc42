package io.shopoperator.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkiverse.operatorsdk.runtime.QuarkusControllerConfiguration;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsCheck;
import io.shopoperator.operator.settings.SettingsSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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

    /** Active in production only. */
    @Produces
    @Singleton
    @Unremovable
    LeaderElectionConfiguration leaderElection(Leadership leadership) {
        return leadership.configuration();
    }

    @Produces
    @Singleton
    OperatorSettings settings(SettingsSource source) {
        return OperatorSettings.from(source);
    }

    /**
     * The framework with this operator's reconcilers. The Quarkus extension makes one too, but its configuration of a reconciler leaves
     * {@code triggerReconcilerOnAllEvents} out, and then nobody hears of a shop's deletion.
     * The extension also starts and stops it.
     */
    @Produces
    @Singleton
    Operator operator(
            QuarkusConfigurationService configuration, @Any Instance<Reconciler<? extends HasMetadata>> reconcilers) {
        Operator operator = new Operator(configuration);
        reconcilers.forEach(reconciler -> register(operator, configuration, reconciler));
        return operator;
    }

    private static <P extends HasMetadata> void register(
            Operator operator, QuarkusConfigurationService configuration, Reconciler<P> reconciler) {
        QuarkusControllerConfiguration<P> without = configuration.getConfigurationFor(reconciler);
        operator.register(reconciler, new Annotated<>(without, configuration, hearsOfAllEvents(reconciler.getClass())));
    }

    /** What the annotation of a reconciler says, which proxies of its class inherit. */
    static boolean hearsOfAllEvents(Class<?> reconciler) {
        ControllerConfiguration annotation = reconciler.getAnnotation(ControllerConfiguration.class);
        return annotation != null && annotation.triggerReconcilerOnAllEvents();
    }

    /** The same configuration with the one thing the extension drops. It has to be of the extension's own kind, whose workflows take no other. */
    private static final class Annotated<P extends HasMetadata> extends QuarkusControllerConfiguration<P> {
        private final boolean onAllEvents;

        Annotated(QuarkusControllerConfiguration<P> same, QuarkusConfigurationService parent, boolean onAllEvents) {
            super(
                    same.getInformerConfig(),
                    same.getName(),
                    same.isGenerationAware(),
                    same.getAssociatedReconcilerClassName(),
                    same.getRetry(),
                    same.getRateLimiter(),
                    same.maxReconciliationInterval().orElse(null),
                    same.getFinalizerName(),
                    same.fieldManager(),
                    same.getWorkflow(),
                    same.getResourceTypeName(),
                    same.getResourceClass());
            this.onAllEvents = onAllEvents;
            setParent(parent);
        }

        @Override
        public boolean triggerReconcilerOnAllEvents() {
            return onAllEvents;
        }
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
