package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one benchmark, printed as they come; the verdict comes last. */
final class Report {
    private final String title;
    private final String command;
    private final List<String> lines = new ArrayList<>();
    private boolean failed;

    /** @param command how to repeat it */
    Report(String title, String command) {
        this.title = title;
        this.command = command;
    }

    void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }

    /** A figure with a goal. */
    void verdict(boolean reached, String format, Object... values) {
        failed |= !reached;
        line((reached ? "reached: " : "MISSED:  ") + format, values);
    }

    /**
     * Ends the report.
     *
     * @param record whether to add it to docs/benchmarks.md
     * @return the process's exit code: 1 if a goal was missed
     */
    int end(boolean record) {
        if (record) {
            append(Places.root().resolve("docs/benchmarks.md"));
        }
        return failed ? 1 : 0;
    }

    private void append(Path file) {
        StringBuilder text = new StringBuilder("\n## ")
                .append(title)
                .append(", ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append("\n\n")
                .append(machine())
                .append("; repeat with `")
                .append(command)
                .append("`\n\n```\n");
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("```\n");
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String machine() {
        try {
            String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
            String memory = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_048_576 + " GiB")
                    .findFirst()
                    .orElse("unknown memory");
            return Runtime.getRuntime().availableProcessors() + " cores (" + model + "), " + memory
                    + ", the load on the same machine";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
