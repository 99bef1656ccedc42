package io.shopoperator.shop.importer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads a catalogue row by row. */
interface CatalogueReader extends Closeable {
    /** The next row, empty at the end. */
    Optional<RawRow> next() throws IOException, RefusedFileException;

    /** Titles that are no columns of a catalogue. */
    List<String> ignoredColumns();
}
