package io.shopoperator.shop.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalogue as CSV: finds out the character set and the separator, and knows columns by the titles in the first row. */
final class CsvCatalogue implements CatalogueReader {
    private static final char[] SEPARATORS = {';', ',', '\t'};
    private static final int HEADER_LIMIT = 16 * 1024;
    private static final String SEPARATOR_HINT = "sep=";

    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private int row = 1;

    private CsvCatalogue(CsvReader<CsvRecord> csv) {
        this.csv = csv;
        this.records = csv.iterator();
    }

    static CsvCatalogue open(TextSource source) throws IOException, RefusedFileException {
        BufferedReader text = TextEncoding.reader(source);
        text.mark(HEADER_LIMIT);
        if (text.read() != TextEncoding.BYTE_ORDER_MARK) {
            text.reset();
        }
        text.mark(HEADER_LIMIT);
        String header = firstLine(text);
        text.reset();
        char separator = separator(header);
        int hintLines = 0;
        if (header.startsWith(SEPARATOR_HINT) && header.length() > SEPARATOR_HINT.length()) {
            // the line that Excel reads and writes to name the separator
            separator = header.charAt(SEPARATOR_HINT.length());
            text.readLine();
            hintLines = 1;
        }
        CsvCatalogue catalogue = new CsvCatalogue(reader(text, separator));
        catalogue.row += hintLines;
        catalogue.readHeader();
        return catalogue;
    }

    private static CsvReader<CsvRecord> reader(Reader text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(false)
                .ofCsvRecord(text);
    }

    private static String firstLine(Reader text) throws IOException {
        char[] start = new char[HEADER_LIMIT - 1];
        int length = 0;
        int read;
        while (length < start.length && (read = text.read(start, length, start.length - length)) > 0) {
            length += read;
        }
        String all = new String(start, 0, length);
        int end = all.indexOf('\n');
        return (end < 0 ? all : all.substring(0, end)).strip();
    }

    /** The separator with which most titles of the header are known. */
    static char separator(String header) {
        char best = SEPARATORS[0];
        long most = -1;
        for (char separator : SEPARATORS) {
            long known = 0;
            for (String title : header.split(String.valueOf(separator))) {
                known += Column.of(title.replace("\"", "")).isPresent() ? 1 : 0;
            }
            if (known > most) {
                best = separator;
                most = known;
            }
        }
        return best;
    }

    private void readHeader() throws RefusedFileException {
        if (!hasNext()) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
        }
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (String title : records.next().getFields()) {
            Optional<Column> column = Column.of(title);
            if (column.isEmpty() && !title.isBlank()) {
                ignored.add(title.strip());
            }
            if (column.isPresent() && !seen.add(column.get())) {
                throw new RefusedFileException(
                        row, Finding.REPEATED_COLUMN, column.get().title());
            }
            columns.add(column.orElse(null));
        }
        if (!seen.contains(Column.SKU)) {
            throw new RefusedFileException(row, Finding.NO_HEADER, Column.titles());
        }
    }

    @Override
    public Optional<RawRow> next() throws RefusedFileException {
        while (hasNext()) {
            CsvRecord cells = records.next();
            row++;
            Map<Column, String> values = new EnumMap<>(Column.class);
            for (int i = 0; i < Math.min(columns.size(), cells.getFieldCount()); i++) {
                String value = cells.getField(i).strip();
                if (columns.get(i) != null && !value.isEmpty()) {
                    values.put(columns.get(i), value);
                }
            }
            boolean tooMany = cells.getFieldCount() > columns.size()
                    && cells.getFields().subList(columns.size(), cells.getFieldCount()).stream()
                            .anyMatch(cell -> !cell.isBlank());
            if (!values.isEmpty() || tooMany) {
                List<ImportProblem> problems = tooMany
                        ? List.of(ImportProblem.of(row, null, "", Finding.TOO_MANY_CELLS, cells.getFieldCount()))
                        : List.of();
                return Optional.of(new RawRow(row, values, problems));
            }
        }
        return Optional.empty();
    }

    private boolean hasNext() throws RefusedFileException {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw new RefusedFileException(row + 1, Finding.BROKEN_CSV, e.getMessage());
        }
    }

    @Override
    public List<String> ignoredColumns() {
        return ignored;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
