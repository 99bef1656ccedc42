package io.shopoperator.shop.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An uploaded file on disk, which can be read more than once: a catalogue, alone or in a ZIP file together with pictures. */
final class Upload implements Closeable {
    /** The largest file, and the largest catalogue in a ZIP file. */
    static final int MAX_MEGABYTES = 30;

    private static final long MAX_BYTES = MAX_MEGABYTES * 1024L * 1024L;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Set<String> CATALOGUES =
            Set.of("catalogue.csv", "catalogue.json", "katalog.csv", "katalog.json", "catalog.csv", "catalog.json");

    private final Path file;
    private Path catalogue;
    private ZipFile zip;
    private final Map<String, ZipEntry> pictures = new HashMap<>();

    private Upload(Path file) {
        this.file = file;
        this.catalogue = file;
    }

    static Upload of(InputStream content) throws IOException, RefusedFileException {
        Upload upload = new Upload(Files.createTempFile("import", ".upload"));
        try {
            copy(content, upload.file);
            upload.open();
            return upload;
        } catch (IOException | RefusedFileException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private static void copy(InputStream content, Path target) throws IOException, RefusedFileException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            int read;
            while ((read = content.read(buffer)) >= 0) {
                total += read;
                if (total > MAX_BYTES) {
                    throw new RefusedFileException(0, Finding.FILE_TOO_LARGE, MAX_MEGABYTES);
                }
                out.write(buffer, 0, read);
            }
        }
        if (total == 0) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
        }
    }

    private void open() throws IOException, RefusedFileException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ZIP.length);
        }
        if (!Arrays.equals(start, ZIP)) {
            return;
        }
        try {
            zip = new ZipFile(file.toFile());
            if (zip.getEntry("[Content_Types].xml") != null) {
                throw new RefusedFileException(0, Finding.EXCEL_WORKBOOK, "");
            }
            ZipEntry found = null;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                if (CATALOGUES.contains(baseName(name))) {
                    found = entry;
                } else if (!entry.isDirectory()) {
                    pictures.put(name, entry);
                    pictures.putIfAbsent(baseName(name), entry);
                }
            }
            if (found == null) {
                throw new RefusedFileException(0, Finding.ZIP_WITHOUT_CATALOGUE, "");
            }
            catalogue = Files.createTempFile("import", ".catalogue");
            try (InputStream in = zip.getInputStream(found)) {
                copy(in, catalogue);
            }
        } catch (ZipException | IllegalArgumentException e) {
            // names that are in no known character set are an IllegalArgumentException
            throw new RefusedFileException(0, Finding.BROKEN_ZIP, "");
        }
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isZip() {
        return zip != null;
    }

    /** A reader over the catalogue, from its beginning. */
    CatalogueReader read() throws IOException, RefusedFileException {
        return isJson() ? JsonCatalogue.open(catalogue) : CsvCatalogue.open(catalogue);
    }

    private boolean isJson() throws IOException {
        try (var text = Files.newBufferedReader(catalogue, TextEncoding.of(catalogue))) {
            int sign = text.read();
            while (sign == TextEncoding.BYTE_ORDER_MARK || Character.isWhitespace(sign)) {
                sign = text.read();
            }
            return sign == '[' || sign == '{';
        }
    }

    /** The bytes of a picture by its name, at most {@code limit} and one more; empty if there is none of that name. */
    Optional<byte[]> picture(String name, int limit) throws IOException {
        ZipEntry entry = pictures.get(name.toLowerCase(Locale.ROOT));
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Optional.of(in.readNBytes(limit + 1));
        }
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
        Files.deleteIfExists(catalogue);
        Files.deleteIfExists(file);
    }
}
