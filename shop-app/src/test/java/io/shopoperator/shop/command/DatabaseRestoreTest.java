package io.shopoperator.shop.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.shop.restore.ShopCopies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRestoreTest {
    private static final String HASHES =
            "select string_agg(number || ':' || hash, ' ' order by number) from shop_contract.order_hash";
    private static final String SESSION =
            "insert into shop_session (token_hash, customer_id, created_at, last_seen_at) values (sha256('%s'), %s, now(), now())";

    private static final String SESSIONS =
            "select count(*) from pg_stat_activity where application_name = 'shop-database-restore'";

    private static ShopCopies copies;

    @TempDir
    Path bindings;

    private String shop;
    private String beside;

    @BeforeAll
    static void start() {
        copies = new ShopCopies();
    }

    @AfterAll
    static void stop() throws IOException {
        copies.close();
    }

    @BeforeEach
    void backUp() {
        shop = copies.shop();
        copies.execute(shop, SESSION.formatted("guest", null) + ";" + SESSION.formatted("otto", 2));
        copies.execute(shop, """
                insert into cart (session_id, created_at) values (1, now());
                insert into cart (customer_id, created_at) values (2, now());
                insert into cart_line values (1, 1, 1, now()), (2, 1, 2, now());
                """);
        beside = copies.copy(shop);
        copies.bind(bindings, "database", shop);
        copies.bind(bindings, "backup", beside);
    }

    @Test
    void aPreviewTellsWhatWouldBeLostAndWhatComesBackAndChangesNothing() {
        // Given
        copies.wipe(shop, 10001);
        copies.execute(shop, "update shop_order set status = 'SHIPPED' where number = 10003");
        copies.sell(shop, 10004, null);
        copies.sell(shop, 10005, null);
        copies.execute(
                shop,
                "insert into customer (email, name, password_hash, created_at) values ('new@example.org', 'New', 'hash', now())");
        Map<String, String> before = copies.rows(shop);

        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", true));

        // Then
        assertThat(result.message()).isNull();
        assertThat(result.outcome().applied()).isFalse();
        assertThat(result.outcome().lost()).containsExactly(10004L, 10005L);
        assertThat(result.outcome().lostCount()).isEqualTo(2);
        assertThat(result.outcome().lostCents()).isEqualTo(2 * 3490);
        assertThat(result.outcome().returned()).containsExactly(10001L);
        assertThat(result.outcome().changed()).containsExactly(10003L);
        assertThat(result.outcome().orders()).isEqualTo(3);
        assertThat(result.outcome().lostCustomers()).isEqualTo(1);
        assertThat(copies.rows(shop)).isEqualTo(before);
        assertThat(exists(beside)).isTrue();
    }

    @Test
    void theRestoredDatabaseTakesThePlaceOfTheShopsWhichStaysUnderAnotherName() {
        // Given
        String wanted = copies.query(beside, HASHES);
        copies.sell(shop, 10004, null);
        String former = copies.query(shop, HASHES);

        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", false, "keepOldForHours", 2));

        // Then
        assertThat(result.message()).isNull();
        assertThat(result.outcome().applied()).isTrue();
        assertThat(result.outcome().lost()).containsExactly(10004L);
        assertThat(result.outcome().oldDatabase()).isEqualTo(old());
        assertThat(copies.query(shop, HASHES)).isEqualTo(wanted);
        assertThat(copies.query(old(), HASHES)).isEqualTo(former);
        assertThat(exists(beside)).isFalse();
        assertThat(copies.query("postgres", """
                        select (now() + interval '119 minutes') < '%s'::timestamptz and (now() + interval '121 minutes') > '%s'::timestamptz
                        """.formatted(
                        result.outcome().oldDatabaseUntil(), result.outcome().oldDatabaseUntil())))
                .isEqualTo("t");
    }

    @Test
    void numbersThatWereGivenAreNeverGivenAgain() {
        // Given
        copies.sell(shop, 10004, null);
        copies.execute(shop, "update order_counter set last_number = 10004");
        String lastId = copies.query(shop, "select max(id) from shop_order");

        // When
        restore(Map.of("dryRun", false));

        // Then
        assertThat(copies.query(shop, "select last_number from order_counter")).isEqualTo("10004");
        copies.sell(shop, 10005, null);
        assertThat(Long.parseLong(copies.query(shop, "select max(id) from shop_order")))
                .isGreaterThan(Long.parseLong(lastId));
    }

    @Test
    void sessionsAndCartsThatAreKeptAreThoseOfTheMomentAndReferToNothingUnknown() {
        // Given: since the backup one guest has left, one has come, Otto has logged in elsewhere, Nora has registered,
        // a product is new
        copies.execute(
                shop,
                "delete from shop_session where id = 1; insert into product (slug, sku, category_id, price_cents, stock) values ('new', 'N1', 1, 100, 1)");
        copies.execute(
                shop,
                """
                insert into customer (email, name, password_hash, created_at) values ('nora@example.org', 'Nora', 'hash', now());
                """ + SESSION.formatted("guest 2", null) + ";" + SESSION.formatted("otto elsewhere", 2) + ";"
                        + SESSION.formatted("nora", 3));
        copies.execute(shop, """
                insert into cart (session_id, created_at) values (3, now());
                insert into cart (customer_id, created_at) values (3, now());
                insert into cart_line values (3, 1, 7, now()), (3, 2, 1, now()), (4, 1, 1, now());
                update cart_line set quantity = 5 where cart_id = 2;
                insert into admin_account (username, password_hash, role) values ('admin', 'hash', 'ADMIN');
                """);
        copies.execute(beside, """
                insert into admin_account (username, password_hash, role) values ('admin', 'hash', 'ADMIN');
                insert into admin_session (token_hash, admin_id, created_at, last_seen_at) values (sha256('admin'), 1, now(), now());
                """);

        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", false, "sessions", "Keep"));

        // Then
        assertThat(result.message()).isNull();
        assertThat(
                        copies.query(
                                shop,
                                "select string_agg(id || ' ' || coalesce(customer_id::text, '-'), ', ' order by id) from shop_session"))
                .isEqualTo("2 2, 3 -, 4 2");
        assertThat(
                        copies.query(
                                shop,
                                "select string_agg(concat_ws(' ', cart_id, product_id, quantity), ', ' order by cart_id) from cart_line"))
                .isEqualTo("2 1 5, 3 1 7");
        assertThat(copies.query(shop, "select count(*) from admin_session")).isEqualTo("0");
        assertThat(result.outcome().sessionsKept()).isEqualTo(3);
        assertThat(result.outcome().sessionsEnded()).isEqualTo(1);
    }

    @Test
    void sessionsThatAreDiscardedAreAllEnded() {
        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", false, "sessions", "Discard"));

        // Then
        assertThat(copies.query(shop, "select count(*) from shop_session")).isEqualTo("0");
        assertThat(copies.query(shop, "select count(*) from cart")).isEqualTo("0");
        assertThat(result.outcome().sessionsEnded()).isEqualTo(2);
    }

    @Test
    void aMailThatWasSentSinceTheBackupIsNotSentAgain() {
        // Given
        String mail =
                "insert into mail_outbox (kind, recipient, lang, reference, created_at, next_attempt_at) values ('k', 'r', 'de', '%s', '2026-11-18T10:00:00Z', now())";
        for (String database : List.of(shop, beside)) {
            copies.execute(database, mail.formatted("sent later") + ";" + mail.formatted("waits still"));
        }
        copies.execute(shop, "update mail_outbox set sent_at = now() where reference = 'sent later'");

        // When
        restore(Map.of("dryRun", false));

        // Then
        assertThat(copies.query(shop, "select string_agg(reference, ',') from mail_outbox where sent_at is null"))
                .isEqualTo("waits still");
    }

    @Test
    void repeatingItChangesNothingAndTellsWhatWasDone() {
        // Given
        copies.sell(shop, 10004, null);
        DatabaseRestoreResult first = restore(Map.of("dryRun", false));
        copies.sell(shop, 10005, null);

        // When
        copies.bind(bindings, "backup", shop);
        DatabaseRestoreResult again = restore(Map.of("dryRun", false));

        // Then
        assertThat(again.outcome()).isEqualTo(first.outcome());
        assertThat(copies.query(shop, "select max(number) from shop_order")).isEqualTo("10005");
    }

    @Test
    void theOldDatabaseComesBackTheSameWay() {
        // Given
        copies.sell(shop, 10004, null);
        String former = copies.query(shop, HASHES);
        restore(Map.of("dryRun", false));
        copies.sell(shop, 10005, null);
        copies.execute(shop, "update order_counter set last_number = 10005");

        // When
        copies.bind(bindings, "backup", old());
        DatabaseRestoreResult back = restore(Map.of("dryRun", false, "id", "back", "oldDatabase", old() + "_back"));

        // Then
        assertThat(back.message()).isNull();
        assertThat(back.outcome().lost()).containsExactly(10005L);
        assertThat(back.outcome().returned()).containsExactly(10004L);
        assertThat(copies.query(shop, HASHES)).isEqualTo(former);
        assertThat(copies.query(shop, "select last_number from order_counter")).isEqualTo("10005");
        assertThat(exists(old())).isFalse();
    }

    @Test
    void whatIsRefusedChangesNothing() {
        // Given
        Map<String, String> before = copies.rows(shop);

        // When, Then
        assertThat(restore(Map.of("dryRun", false, "approvedDiff", "0000")).message())
                .contains("not the one that was approved");
        copies.execute(beside, "update shop_contract.identity set id = gen_random_uuid()");
        assertThat(restore(Map.of("dryRun", false)).message()).contains("of another shop's data");
        copies.execute(
                beside,
                "insert into flyway_schema_history select 1000, '999', description, type, script, checksum, installed_by, installed_on, execution_time, success from flyway_schema_history where installed_rank = 1");
        assertThat(restore(Map.of("dryRun", false)).message()).contains("of a newer schema (it has 999)");
        copies.execute("postgres", "create database " + old());
        assertThat(restore(Map.of("dryRun", false)).message()).contains("it is not of this restore");
        assertThat(restore(Map.of("dryRun", false, "oldDatabase", "\"; drop")).message())
                .contains("lower-case letters");
        assertThat(restore(Map.of("dryRun", false, "keepOldForHours", 0)).message())
                .contains("between 1 and");
        assertThat(copies.rows(shop)).isEqualTo(before);
    }

    @Test
    void whileTheShopSellsAsFastAsItCanNoOrderIsInNeitherDatabase() throws Exception {
        // Given: ten that sell, and connect again as soon as they are thrown out
        String hashes = copies.query(shop, HASHES);
        AtomicBoolean selling = new AtomicBoolean(true);
        List<Long> confirmed = new ArrayList<>();
        List<Future<?>> sellers = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int seller = 0; seller < 10; seller++) {
                long first = 20_000 + seller * 1_000;
                sellers.add(pool.submit(() -> sell(first, selling, confirmed)));
            }
            Thread.sleep(300);

            // When
            DatabaseRestoreResult result = restore(Map.of("dryRun", false));
            selling.set(false);
            for (Future<?> seller : sellers) seller.get();

            // Then
            assertThat(result.message()).isNull();
            assertThat(copies.query(shop, HASHES)).startsWith(hashes);
            String all = "select string_agg(number::text, ',' order by number) from shop_order where number >= 20000";
            String now = copies.query(shop, all);
            String before = copies.query(old(), all);
            List<String> kept = new ArrayList<>(List.of(before.split(",")));
            assertThat(result.outcome().lostCount()).isEqualTo(kept.size());
            if (now != null) kept.addAll(List.of(now.split(",")));
            synchronized (confirmed) {
                assertThat(confirmed).isNotEmpty();
                assertThat(kept)
                        .containsAll(confirmed.stream().map(String::valueOf).toList());
            }
        }
    }

    @Test
    void whoeverWritesAndWaitsIsNoObstacle() throws Exception {
        // Given: somebody has written to one table and wants to write to another one, at the very moment or never
        try (Connection writer = copies.connection(shop);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("update product set stock = 1");

            // When
            DatabaseRestoreResult result = restore(Map.of("dryRun", false));

            // Then
            assertThat(result.message()).isNull();
            assertThat(copies.query(shop, "select stock from product")).isEqualTo("50");
            assertThat(copies.query(old(), "select stock from product")).isEqualTo("50");
        }
    }

    @Test
    void aRoleThatOwnsBothAndMayCreateDatabasesIsEnough() {
        // Given
        ownedByAMerchant();

        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", false));

        // Then
        assertThat(result.message()).isNull();
        assertThat(exists(old())).isTrue();
    }

    @Test
    void whoKeepsATableAndCannotBeSentAwayIsNamed() throws Exception {
        // Given: an administrator in the middle of something
        ownedByAMerchant();
        try (Connection administrator = copies.connection(shop);
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            statement.execute("lock table product in share mode");

            // When
            DatabaseRestoreResult result = restore(Map.of("dryRun", false));

            // Then
            assertThat(result.message())
                    .contains("The shop has its old database", "In the way is user postgres, who keeps a table");
            assertThat(exists(old())).isFalse();
        }
    }

    /** Both databases belong to a role that is no superuser, as in a shop's PostgreSQL. */
    private void ownedByAMerchant() {
        copies.execute("postgres", """
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'merchant') then create role merchant login createdb password 'x'; end if;
                end $$""");
        for (String database : List.of(shop, beside)) {
            copies.execute("postgres", "alter database " + database + " owner to merchant");
            copies.execute(database, """
                    do $$ declare name text; begin
                        for name in select oid::regclass from pg_class
                            where relnamespace in ('public'::regnamespace, 'shop_contract'::regnamespace) and relkind in ('r', 'v') loop
                            execute 'alter table ' || name || ' owner to merchant';
                        end loop;
                    end $$;
                    alter schema shop_contract owner to merchant
                    """);
        }
        copies.bindAs(bindings, "database", shop, "merchant");
        copies.bindAs(bindings, "backup", beside, "merchant");
    }

    @Test
    void somebodyElseInTheDatabaseKeepsTheShopAsItIsAndIsNamed() throws SQLException {
        // Given
        ownedByAMerchant();
        Map<String, String> before = copies.rows(shop);

        // When
        DatabaseRestoreResult result;
        try (Connection superuser = copies.connection(shop)) {
            assertThat(superuser.isValid(1)).isTrue();
            result = restore(Map.of("dryRun", false));
        }

        // Then
        assertThat(result.message()).contains("user postgres is connected to it", "The shop has its old database");
        assertThat(exists(old())).isFalse();
        assertThat(copies.rows(shop)).isEqualTo(before);
        assertThat(restore(Map.of("dryRun", false)).message()).isNull();
    }

    @Test
    void aRunThatIsKilledAtAnyStepLeavesOneOfTheTwoAndCanBeRepeated() throws Exception {
        // Given
        String wanted = copies.query(beside, HASHES);
        copies.sell(shop, 10004, null);
        String former = copies.query(shop, HASHES);

        // When: its sessions are ended, as those of a killed pod are; first while it waits for a restore of orders
        try (Connection writer = copies.connection(shop);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select pg_advisory_lock(7305819226)"); // as a restore of orders holds it
            killed(SESSIONS + " and wait_event_type = 'Lock'", 0);
        }

        // Then
        assertThat(exists(old())).isFalse();
        assertThat(copies.query(shop, HASHES)).isEqualTo(former);

        // When: later and later after it has begun, until it is through
        boolean exchanged = false;
        for (int millis = 0; !exchanged; millis += 2) {
            killed(SESSIONS, millis);

            // Then
            exchanged = exists(old());
            assertThat(copies.query(shop, HASHES)).isEqualTo(exchanged ? wanted : former);
            assertThat(exists(beside)).isEqualTo(!exchanged);
        }
        copies.bind(bindings, "backup", shop);
        assertThat(restore(Map.of("dryRun", false)).outcome().lost()).containsExactly(10004L);
    }

    /** Runs it and ends its sessions so many milliseconds after a query counts some. */
    private void killed(String sessions, int millis) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<DatabaseRestoreResult> run = pool.submit(() -> restore(Map.of("dryRun", false)));
            while (!run.isDone() && copies.query("postgres", sessions).equals("0")) Thread.onSpinWait();
            Thread.sleep(millis);
            copies.execute("postgres", SESSIONS.replace("count(*)", "pg_terminate_backend(pid)"));
            run.get();
        }
    }

    @Test
    void theResultFitsWhereKubernetesReadsItAndTellsNoPersonalData() {
        // Given
        for (int number = 1; number <= 200; number++) copies.sell(shop, 1_000_000_000L + number, null);

        // When
        DatabaseRestoreResult result = restore(Map.of("dryRun", false));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TerminationLog(Path.of("/dev/nowhere/log"), new PrintStream(out, true, StandardCharsets.UTF_8))
                .write(result);

        // Then
        assertThat(result.outcome().lostCount()).isEqualTo(200);
        assertThat(out.size()).isLessThan(4096);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"status\":\"Succeeded\"", "\"lostCount\":200")
                .doesNotContain("@", "outcome", "Groß");
    }

    private void sell(long first, AtomicBoolean selling, List<Long> confirmed) {
        long number = first;
        while (selling.get()) {
            try (Connection connection = copies.connection(shop);
                    Statement statement = connection.createStatement()) {
                while (selling.get()) {
                    statement.execute(ShopCopies.order(++number));
                    synchronized (confirmed) {
                        confirmed.add(number);
                    }
                }
            } catch (SQLException e) {
                // thrown out, at the door, or given up for the lock of the restore: nothing was confirmed
                assertThat(e.getSQLState()).isIn("57P01", "3D000", "08006", "08001", "08003", "40P01");
            }
        }
    }

    private String old() {
        return "before_" + shop;
    }

    private static boolean exists(String database) {
        return copies.query("postgres", "select exists (select from pg_database where datname = '" + database + "')")
                .equals("t");
    }

    private DatabaseRestoreResult restore(Map<String, Object> changes) {
        Map<String, Object> request = new HashMap<>(Map.of("id", "r1", "oldDatabase", old(), "sessions", "Keep"));
        request.putAll(changes);
        try {
            return new DatabaseRestore(bindings, new ObjectMapper().writeValueAsString(request)).run();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
