package io.shopoperator.shop.database;

import io.shopoperator.shop.DatabaseLink;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL, and the former primary of its data that is a standby now: the shop's address leads to either. */
public final class FormerPrimary extends DatabaseOfItsOwn {
    private Path directory;
    private EmbeddedPostgres primary;
    private EmbeddedPostgres former;
    private DatabaseLink link;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("former-primary-");
            Path data = directory.resolve("primary");
            try (EmbeddedPostgres first = server(data)) {
                new Migrations(first.getPostgresDatabase()).migrate();
            }
            Path formerData = directory.resolve("former");
            copy(data, formerData);
            Files.createFile(formerData.resolve("standby.signal"));
            primary = server(data);
            former = server(formerData);
            link = new DatabaseLink(primary.getPort(), primary.getPostgresDatabase());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + link.port() + "/postgres",
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "shop.warmup.enabled", "false");
    }

    @Override
    public void stop() {
        try {
            if (link != null) link.close();
            if (former != null) former.close();
            if (primary != null) primary.close();
            if (directory != null) remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The primary is gone with all connections to it, and its address still leads to where it was. */
    void failsOver() {
        link.cut();
        link.leadTo(former.getPort());
        link.mend();
    }

    /** From now on newcomers are led to the primary; nobody else is sent away. */
    void leadsToThePrimary() {
        link.leadTo(primary.getPort());
    }

    /** How many connections were opened since the failover. */
    int opened() {
        return link.opened();
    }

    private static EmbeddedPostgres server(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void remove() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) Files.deleteIfExists(file);
    }
}
