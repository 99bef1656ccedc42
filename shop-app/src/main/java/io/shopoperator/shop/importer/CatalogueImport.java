package io.shopoperator.shop.importer;

import io.quarkus.logging.Log;
import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Imports a catalogue: products are known by their article numbers, new ones are added, others are changed where the file differs. */
@ApplicationScoped
public class CatalogueImport {
    /** The most products a file may have. */
    public static final int MAX_ROWS = 50_000;
    /** The largest file. */
    public static final int MAX_MEGABYTES = Upload.MAX_MEGABYTES;

    private static final int CHUNK = 500;
    private static final long CHUNK_PICTURE_BYTES = 16L * 1024 * 1024;
    private static final int WORTH_ANALYZING = 500;
    private static final long LOCK = 7_305_211_010L;

    @Inject
    Database database;

    @Inject
    Categories categories;

    @Inject
    Clock clock;

    /**
     * Imports a file in one transaction.
     *
     * @param content a CSV, JSON or ZIP file; which of them it is, is read from the content
     * @param fileName as it was uploaded, for the log
     */
    public ImportReport run(InputStream content, String fileName, ImportMode mode) {
        long started = clock.millis();
        ImportReport report;
        try (Upload upload = Upload.of(content)) {
            report = imported(upload, mode, started);
        } catch (RefusedFileException e) {
            report = new Tally().report(false, List.of(), null, clock.millis() - started, e.problem());
        } catch (IOException e) {
            throw new UncheckedIOException("The upload cannot be read", e);
        }
        if (report.applied()) {
            categories.changed();
        }
        Log.infof(
                "Import of %s: %d rows, %d created, %d updated, %d unchanged, %d refused, %s, %d ms",
                fileName.replaceAll("[\\p{Cntrl}]", "?"),
                report.rows(),
                report.created(),
                report.updated(),
                report.unchanged(),
                report.refused(),
                report.applied() ? "stored" : "nothing stored",
                report.milliseconds());
        return report;
    }

    private ImportReport imported(Upload upload, ImportMode mode, long started) {
        try {
            return database.transaction(() -> {
                try {
                    return work(upload, mode, started);
                } catch (IOException e) {
                    throw new UncheckedIOException("The upload cannot be read", e);
                }
            });
        } catch (NothingStoredException e) {
            return e.report;
        }
    }

    private ImportReport work(Upload upload, ImportMode mode, long started) throws IOException {
        // two imports at once would each believe that a product is new
        database.list("select pg_advisory_xact_lock(" + LOCK + ")", row -> 0);
        Tally tally = new Tally();
        ProductWriter writer = new ProductWriter(database);
        List<String> ignored = List.of();
        boolean readToTheEnd = false;
        try (CatalogueReader reader = upload.read()) {
            try {
                readRows(reader, new ProductCheck(upload), tally, writer);
                readToTheEnd = true;
            } finally {
                ignored = reader.ignoredColumns();
            }
        } catch (RefusedFileException e) {
            tally.add(List.of(e.problem()));
        }
        boolean store = readToTheEnd && (mode == ImportMode.VALID_ROWS_ONLY || tally.flawless());
        if (store && writer.created() + writer.updated() >= WORTH_ANALYZING) {
            database.update("analyze product, product_text, price_history");
        }
        ImportReport report = tally.report(store, ignored, writer, clock.millis() - started, null);
        if (!store) {
            throw new NothingStoredException(report);
        }
        return report;
    }

    private void readRows(CatalogueReader reader, ProductCheck check, Tally tally, ProductWriter writer)
            throws IOException, RefusedFileException {
        List<ProductRow> chunk = new ArrayList<>();
        long pictureBytes = 0;
        Optional<RawRow> raw;
        while ((raw = reader.next()).isPresent()) {
            if (++tally.rows > MAX_ROWS) {
                throw new RefusedFileException(raw.get().number(), Finding.TOO_MANY_ROWS, MAX_ROWS);
            }
            List<ImportProblem> problems = new ArrayList<>();
            Optional<ProductRow> row = check.check(raw.get(), problems);
            tally.add(problems);
            if (row.isEmpty()) {
                tally.refused++;
            } else {
                chunk.add(row.get());
                pictureBytes += row.get().pictureBytes();
            }
            if (chunk.size() >= CHUNK || pictureBytes > CHUNK_PICTURE_BYTES) {
                write(chunk, tally, writer);
                pictureBytes = 0;
            }
        }
        write(chunk, tally, writer);
        if (tally.rows == 0) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
        }
    }

    private static void write(List<ProductRow> chunk, Tally tally, ProductWriter writer) {
        List<ImportProblem> problems = new ArrayList<>();
        tally.refused += writer.write(chunk, problems);
        tally.add(problems);
        chunk.clear();
    }

    /** Counts what was found in a file. */
    private static final class Tally {
        private final List<ImportProblem> problems = new ArrayList<>();
        private int allProblems;
        private int rows;
        private int refused;

        void add(List<ImportProblem> found) {
            allProblems += found.size();
            for (ImportProblem problem : found) {
                if (problems.size() < ImportReport.MAX_PROBLEMS) {
                    problems.add(problem);
                }
            }
        }

        boolean flawless() {
            return allProblems == 0;
        }

        ImportReport report(
                boolean stored, List<String> ignored, ProductWriter writer, long milliseconds, ImportProblem refusal) {
            if (refusal != null) {
                add(List.of(refusal));
            }
            problems.sort(Comparator.comparingInt(ImportProblem::row));
            return new ImportReport(
                    stored,
                    rows,
                    writer == null ? 0 : writer.created(),
                    writer == null ? 0 : writer.updated(),
                    writer == null ? 0 : writer.unchanged(),
                    refused,
                    writer == null ? List.of() : List.copyOf(writer.newCategories()),
                    ignored,
                    List.copyOf(problems),
                    allProblems - problems.size(),
                    milliseconds);
        }
    }

    /** Takes the transaction back and the report along. */
    private static final class NothingStoredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ImportReport report;

        NothingStoredException(ImportReport report) {
            super("Nothing is stored", null, false, false);
            this.report = report;
        }
    }
}
