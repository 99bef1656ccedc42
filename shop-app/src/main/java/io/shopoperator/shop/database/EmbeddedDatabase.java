package io.shopoperator.shop.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL of our own in a directory, for the shop that runs alone and for tests. Listens on the loopback address only. */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private static final String TEMPORARY = "shop-database-";
    private static final Pattern TEMPORARY_NAME = Pattern.compile(TEMPORARY + "(\\d{1,10})-.*");

    private final EmbeddedPostgres postgres;
    private final Path toRemove;

    /** {@code toRemove} is the directory that goes away with it, null if it stays. */
    private EmbeddedDatabase(EmbeddedPostgres postgres, Path toRemove) {
        this.postgres = postgres;
        this.toRemove = toRemove;
    }

    /** Starts PostgreSQL over {@code directory}; data of an earlier start is kept. */
    public static EmbeddedDatabase in(Path directory) {
        return start(directory, Map.of("max_connections", "50"), false);
    }

    /** Starts PostgreSQL over a new directory that goes away with it; fast rather than safe against power cuts. */
    public static EmbeddedDatabase temporary() {
        try {
            removeLeftovers();
            return start(
                    Files.createTempDirectory(
                            TEMPORARY + ProcessHandle.current().pid() + "-"),
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
            return new EmbeddedDatabase(builder.start(), temporary ? absolute : null);
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
        if (toRemove != null) {
            remove(toRemove);
        }
    }

    /** What processes left that were killed. A PostgreSQL that outlived its shop notices that its directory is gone and stops. */
    private static void removeLeftovers() throws IOException {
        List<Path> leftovers;
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            leftovers = found.filter(EmbeddedDatabase::ownerIsGone).toList();
        }
        for (Path leftover : leftovers) {
            remove(leftover);
        }
    }

    private static boolean ownerIsGone(Path directory) {
        Matcher name = TEMPORARY_NAME.matcher(directory.getFileName().toString());
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.isWritable(directory);
    }

    /** Removes a directory with all in it; what somebody else removes meanwhile is fine, too. */
    private static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
