package io.shopoperator.shop.importer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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

/**
 * An uploaded file on disk, which can be read more than once: a catalogue, alone or in a ZIP file together with pictures. It takes no
 * room on disk besides the file itself.
 */
final class Upload implements Closeable {
    /** The largest file, and the largest catalogue in a ZIP file. */
    static final int MAX_MEGABYTES = 30;

    private static final long MAX_BYTES = MAX_MEGABYTES * 1024L * 1024L;
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final Set<String> CATALOGUES =
            Set.of("catalogue.csv", "catalogue.json", "katalog.csv", "katalog.json", "catalog.csv", "catalog.json");

    private final Path file;
    private TextSource catalogue;
    private ZipFile zip;
    private final Map<String, ZipEntry> pictures = new HashMap<>();

    private Upload(Path file) {
        this.file = file;
        this.catalogue = () -> Files.newInputStream(file);
    }

    /** Opens a file, which stays where it is. */
    static Upload of(Path file) throws IOException, RefusedFileException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new RefusedFileException(0, Finding.FILE_TOO_LARGE, MAX_MEGABYTES);
        }
        if (size == 0) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
        }
        Upload upload = new Upload(file);
        try {
            upload.open();
            return upload;
        } catch (IOException | RefusedFileException | RuntimeException e) {
            upload.close();
            throw e;
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
            ZipEntry packed = found;
            catalogue = () -> zip.getInputStream(packed);
            checkUnpackedSize();
        } catch (ZipException | IllegalArgumentException e) {
            // names that are in no known character set are an IllegalArgumentException
            throw new RefusedFileException(0, Finding.BROKEN_ZIP, "");
        }
    }

    /** What a ZIP file says about the size of an entry can be wrong, so it is unpacked once to count. */
    private void checkUnpackedSize() throws IOException, RefusedFileException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        try (InputStream in = catalogue.open()) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                total += read;
                if (total > MAX_BYTES) {
                    throw new RefusedFileException(0, Finding.FILE_TOO_LARGE, MAX_MEGABYTES);
                }
            }
        }
        if (total == 0) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
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
        try (var text = TextEncoding.reader(catalogue)) {
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
    }
}
