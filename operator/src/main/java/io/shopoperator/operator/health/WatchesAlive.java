package io.shopoperator.operator.health;

import io.javaoperatorsdk.operator.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A watch that has died is blind for every shop and does not come back by itself: the operator must be restarted. */
@Liveness
@ApplicationScoped
public class WatchesAlive implements HealthCheck {
    private final Operator operator;

    public WatchesAlive(Operator operator) {
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        Set<String> dead = operator.getRuntimeInfo().isStarted() ? dead() : Set.of();
        return HealthCheckResponse.named("watches")
                .status(dead.isEmpty())
                .withData("dead", dead.isEmpty() ? "none" : String.join(", ", dead))
                .build();
    }

    private Set<String> dead() {
        Set<String> dead = new TreeSet<>();
        operator.getRuntimeInfo().unhealthyEventSources().values().forEach(sources -> dead.addAll(sources.keySet()));
        return dead;
    }
}
