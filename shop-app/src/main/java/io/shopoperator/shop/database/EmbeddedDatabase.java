package io.shopoperator.shop.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
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

    private static final String SUPERUSER = "postgres";
    private static final String TEMPORARY = "shop-database-";
    private static final Pattern TEMPORARY_NAME = Pattern.compile(TEMPORARY + "(\\d{1,10})-.*");

    private final EmbeddedPostgres postgres;
    private final Path toRemove;
    private final String password;

    /** {@code toRemove} is the directory that goes away with it, null if it stays. */
    private EmbeddedDatabase(EmbeddedPostgres postgres, Path toRemove, String password) {
        this.postgres = postgres;
        this.toRemove = toRemove;
        this.password = password;
    }

    /**
     * Starts PostgreSQL over {@code directory}; data of an earlier start is kept. Only who can read the password file in the directory
     * gets in.
     */
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
        Path absolute = directory.toAbsolutePath();
        try {
            Files.createDirectories(absolute);
            Path data = absolute.resolve("postgresql");
            var builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(temporary)
                    .setRegisterShutdownHook(temporary)
                    .setPGStartupWait(START_WITHIN);
            settings.forEach(builder::setServerConfig);
            if (temporary) {
                return new EmbeddedDatabase(builder.start(), absolute, SUPERUSER);
            }
            String password = OwnerPassword.in(absolute);
            builder.setOverrideWorkingDirectory(absolute.resolve("software").toFile())
                    .setConnectConfig("password", password);
            return secured(new EmbeddedDatabase(builder.start(), null, password), data);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL in " + absolute + " did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedDatabase secured(EmbeddedDatabase database, Path data) throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            OwnerPassword.require(connection, database.password, data);
            return database;
        } catch (IOException | SQLException e) {
            database.close();
            throw e;
        }
    }

    /** How to reach it. */
    public DatabaseAddress address() {
        return new DatabaseAddress(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", SUPERUSER, password);
    }

    /** Connections to it outside any pool. */
    public DataSource dataSource() {
        return postgres.getDatabase(SUPERUSER, "postgres", Map.of("password", password));
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
