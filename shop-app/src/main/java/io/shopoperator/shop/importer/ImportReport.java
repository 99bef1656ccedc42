package io.shopoperator.shop.importer;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.shopoperator.shop.layout.Language;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What an import did.
 *
 * @param applied whether anything was stored; if not, the counts say what would have been
 * @param rows products that were read from the file
 * @param created products that were new
 * @param updated products that are different now
 * @param unchanged products that were like this already
 * @param refused rows that were left out
 * @param newCategories names of the categories that were created
 * @param ignoredColumns titles in the file that nobody knows
 * @param problems what to change, row by row; the first {@value #MAX_PROBLEMS}
 * @param moreProblems how many problems are not listed
 */
public record ImportReport(
        boolean applied,
        int rows,
        int created,
        int updated,
        int unchanged,
        int refused,
        List<String> newCategories,
        List<String> ignoredColumns,
        List<ImportProblem> problems,
        int moreProblems,
        long milliseconds) {
    /** The most problems a report lists. */
    public static final int MAX_PROBLEMS = 1000;

    private static final String STARTS_OF_FORMULAS = "=+-@\t\r";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Whether everything in the file was fine. */
    public boolean clean() {
        return problems.isEmpty();
    }

    /** Whether storing stopped at a row that a problem names; the counts are of what is stored. */
    public boolean interrupted() {
        return problems.stream().anyMatch(problem -> problem.finding().interrupts());
    }

    /** Whether nobody knows if the rows that a problem names are stored. */
    public boolean uncertain() {
        return problems.stream().anyMatch(problem -> problem.finding() == Finding.PERHAPS_STORED);
    }

    /** Whether nothing was looked at, as another import runs. */
    public boolean busy() {
        return problems.stream().anyMatch(problem -> problem.finding() == Finding.OTHER_IMPORT_RUNS);
    }

    /** The problems as a CSV file for spreadsheets; no cell is taken for a formula. */
    public String csv(Language language) {
        boolean german = language == Language.DE;
        StringWriter text = new StringWriter();
        text.append(BYTE_ORDER_MARK);
        try (CsvWriter csv =
                CsvWriter.builder().fieldSeparator(german ? ';' : ',').build(text)) {
            if (german) {
                csv.writeRecord("Zeile", "Spalte", "Wert", "Was zu ändern ist");
            } else {
                csv.writeRecord("Row", "Column", "Value", "What to change");
            }
            for (ImportProblem problem : problems) {
                csv.writeRecord(
                        String.valueOf(problem.row()),
                        harmless(problem.column()),
                        harmless(problem.value()),
                        harmless(problem.message(language)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && STARTS_OF_FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
