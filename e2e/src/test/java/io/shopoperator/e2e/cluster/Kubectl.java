package io.shopoperator.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** kubectl, for what people read there: from CLUSTER_BIN, from where the development cluster keeps its programs, or from PATH. */
public final class Kubectl {
    private Kubectl() {}

    /** Runs kubectl and returns what it prints; a failure is an exception with what it says. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) throw new IllegalStateException(command + ": exit code " + code + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String program() {
        Path kept = Optional.ofNullable(System.getenv("CLUSTER_BIN"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache/shop-cluster/bin"))
                .resolve("kubectl");
        return Files.isExecutable(kept) ? kept.toString() : "kubectl";
    }
}
