package io.shopoperator.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An S3 storage of one test's own, which may go away without anybody else noticing: another {@code dev/cluster/s3}. Begins empty. */
public final class OwnStorage implements AutoCloseable {
    private final String address;
    private final Path directory;

    /** On a port of its own; what a killed run has left is removed first. */
    public OwnStorage(int port) {
        address = "172.30.0.1:" + port;
        directory = Path.of("/var/tmp/shop-s3-" + port);
        close();
    }

    /** Where pods reach it. */
    public String endpoint() {
        return "http://" + address;
    }

    /** Starts it, with what it holds. */
    public void start() {
        run("up");
    }

    /** Ends it, as a machine that loses its power would; what it holds stays. */
    public void stop() {
        run("down");
    }

    public void bucket(String name) {
        run("bucket", name);
    }

    /** Writes a Secret with the keys of the storage. */
    public void secret(String namespace, String name) {
        run("secret", namespace, name);
    }

    /** All files of a directory of a bucket by their names below it, in order. */
    public List<String> files(String bucket, String below) {
        Path root = directory.resolve("data").resolve(bucket).resolve(below);
        if (!Files.isDirectory(root)) return List.of();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what is in a directory of a bucket into another one, but for one file. */
    public void copy(String bucket, String from, String to, String but) {
        Path root = directory.resolve("data").resolve(bucket);
        files(bucket, from).stream().filter(file -> !file.equals(but)).forEach(file -> {
            try {
                Path copy = root.resolve(to).resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(root.resolve(from).resolve(file), copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        run("down");
        if (!Files.exists(directory)) return;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String... arguments) {
        Storage.run(Map.of("S3_ADDRESS", address, "S3_DIR", directory.toString()), arguments);
    }
}
