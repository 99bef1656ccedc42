package io.shopoperator.shop.importer;

import io.quarkus.logging.Log;
import io.shopoperator.shop.catalog.Categories;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.importer.ProductWriter.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Imports a catalogue: products are known by their article numbers, new ones are added, others are changed where the file differs. The
 * file is checked as a whole first and then stored in batches, each in a transaction of its own, so that customers who buy meanwhile wait
 * for a batch at most.
 */
@ApplicationScoped
public class CatalogueImport {
    /** The most products a file may have. */
    public static final int MAX_ROWS = 50_000;
    /** The largest file. */
    public static final int MAX_MEGABYTES = Upload.MAX_MEGABYTES;

    static final int BATCH = 500;

    private static final long BATCH_PICTURE_BYTES = 16L * 1024 * 1024;
    private static final int WORTH_ANALYZING = 500;
    private static final int TRIES = 3;
    private static final long LOCK = 7_305_211_010L;

    @Inject
    Database database;

    @Inject
    Categories categories;

    @Inject
    Clock clock;

    /**
     * Imports a file. While another import runs, at whichever replica, nothing happens and the report says so.
     *
     * @param file a CSV, JSON or ZIP file, which stays where it is; which of them it is, is read from the content
     * @param fileName as it was uploaded, for the log
     */
    public ImportReport run(Path file, String fileName, ImportMode mode) {
        long started = clock.millis();
        // two imports at once would each believe that a product is new
        ImportReport report = database.with(connection -> {
            if (!lock(connection)) {
                return refused(Finding.OTHER_IMPORT_RUNS, started);
            }
            try {
                return imported(file, mode, started);
            } finally {
                unlock(connection);
            }
        });
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
                report.interrupted() ? "broken off" : report.applied() ? "stored" : "nothing stored",
                report.milliseconds());
        return report;
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(" + LOCK + ")");
                ResultSet row = lock.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) {
        try (PreparedStatement unlock = connection.prepareStatement("select pg_advisory_unlock(" + LOCK + ")")) {
            unlock.execute();
        } catch (SQLException e) {
            Log.infof("The lock of the import went with its connection: %s", e.getMessage());
        }
    }

    private ImportReport refused(Finding finding, long started) {
        Tally tally = new Tally();
        tally.add(List.of(ImportProblem.of(0, null, "", finding, "")));
        return tally.report(false, List.of(), clock.millis() - started);
    }

    private ImportReport imported(Path file, ImportMode mode, long started) {
        Tally looked = new Tally();
        try (Upload upload = Upload.of(file)) {
            ProductWriter looking = ProductWriter.looking(database);
            List<String> ignored = read(upload, looked, rows -> looked.add(looking.write(rows)));
            if (!looked.readToTheEnd || mode == ImportMode.ALL_OR_NOTHING && !looked.flawless()) {
                return looked.report(false, ignored, clock.millis() - started);
            }
            Tally stored = new Tally();
            read(upload, stored, rows -> stored.add(store(rows)));
            if (stored.created + stored.updated >= WORTH_ANALYZING) {
                database.update("analyze product, product_text, price_history");
            }
            return stored.report(stored.batches > 0, ignored, clock.millis() - started);
        } catch (RefusedFileException e) {
            looked.add(List.of(e.problem()));
            return looked.report(false, List.of(), clock.millis() - started);
        } catch (IOException e) {
            throw new UncheckedIOException("The upload cannot be read", e);
        }
    }

    /** What happens with the checked rows of a batch. */
    private interface Batch {
        void of(List<ProductRow> rows) throws RefusedFileException;
    }

    /** Reads a file to its end, or to where it cannot be read or stored any further, and returns the titles nobody knows. */
    private static List<String> read(Upload upload, Tally tally, Batch batch) throws IOException {
        List<String> ignored = List.of();
        try (CatalogueReader reader = upload.read()) {
            try {
                readRows(reader, new ProductCheck(upload), tally, batch);
                tally.readToTheEnd = true;
            } finally {
                ignored = reader.ignoredColumns();
            }
        } catch (RefusedFileException e) {
            tally.add(List.of(e.problem()));
        }
        return ignored;
    }

    private static void readRows(CatalogueReader reader, ProductCheck check, Tally tally, Batch batch)
            throws IOException, RefusedFileException {
        List<ProductRow> rows = new ArrayList<>();
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
                rows.add(row.get());
                pictureBytes += row.get().pictureBytes();
            }
            if (rows.size() >= BATCH || pictureBytes > BATCH_PICTURE_BYTES) {
                batch.of(rows);
                rows.clear();
                pictureBytes = 0;
            }
        }
        batch.of(rows);
        if (tally.rows == 0) {
            throw new RefusedFileException(0, Finding.EMPTY_FILE, "");
        }
    }

    /** What a transaction did before its commit. */
    private record Attempt(String transaction, Outcome outcome) {}

    /** Stores a batch, or tells from which row on nothing is stored. */
    private Outcome store(List<ProductRow> rows) throws RefusedFileException {
        int first = rows.isEmpty() ? 0 : rows.getFirst().number();
        for (int tries = 1; ; tries++) {
            Attempt[] last = new Attempt[1];
            try {
                return database.transaction(() -> {
                    last[0] = null;
                    String id = database.only("select pg_current_xact_id()::text", row -> row.getString(1));
                    Outcome outcome = ProductWriter.storing(database).write(rows);
                    last[0] = new Attempt(id, outcome);
                    return outcome;
                });
            } catch (RuntimeException e) {
                String end = last[0] == null ? "aborted" : endOf(last[0].transaction());
                if (end.equals("committed")) {
                    return last[0].outcome();
                }
                // somebody has made the same product or removed the same picture at this moment
                boolean again = e instanceof DatabaseException failure
                        && (failure.duplicate() || failure.reference())
                        && tries < TRIES;
                if (!again) {
                    Log.errorf(e, "The import stopped at row %d", first);
                    throw new RefusedFileException(
                            first,
                            end.equals("aborted") ? Finding.NOT_STORED : Finding.PERHAPS_STORED,
                            rows.isEmpty() ? "" : rows.getLast().number());
                }
            }
        }
    }

    /** How a transaction ended whose commit was not answered, empty if that cannot be found out. */
    private String endOf(String transaction) {
        try {
            return database.only("select coalesce(pg_xact_status(?::xid8), '')", row -> row.getString(1), transaction);
        } catch (DatabaseException e) {
            Log.warnf("Whether a batch of the import is stored is not known: %s", e.getMessage());
            return "";
        }
    }

    /** Counts what was found in a file. */
    private static final class Tally {
        private final List<ImportProblem> problems = new ArrayList<>();
        private final List<String> newCategories = new ArrayList<>();
        private int allProblems;
        private int rows;
        private int batches;
        private int created;
        private int updated;
        private int unchanged;
        private int refused;
        private boolean readToTheEnd;

        void add(List<ImportProblem> found) {
            allProblems += found.size();
            for (ImportProblem problem : found) {
                if (problems.size() < ImportReport.MAX_PROBLEMS
                        || problem.finding().interrupts()) {
                    problems.add(problem);
                }
            }
        }

        void add(Outcome outcome) {
            batches++;
            created += outcome.created();
            updated += outcome.updated();
            unchanged += outcome.unchanged();
            refused += outcome.refused();
            newCategories.addAll(outcome.newCategories());
            add(outcome.problems());
        }

        boolean flawless() {
            return allProblems == 0;
        }

        ImportReport report(boolean stored, List<String> ignored, long milliseconds) {
            problems.sort(Comparator.comparingInt(ImportProblem::row));
            return new ImportReport(
                    stored,
                    rows,
                    created,
                    updated,
                    unchanged,
                    refused,
                    List.copyOf(newCategories),
                    ignored,
                    List.copyOf(problems),
                    allProblems - problems.size(),
                    milliseconds);
        }
    }
}
