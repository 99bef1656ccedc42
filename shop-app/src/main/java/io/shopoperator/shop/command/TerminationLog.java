package io.shopoperator.shop.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command leaves its result: the file Kubernetes shows as the container's message, and standard output. */
public final class TerminationLog {
    /** Names another file than {@code /dev/termination-log}. */
    public static final String FILE_PROPERTY = "shop.termination-log";

    private static final int KUBERNETES_LIMIT_BYTES = 4096;
    private static final int MESSAGE_LIMIT_CHARACTERS = 1000;

    private final Path file;
    private final PrintStream out;

    /** Writes to {@code file} when its directory is there, and to {@code out} in any case. */
    public TerminationLog(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** The log of this process. */
    public static TerminationLog ofThisProcess() {
        return new TerminationLog(Path.of(System.getProperty(FILE_PROPERTY, "/dev/termination-log")), System.out);
    }

    /** Leaves {@code result} as one line of JSON, short enough for Kubernetes. */
    public void write(Result result) {
        String json = json(result);
        if (json.getBytes(StandardCharsets.UTF_8).length > KUBERNETES_LIMIT_BYTES) {
            String shorter =
                    result.message().substring(0, Math.min(result.message().length(), MESSAGE_LIMIT_CHARACTERS))
                            + " ...";
            json = json(CommandResult.failed(result.command(), shorter));
        }
        out.println(json);
        if (Files.exists(file)
                || file.getParent() != null && Files.isWritable(file.getParent()) && !file.startsWith("/dev")) {
            try {
                Files.writeString(file, json);
            } catch (IOException e) {
                throw new UncheckedIOException("The result cannot be written to " + file, e);
            }
        }
    }

    private static String json(Result result) {
        try {
            return new ObjectMapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
