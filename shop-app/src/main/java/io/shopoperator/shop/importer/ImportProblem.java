package io.shopoperator.shop.importer;

import io.shopoperator.shop.layout.Language;

/**
 * One thing to change in a file.
 *
 * @param row as a spreadsheet counts, the header being row 1; in JSON the place of the object in the list; 0 for the file as a whole
 * @param column the title of the column, empty for the whole row
 * @param value what stood there, cut to a readable length
 */
public record ImportProblem(int row, String column, String value, Finding finding, String detail) {
    private static final int SHOWN = 80;

    public ImportProblem {
        value = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }

    static ImportProblem of(int row, Column column, String value, Finding finding, Object detail) {
        return new ImportProblem(row, column == null ? "" : column.title(), value, finding, String.valueOf(detail));
    }

    /** What is wrong and what to change. */
    public String message(Language language) {
        return finding.text(language, detail);
    }
}
