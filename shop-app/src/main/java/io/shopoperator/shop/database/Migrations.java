package io.shopoperator.shop.database;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** The schema of this release: the SQL files in {@code db/migration}, applied by Flyway under its own lock. */
public final class Migrations {
    private static final int WAIT_FOR_OTHERS_SECONDS = 300;

    private final Flyway flyway;

    /** For the database behind {@code dataSource}, whose user owns it. */
    public Migrations(DataSource dataSource) {
        flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                // two teams number in ranges of their own, and an older image must run on a newer schema
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:future")
                // all or nothing: a failing migration leaves the schema as it was
                .group(true)
                .lockRetryCount(WAIT_FOR_OTHERS_SECONDS)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    /** Applies what is missing; several callers at once wait for one another. */
    public Applied migrate() {
        MigrateResult result = flyway.migrate();
        var current = flyway.info().current();
        return new Applied(current == null ? "0" : String.valueOf(current.getVersion()), result.migrationsExecuted);
    }

    /** Whether the database lacks a migration of this release. A newer schema lacks none. */
    public boolean pending() {
        return flyway.info().pending().length > 0;
    }

    /**
     * What {@link #migrate()} did.
     *
     * @param schemaVersion the version the schema has now
     * @param count how many migrations were applied
     */
    public record Applied(String schemaVersion, int count) {}
}
