package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Programs run in a container of a pod. */
final class PodProgram {
    private static final long PATIENCE_SECONDS = 120;

    private PodProgram() {}

    /** Runs a program and returns what it printed, without the last line's end; a failure is an exception with all that was printed. */
    static String run(String namespace, String pod, String container, String... command) {
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        try (ExecWatch program = Cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .writingOutput(output)
                .writingError(errors)
                .exec(command)) {
            int code = program.exitCode()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            if (code != 0) {
                throw new IllegalStateException("exit code " + code + ": " + errors.toString(StandardCharsets.UTF_8));
            }
            return output.toString(StandardCharsets.UTF_8).strip();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "no result from " + pod + ": " + errors.toString(StandardCharsets.UTF_8), e);
        }
    }
}
