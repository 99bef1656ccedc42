package io.shopoperator.shop.ops;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: not asked to stop, database reachable, schema at least at this release's version, pages warmed up. */
@Readiness
@Blocking
@ApplicationScoped
public class ShopReadiness implements HealthCheck {
    @Inject
    Drain drain;

    @Inject
    DatabaseProbe database;

    @Inject
    SchemaCheck schema;

    @Inject
    Warmup warmup;

    @Override
    public HealthCheckResponse call() {
        if (drain.draining()) {
            return down("asked to stop");
        }
        if (!database.reachable()) {
            return down("the database does not answer");
        }
        if (!schema.upToDate()) {
            return down("the schema is older than this release: run the command migrate");
        }
        if (!warmup.done()) {
            return down("warming up");
        }
        return HealthCheckResponse.up("shop");
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("shop")
                .down()
                .withData("reason", reason)
                .build();
    }
}
