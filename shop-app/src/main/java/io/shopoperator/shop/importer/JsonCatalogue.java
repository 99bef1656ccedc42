package io.shopoperator.shop.importer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalogue as JSON: a list of objects, or an object with such a list in {@code products}. */
final class JsonCatalogue implements CatalogueReader {
    private final JsonParser json;
    private final Set<String> ignored = new LinkedHashSet<>();
    private int row;

    private JsonCatalogue(JsonParser json) {
        this.json = json;
    }

    static JsonCatalogue open(TextSource source) throws IOException, RefusedFileException {
        // a byte order mark is no part of JSON but of many files
        var text = TextEncoding.reader(source);
        text.mark(1);
        if (text.read() != TextEncoding.BYTE_ORDER_MARK) {
            text.reset();
        }
        JsonCatalogue catalogue = new JsonCatalogue(new JsonFactory().createParser(text));
        catalogue.findList();
        return catalogue;
    }

    private void findList() throws IOException, RefusedFileException {
        JsonToken token = token();
        if (token == JsonToken.START_OBJECT) {
            while ((token = token()) == JsonToken.FIELD_NAME
                    && !json.currentName().equals("products")) {
                token();
                json.skipChildren();
            }
            token = token == JsonToken.FIELD_NAME ? token() : token;
        }
        if (token != JsonToken.START_ARRAY) {
            throw new RefusedFileException(0, Finding.BROKEN_JSON, "[ … ]");
        }
    }

    @Override
    public Optional<RawRow> next() throws IOException, RefusedFileException {
        JsonToken token = token();
        if (token == JsonToken.END_ARRAY) {
            return Optional.empty();
        }
        row++;
        if (token != JsonToken.START_OBJECT) {
            throw new RefusedFileException(row, Finding.BROKEN_JSON, "{ … }");
        }
        Map<Column, String> cells = new EnumMap<>(Column.class);
        List<ImportProblem> problems = new ArrayList<>();
        while (token() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Optional<Column> column = Column.of(name);
            token();
            String value = value().strip();
            if (column.isEmpty()) {
                ignored.add(name);
            } else if (!value.isEmpty() && cells.put(column.get(), value) != null) {
                problems.add(ImportProblem.of(
                        row,
                        column.get(),
                        value,
                        Finding.REPEATED_COLUMN,
                        column.get().title()));
            }
        }
        return Optional.of(new RawRow(row, cells, problems));
    }

    private String value() throws IOException, RefusedFileException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> "";
            case VALUE_NUMBER_FLOAT ->
                json.getDecimalValue().stripTrailingZeros().toPlainString();
            case START_ARRAY -> list();
            case START_OBJECT -> throw new RefusedFileException(row, Finding.BROKEN_JSON, json.currentName());
            default -> json.getText();
        };
    }

    private String list() throws IOException, RefusedFileException {
        List<String> values = new ArrayList<>();
        while (token() != JsonToken.END_ARRAY) {
            values.add(value());
        }
        return String.join(ProductCheck.PICTURE_SEPARATOR, values);
    }

    private JsonToken token() throws IOException, RefusedFileException {
        try {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new RefusedFileException(row, Finding.BROKEN_JSON, "…");
            }
            return token;
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new RefusedFileException(
                    row, Finding.BROKEN_JSON, place == null ? "?" : place.getLineNr() + ":" + place.getColumnNr());
        }
    }

    @Override
    public List<String> ignoredColumns() {
        return List.copyOf(ignored);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
