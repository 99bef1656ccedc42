package io.shopoperator.shop.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class CatalogueImportTest {
    private static final String HEADER = "sku;name_de;category;price;stock\n";

    @TempDir
    Path directory;

    @Inject
    CatalogueImport catalogueImport;

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @BeforeEach
    void removeWhatOtherTestsImported() {
        database.update("delete from product where sku like 'I-%' or sku like 'BEISPIEL-%'");
        database.update("delete from category c where not exists (select 1 from product where category_id = c.id)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalogue.csv", "catalogue.json"})
    void importsTheSamplesAndChangesNothingTheSecondTime(String name) throws IOException {
        ImportReport first = sample(name);
        ImportReport second = sample(name);

        assertThat(first.problems()).isEmpty();
        assertThat(first.applied()).isTrue();
        assertThat(first.created()).isEqualTo(first.rows()).isPositive();
        assertThat(first.newCategories()).contains("Küche", "Vorrat");
        assertThat(second.unchanged()).isEqualTo(first.rows());
        assertThat(second.created() + second.updated()).isZero();
        assertThat(
                        text(
                                "select name from product_text t join product p on p.id = t.product_id where sku = 'BEISPIEL-3' and lang = 'de'"))
                .isEqualTo("Blütenhonig");
        assertThat(number("select content_amount from product where sku = 'BEISPIEL-3'"))
                .isEqualTo(500);
        assertThat(number("select price_cents from product where sku = 'BEISPIEL-1'"))
                .isEqualTo(1490);
    }

    @Test
    void changesOnlyWhatTheFileBringsAndRemembersThePrice() {
        run(HEADER + "I-1;Tasse;Geschirr;19,99;7\n", ImportMode.ALL_OR_NOTHING);
        database.update(
                "update price_history set valid_from = now() - interval '50 days' where product_id = (select id from product where sku = 'I-1')");

        ImportReport report = run("sku;price\nI-1;14,99\n", ImportMode.ALL_OR_NOTHING);

        assertThat(report.updated()).isEqualTo(1);
        assertThat(number("select stock from product where sku = 'I-1'")).isEqualTo(7);
        assertThat(number("select price_cents from product where sku = 'I-1'")).isEqualTo(1499);
        assertThat(number("select lowest_before_cents from product where sku = 'I-1'"))
                .isEqualTo(1999);
        assertThat(number(
                        "select count(*) from price_history h join product p on p.id = h.product_id where sku = 'I-1'"))
                .isEqualTo(2);
    }

    @Test
    void storesNothingIfOneRowIsBadUnlessAskedTo() {
        String file = HEADER + "I-1;Tasse;Geschirr;19,99;7\nI-2;Teller;Geschirr;viel;7\nI-3;Schale;Geschirr;9;7\n";

        ImportReport strict = run(file, ImportMode.ALL_OR_NOTHING);

        assertThat(strict.applied()).isFalse();
        assertThat(strict.created()).isEqualTo(2);
        assertThat(imported()).isZero();
        assertThat(strict.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.row()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo("price");
            assertThat(problem.value()).isEqualTo("viel");
            assertThat(problem.message(Language.EN)).contains("19.99");
        });

        ImportReport lenient = run(file, ImportMode.VALID_ROWS_ONLY);

        assertThat(lenient.applied()).isTrue();
        assertThat(lenient.refused()).isEqualTo(1);
        assertThat(imported()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "price|1.234|AMBIGUOUS_NUMBER",
                "price|-1|OUT_OF_RANGE",
                "price|1,999|AMBIGUOUS_NUMBER",
                "vat_rate|0,19|VAT_AS_FRACTION",
                "vat_rate|99|OUT_OF_RANGE",
                "stock|viele|NOT_A_NUMBER",
                "stock|-1|OUT_OF_RANGE",
                "active|vielleicht|NOT_YES_OR_NO",
                "delivery_days|5-2|NOT_DELIVERY_DAYS",
                "content_unit|Pfund|UNKNOWN_UNIT",
                "content_amount|100|CONTENT_INCOMPLETE",
                "weight_grams|0|OUT_OF_RANGE",
                "category|!!!|CATEGORY_WITHOUT_LETTERS",
                "pictures|a.png|PICTURES_WITHOUT_ZIP"
            })
    void saysWhatIsWrongWithAValue(String column, String value, Finding finding) {
        ImportReport report = run("sku;" + column + "\nI-1;" + value + "\n", ImportMode.VALID_ROWS_ONLY);

        assertThat(report.problems()).extracting(ImportProblem::finding).contains(finding);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(imported()).isZero();
    }

    @Test
    void asksForWhatANewProductNeedsAndReportsRepeatedArticleNumbers() {
        ImportReport report = run("sku;name_de;stock\nI-1;;3\n;Tasse;3\nI-1;Tasse;4\n", ImportMode.VALID_ROWS_ONLY);

        assertThat(report.problems())
                .extracting(problem -> problem.row() + " " + problem.column() + " " + problem.finding())
                .containsExactly(
                        "2 name_de MISSING",
                        "2 category MISSING",
                        "2 price MISSING",
                        "3 sku MISSING_SKU",
                        "4 sku REPEATED_SKU");
        assertThat(report.refused()).isEqualTo(3);
    }

    @Test
    void givesProductsOfTheSameNameAddressesOfTheirOwn() {
        run(HEADER + "I-1;Tasse;Geschirr;1,00;7\nI-2;Tasse;Geschirr;1,00;7\n", ImportMode.ALL_OR_NOTHING);

        assertThat(number("select count(distinct slug) from product where sku like 'I-%'"))
                .isEqualTo(2);
    }

    @Test
    void takesPicturesFromAZipFileAndChecksThem() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "katalog/catalogue.csv",
                (HEADER.strip() + ";pictures\nI-1;Tasse;Geschirr;5;1;front.png|bilder/side.PNG\n")
                        .getBytes(StandardCharsets.UTF_8));
        files.put("bilder/front.png", png(60));
        files.put("bilder/side.png", png(70));

        ImportReport report = run(zip(files), ImportMode.ALL_OR_NOTHING);
        ImportReport again = run(zip(files), ImportMode.ALL_OR_NOTHING);

        assertThat(report.problems()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(
                        text(
                                "select string_agg(m.width::text, ',' order by i.position) from picture i join media m using (hash) join product p on p.id = i.product_id where sku = 'I-1'"))
                .isEqualTo("60,70");

        files.put("bilder/front.png", "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        files.remove("bilder/side.png");
        ImportReport refused = run(zip(files), ImportMode.ALL_OR_NOTHING);

        assertThat(refused.problems())
                .extracting(ImportProblem::finding)
                .containsExactly(Finding.PICTURE_REFUSED, Finding.PICTURE_NOT_FOUND);
    }

    @Test
    void writesAReportThatASpreadsheetCannotTakeForFormulas() {
        ImportReport report = run(
                "sku;price\nI-1;\"=HYPERLINK(\"\"http://example.com\"\")\"\nI-2;@SUM(1)\nI-3;+1a\n",
                ImportMode.ALL_OR_NOTHING);

        String csv = report.csv(Language.DE);

        assertThat(csv).startsWith("\uFEFFZeile;Spalte;Wert;Was zu ändern ist");
        assertThat(csv).contains("2;price;\"'=HYPERLINK", ";'@SUM(1);", ";'+1a;");
        assertThat(csv.lines().skip(1)).noneMatch(line -> line.matches(".*;\"?[=+@-].*"));
    }

    @Test
    void refusesAnEmptyFileWithAClearMessage() {
        ImportReport report = run("", ImportMode.ALL_OR_NOTHING);

        assertThat(report.applied()).isFalse();
        assertThat(report.problems()).extracting(ImportProblem::finding).containsExactly(Finding.EMPTY_FILE);
        assertThat(report.problems().getFirst().message(Language.DE)).contains("hochladen");
    }

    @Test
    void lettingGoOfABatchBeforeTheNext() throws Exception {
        // Given products that exist, one of the last batch held by a customer who buys it
        run(rows(0, CatalogueImport.BATCH + 10, 5), ImportMode.ALL_OR_NOTHING);
        try (Connection customer = dataSource.getConnection();
                Statement statement = customer.createStatement();
                ExecutorService merchant = Executors.newSingleThreadExecutor()) {
            customer.setAutoCommit(false);
            statement.execute("select 1 from product where sku = 'I-" + (CatalogueImport.BATCH + 5) + "' for update");

            // When
            Future<ImportReport> running =
                    merchant.submit(() -> run(rows(0, CatalogueImport.BATCH + 10, 7), ImportMode.ALL_OR_NOTHING));

            // Then the first batch is stored and free for others while the second waits
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            number("select stock from product where sku = 'I-0'"))
                    .isEqualTo(7));
            assertThat(running.isDone()).isFalse();
            database.transaction(() ->
                    database.only("select 1 from product where sku = 'I-3' for update nowait", row -> row.getInt(1)));
            customer.rollback();
            assertThat(running.get().updated()).isEqualTo(CatalogueImport.BATCH + 10);
        }
    }

    @Test
    void saysFromWhichRowOnNothingIsStoredWhenALaterBatchFails() {
        // Given a database that does not take one product of the second batch
        database.update("""
                create function refuse_product() returns trigger language plpgsql as $$
                begin
                    raise exception 'disk full' using errcode = 'disk_full';
                end $$""");
        database.update("create trigger refuse_product before insert on product for each row when (new.sku = 'I-"
                + (CatalogueImport.BATCH + 3) + "') execute function refuse_product()");
        String file = rows(0, CatalogueImport.BATCH + 10, 5);
        try {
            // When
            ImportReport report = run(file, ImportMode.ALL_OR_NOTHING);

            // Then
            assertThat(report.interrupted()).isTrue();
            assertThat(report.applied()).isTrue();
            assertThat(report.created()).isEqualTo(CatalogueImport.BATCH);
            assertThat(imported()).isEqualTo(CatalogueImport.BATCH);
            assertThat(report.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.finding()).isEqualTo(Finding.NOT_STORED);
                assertThat(problem.row()).isEqualTo(CatalogueImport.BATCH + 2);
                assertThat(problem.message(Language.EN)).contains("From this row on nothing is stored", "again");
            });
        } finally {
            database.update("drop trigger refuse_product on product");
            database.update("drop function refuse_product");
        }

        // and the same file brings the rest
        ImportReport again = run(file, ImportMode.ALL_OR_NOTHING);
        assertThat(again.created()).isEqualTo(10);
        assertThat(again.unchanged()).isEqualTo(CatalogueImport.BATCH);
    }

    @Test
    void saysThatAnotherImportRuns() throws Exception {
        run(rows(0, 1, 5), ImportMode.ALL_OR_NOTHING);
        try (Connection customer = dataSource.getConnection();
                Statement statement = customer.createStatement();
                ExecutorService merchant = Executors.newSingleThreadExecutor()) {
            customer.setAutoCommit(false);
            statement.execute("select 1 from product where sku = 'I-0' for update");
            Future<ImportReport> running = merchant.submit(() -> run(rows(0, 1, 6), ImportMode.ALL_OR_NOTHING));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> number("select count(*) from pg_locks where locktype = 'advisory' and granted") > 0);

            ImportReport refused = catalogueImport.run(
                    Files.writeString(directory.resolve("other"), rows(0, 1, 9)),
                    "other.csv",
                    ImportMode.ALL_OR_NOTHING);

            assertThat(refused.busy()).isTrue();
            assertThat(refused.applied()).isFalse();
            assertThat(refused.problems().getFirst().message(Language.DE)).contains("Ein anderer Import läuft");
            customer.rollback();
            assertThat(running.get().updated()).isEqualTo(1);
        }
        assertThat(run(rows(0, 1, 8), ImportMode.ALL_OR_NOTHING).updated()).isEqualTo(1);
    }

    @Test
    void storesAPictureAgainThatSomebodyRemovesMeanwhile() throws Exception {
        // Given a picture that is stored and shown nowhere, and an import that brings it as well
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "catalogue.csv",
                (HEADER.strip() + ";pictures\nI-1;Tasse;Geschirr;5;1;front.png\n").getBytes(StandardCharsets.UTF_8));
        files.put("front.png", png(90));
        run(zip(files), ImportMode.ALL_OR_NOTHING);
        String hash = text("select i.hash from picture i join product p on p.id = i.product_id where sku = 'I-1'");
        database.update("delete from product where sku = 'I-1'");
        try (Connection administrator = dataSource.getConnection();
                Statement statement = administrator.createStatement();
                ExecutorService merchant = Executors.newSingleThreadExecutor()) {
            administrator.setAutoCommit(false);
            statement.execute("lock table picture in share mode");
            Future<ImportReport> running = merchant.submit(() -> run(zip(files), ImportMode.ALL_OR_NOTHING));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> number(
                                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%picture%'")
                            == 1);

            // When
            statement.execute("delete from media where hash = '" + hash + "'");
            administrator.commit();

            // Then
            assertThat(running.get().problems()).isEmpty();
            assertThat(running.get().created()).isEqualTo(1);
        }
        assertThat(number("select count(*) from media where hash = '" + hash + "'"))
                .isEqualTo(1);
    }

    private static String rows(int from, int to, int stock) {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = from; i < to; i++) {
            file.append("I-%d;Artikel Nummer %d;Menge;9,90;%d\n".formatted(i, i, stock));
        }
        return file.toString();
    }

    @Test
    void importsTenThousandRows() {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 10_000; i++) {
            file.append("I-")
                    .append(i)
                    .append(";Artikel Nummer ")
                    .append(i)
                    .append(";Menge;")
                    .append(i % 90)
                    .append(",90;")
                    .append(i % 50)
                    .append('\n');
        }

        ImportReport created = run(file.toString(), ImportMode.ALL_OR_NOTHING);
        ImportReport same = run(file.toString(), ImportMode.ALL_OR_NOTHING);

        assertThat(created.created()).isEqualTo(10_000);
        assertThat(same.unchanged()).isEqualTo(10_000);
        assertThat(imported()).isEqualTo(10_000);
    }

    private ImportReport run(String file, ImportMode mode) {
        return run(file.getBytes(StandardCharsets.UTF_8), mode);
    }

    private ImportReport run(byte[] file, ImportMode mode) {
        try {
            return catalogueImport.run(Files.write(directory.resolve("upload"), file), "test.csv", mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportReport sample(String name) throws IOException {
        try (InputStream file = CatalogueImport.class.getResourceAsStream("/samples/" + name)) {
            return run(file.readAllBytes(), ImportMode.ALL_OR_NOTHING);
        }
    }

    private long imported() {
        return number("select count(*) from product where sku like 'I-%'");
    }

    private long number(String sql) {
        return database.only(sql, row -> row.getLong(1));
    }

    private String text(String sql) {
        return database.only(sql, row -> row.getString(1));
    }

    private static byte[] png(int width) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
