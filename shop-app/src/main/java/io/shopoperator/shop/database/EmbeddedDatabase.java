package io.shopoperator.shop.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL of our own in a directory, for the shop that runs alone and for tests. Listens on the loopback address only. */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts PostgreSQL over {@code directory}; data of an earlier start is kept. */
    public static EmbeddedDatabase in(Path directory) {
        return start(directory, Map.of("max_connections", "50"), false);
    }

    /** Starts PostgreSQL over a new directory that goes away with it; fast rather than safe against power cuts. */
    public static EmbeddedDatabase temporary() {
        try {
            return start(
                    Files.createTempDirectory("shop-database"),
                    Map.of(
                            "max_connections",
                            "100",
                            "fsync",
                            "off",
                            "synchronous_commit",
                            "off",
                            "full_page_writes",
                            "off"),
                    true);
        } catch (IOException e) {
            throw new IllegalStateException("No temporary directory for the embedded PostgreSQL", e);
        }
    }

    private static EmbeddedDatabase start(Path directory, Map<String, String> settings, boolean temporary) {
        try {
            Path absolute = directory.toAbsolutePath();
            Files.createDirectories(absolute);
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(absolute.resolve("postgresql"))
                    .setCleanDataDirectory(temporary)
                    .setRegisterShutdownHook(temporary)
                    .setPGStartupWait(START_WITHIN);
            settings.forEach(builder::setServerConfig);
            if (!temporary) {
                builder.setOverrideWorkingDirectory(absolute.resolve("software").toFile());
            }
            return new EmbeddedDatabase(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL in " + directory.toAbsolutePath() + " did not start: " + e.getMessage(),
                    e);
        }
    }

    /** How to reach it. */
    public DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres", "postgres");
    }

    /** Connections to it outside any pool. */
    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
