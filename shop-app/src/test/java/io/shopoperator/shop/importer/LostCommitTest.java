package io.shopoperator.shop.importer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.shopoperator.shop.DatabaseLink;
import io.shopoperator.shop.ShopBrowser;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestClock;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.security.AdminAccounts;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import whose connection breaks while it waits for the answer to its last commit. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class LostCommitTest {
    private static final String FILE = "sku;name_de;category;price;stock\n"
            + "LOST-1;Tasse;Geschirr;1,99;7\nLOST-2;Teller;Geschirr;2,99;7\nLOST-3;Schale;Geschirr;3,99;7\n";
    private static final long GATE = 4_711;
    private static final String AT_THE_GATE = "locktype = 'advisory' and objid = " + GATE + " and not granted";

    @TempDir
    Path directory;

    DatabaseLink link;

    @Inject
    CatalogueImport catalogueImport;

    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    TestClock clock;

    private final ExecutorService merchant = Executors.newSingleThreadExecutor();
    private ShopBrowser browser;
    private Connection gatekeeper;

    /** Commits of the import wait in the database for a lock that the test holds. */
    @BeforeEach
    void commitsWaitAtAGate() throws Exception {
        database.update("delete from product where sku like 'LOST-%'");
        database.update("delete from admin_account");
        String name = "admin-" + UUID.randomUUID();
        AdminAccounts.createFirst(dataSource, name, "sehr geheim");
        browser = new ShopBrowser();
        browser.post("/admin/login", Map.of("username", name, "password", "sehr geheim"));
        gatekeeper = link.past();
        execute("""
                create function wait_at_gate() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock_shared(%d);
                    return null;
                end $$""".formatted(GATE));
        execute("""
                create constraint trigger gate after insert on product deferrable initially deferred
                for each row when (new.sku like 'LOST-%') execute function wait_at_gate()""");
        execute("select pg_advisory_lock(" + GATE + ")");
    }

    @AfterEach
    void theGateIsTakenAway() throws Exception {
        link.mend();
        merchant.close();
        dataSource.flush(FlushMode.INVALID); // no other test shall be given one that was cut
        execute("select pg_advisory_unlock_all()");
        execute("drop trigger gate on product");
        execute("drop function wait_at_gate");
        gatekeeper.close();
    }

    @Test
    void aCommitThatWasDoneCountsAlthoughItsAnswerIsLost() throws Exception {
        // Given
        Future<Response> running = merchant.submit(this::upload);
        await().until(() -> commitsAtTheGate() == 1);

        // When
        link.cut();
        execute("select pg_advisory_unlock(" + GATE + ")");
        await().until(() -> stored() == 3);
        link.mend();

        // Then
        Response answer = running.get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page(answer).select("[role=status]").text()).contains("3 neu");
    }

    @Test
    void aCommitThatWasNotDoneIsSaidToBeNone() throws Exception {
        // Given
        Future<Response> running = merchant.submit(this::upload);
        await().until(() -> commitsAtTheGate() == 1);

        // When
        link.cut();
        execute("select pg_terminate_backend(pid) from pg_locks where " + AT_THE_GATE);
        await().until(() -> commitsAtTheGate() == 0);
        link.mend();

        // Then
        Response answer = running.get();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(page(answer).select("[role=alert]").text()).isEqualTo("Es wurde nichts übernommen.");
        assertThat(page(answer).select("main tbody tr").text())
                .startsWith("2")
                .contains("Ab dieser Zeile ist nichts gespeichert", "Die Datei noch einmal hochladen");
        assertThat(stored()).isZero();
    }

    @Test
    void aCommitThatStillRunsIsSaidToBePerhapsStored() throws Exception {
        // Given
        Future<Response> running = merchant.submit(this::upload);
        await().until(() -> commitsAtTheGate() == 1);

        // When the database is back before it has come to an end
        link.cut();
        await().until(() -> link.refused() > 0);
        link.mend();

        // Then
        Response answer = running.get();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertPerhapsStored(answer);

        // and the same file may be uploaded again, whatever became of the first
        execute("select pg_advisory_unlock(" + GATE + ")");
        await().until(() -> stored() == 3);
        Response again = upload();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(page(again).select("[role=status]").text()).contains("3 unverändert");
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void aCommitThatNobodyCanAskForIsSaidToBePerhapsStored() throws Exception {
        // Given
        Future<ImportReport> running = merchant.submit(this::run);
        await().until(() -> commitsAtTheGate() == 1);

        // When the database stays away for longer than the shop waits
        link.cut();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            clock.pass(Duration.ofSeconds(30));
            return running.isDone();
        });

        // Then
        assertThat(running.get().applied()).isFalse();
        assertThat(running.get().interrupted()).isTrue();
        assertThat(running.get().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.finding()).isEqualTo(Finding.PERHAPS_STORED);
            assertThat(problem.row()).isEqualTo(2);
            assertThat(problem.message(Language.EN))
                    .startsWith("Whether the rows from this one to 4 are stored is not known");
        });
    }

    private static void assertPerhapsStored(Response answer) {
        assertThat(page(answer).select("[role=alert]").text()).doesNotContain("nichts übernommen");
        assertThat(page(answer).select("main tbody tr").text())
                .startsWith("2")
                .contains(
                        "Ob die Zeilen ab dieser bis 4 gespeichert sind, ist nicht bekannt",
                        "Die Datei noch einmal hochladen: was schon gespeichert ist, bleibt gleich.");
    }

    private Response upload() {
        return given().cookie("__Host-admin", browser.cookie("__Host-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .accept("text/html")
                .multiPart("file", "catalogue.csv", FILE.getBytes(StandardCharsets.UTF_8))
                .when()
                .post("/admin/import");
    }

    private ImportReport run() throws IOException {
        return catalogueImport.run(
                Files.writeString(directory.resolve("upload"), FILE), "catalogue.csv", ImportMode.ALL_OR_NOTHING);
    }

    private static Document page(Response answer) {
        return Jsoup.parse(answer.asString());
    }

    private long commitsAtTheGate() throws SQLException {
        return number("select count(*) from pg_locks where " + AT_THE_GATE);
    }

    private long stored() throws SQLException {
        return number("select count(*) from product where sku like 'LOST-%'");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = gatekeeper.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = gatekeeper.createStatement()) {
            statement.execute(sql);
        }
    }
}
