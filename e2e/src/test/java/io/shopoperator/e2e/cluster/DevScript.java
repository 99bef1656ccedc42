package io.shopoperator.e2e.cluster;

import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A script below {@code dev}, run as a person would. */
final class DevScript {
    private DevScript() {}

    /** Runs {@code dev/SCRIPT} with these variables of the environment; a failure is an exception with what it says. */
    static void run(String script, Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Places.root().resolve("dev").resolve(script).toString()));
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
