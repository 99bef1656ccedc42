package io.shopoperator.shop.importer;

import java.util.List;
import java.util.Map;

/** A row as it stands in a file: cells that are not empty, and what is wrong with the row as such. */
record RawRow(int number, Map<Column, String> cells, List<ImportProblem> problems) {
    String cell(Column column) {
        return cells.getOrDefault(column, "");
    }

    boolean has(Column column) {
        return cells.containsKey(column);
    }
}
