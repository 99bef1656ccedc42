package io.shopoperator.shop.ops;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether the database answers. One that was away for less than the time requests wait for it counts as there: if all replicas became
 * unready at once, the ingress would turn customers away whom we could still serve.
 */
@ApplicationScoped
public class DatabaseProbe {
    private static final Duration TOLERATED = Duration.ofSeconds(20);

    @Inject
    Database database;

    @Inject
    Clock clock;

    private volatile Instant lastAnswer = Instant.MIN;

    /** Asks the database. */
    public boolean reachable() {
        try {
            database.aside(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("select 1");
                }
            });
            lastAnswer = clock.instant();
            return true;
        } catch (DatabaseException e) {
            return lastAnswer.isAfter(clock.instant().minus(TOLERATED));
        }
    }
}
