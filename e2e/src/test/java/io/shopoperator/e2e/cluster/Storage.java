package io.shopoperator.e2e.cluster;

import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The S3 storage beside the cluster, whose end it outlives: {@code dev/cluster/s3}. */
public final class Storage {
    private Storage() {}

    /** Where pods reach it. */
    public static String endpoint() {
        return "http://172.30.0.1:9010";
    }

    /** Starts the storage, if it is not running, and makes a bucket. */
    public static void bucket(String name) {
        run("up");
        run("bucket", name);
    }

    /** Writes a Secret with the keys of the storage. */
    public static void secret(String namespace, String name) {
        run("secret", namespace, name);
    }

    private static void run(String... arguments) {
        run(Map.of(), arguments);
    }

    /** Runs a command of the storage with these settings. */
    static void run(Map<String, String> settings, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Places.root().resolve("dev/cluster/s3").toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
            program.environment().putAll(settings);
            Process process = program.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) throw new IllegalStateException(command + ": exit code " + code + ": " + output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
