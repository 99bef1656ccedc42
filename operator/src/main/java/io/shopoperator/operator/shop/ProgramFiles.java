package io.shopoperator.operator.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The files of programs that run in the tools image, as they are mounted: flat. */
public final class ProgramFiles {
    private ProgramFiles() {}

    /** The resources of these paths ({@code backup/result.sh}), by the names of their files. */
    public static Map<String, String> of(String... paths) {
        Map<String, String> files = new TreeMap<>();
        for (String path : paths) {
            try (InputStream file = ProgramFiles.class.getResourceAsStream("/" + path)) {
                files.put(
                        path.substring(path.lastIndexOf('/') + 1),
                        new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
