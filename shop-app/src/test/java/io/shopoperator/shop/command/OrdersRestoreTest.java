package io.shopoperator.shop.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.shop.restore.ShopCopies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrdersRestoreTest {
    private static final String HASHES =
            "select string_agg(number || ':' || hash, ' ' order by number) from shop_contract.order_hash";

    private static ShopCopies copies;

    @TempDir
    Path bindings;

    private String shop;
    private String backup;

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
        backup = copies.copy(shop);
        copies.bind(bindings, "database", shop);
        copies.bind(bindings, "backup", backup);
    }

    @Test
    void anOrderWithItsCustomerComesBackExactlyAndNothingElseChanges() {
        // Given
        copies.wipe(shop, 10002);
        copies.execute(shop, "delete from customer where id = 2");
        copies.sell(shop, 10004, null);
        copies.execute(shop, "update product set stock = 7; update order_counter set last_number = 10004");
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(result.message()).isNull();
        assertThat(result.applied()).isTrue();
        assertThat(result.added()).containsExactly(10002L);
        assertThat(document(shop, 10002))
                .isEqualTo(document(backup, 10002))
                .contains("erika", "otto@example.org", "Am Markt 1");
        assertThat(copies.rows(shop)).containsAllEntriesOf(before);
        assertThat(copies.rows(shop)).hasSize(before.size() + 1 + 2 + 1 + 2 + 1);
    }

    @Test
    void theComparisonOfRowsNoticesACarelessRestore() {
        // Given
        Map<String, String> before = copies.rows(shop);

        // When
        copies.execute(shop, "update product set stock = stock - 1");

        // Then
        assertThat(copies.rows(shop).entrySet().containsAll(before.entrySet())).isFalse();
    }

    @Test
    void anOrderThatWasDeletedInTheAdminIsUndeletedAndItsHistoryTells() {
        // Given
        copies.execute(shop, "set shop.actor = 'erika'; update shop_order set deleted_at = now() where number = 10001");

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10001)));

        // Then
        assertThat(result.undeleted()).containsExactly(10001L);
        assertThat(copies.query(shop, HASHES)).isEqualTo(copies.query(backup, HASHES));
        assertThat(copies.query(shop, """
                        select string_agg(r.changed_by, ', ' order by r.id) from order_revision r
                        join shop_order o on o.id = r.order_id where o.number = 10001
                        """)).isEqualTo("erika, restore bring-back");
    }

    @Test
    void aDryRunTellsAndChangesNothing() {
        // Given
        copies.wipe(shop, 10002);
        copies.execute(shop, "update shop_order set status = 'SHIPPED' where number = 10003");
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10003, 10002, 10001), "dryRun", true));

        // Then
        assertThat(result.applied()).isFalse();
        assertThat(result.added()).containsExactly(10002L);
        assertThat(result.unchanged()).containsExactly(10001L);
        assertThat(result.conflicts())
                .containsExactly("Order 10003 differs in status (SHIPPED here, RECEIVED in the backup)");
        assertThat(copies.rows(shop)).isEqualTo(before);
    }

    @Test
    void withoutSayingOtherwiseARestoreIsADryRun() {
        copies.wipe(shop, 10002);
        Map<String, Object> request = request(Map.of("orders", List.of(10002)));
        request.remove("dryRun");

        assertThat(run(request).applied()).isFalse();
    }

    @Test
    void repeatingARestoreChangesNothingEvenIfTheOrderWasDeletedAgain() {
        // Given
        copies.wipe(shop, 10002);
        restore(Map.of("orders", List.of(10001, 10002)));
        copies.execute(shop, "update shop_order set deleted_at = now() where number in (10001, 10002)");
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult again = restore(Map.of("orders", List.of(10001, 10002)));

        // Then
        assertThat(again.applied()).isTrue();
        assertThat(again.added()).containsExactly(10002L);
        assertThat(again.unchanged()).containsExactly(10001L);
        assertThat(copies.rows(shop)).isEqualTo(before);
    }

    @Test
    void aConflictStopsTheWholeRestore() {
        // Given
        copies.wipe(shop, 10002);
        copies.execute(shop, "update shop_order set status = 'SHIPPED' where number = 10003");
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002, 10003)));

        // Then
        assertThat(result.succeeded()).isFalse();
        assertThat(result.message())
                .contains(
                        "Order 10003 differs in status",
                        "leave these orders out, or set onConflict to Skip or Replace");
        assertThat(copies.rows(shop)).isEqualTo(before);
    }

    @Test
    void aConflictIsSkippedIfThatIsAskedFor() {
        // Given
        copies.wipe(shop, 10002);
        copies.execute(shop, "update shop_order set status = 'SHIPPED' where number = 10003");

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002, 10003), "onConflict", "Skip"));

        // Then
        assertThat(result.added()).containsExactly(10002L);
        assertThat(result.skipped()).containsExactly(10003L);
        assertThat(copies.query(shop, "select status from shop_order where number = 10003"))
                .isEqualTo("SHIPPED");
    }

    @Test
    void aConflictIsReplacedIfThatIsAskedForAndWhatWasThereIsKept() {
        // Given
        copies.execute(shop, """
                set session_replication_role = replica;
                update shop_order set status = 'SHIPPED', name = 'Falsch', deleted_at = now() where number = 10002;
                delete from order_line where position = 2 and order_id = (select id from shop_order where number = 10002);
                """);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002), "onConflict", "Replace"));

        // Then
        assertThat(result.message()).isNull();
        assertThat(result.replaced()).containsExactly(10002L);
        assertThat(copies.query(shop, HASHES)).isEqualTo(copies.query(backup, HASHES));
        assertThat(copies.query(shop, "select before -> 'shop_order' -> 0 ->> 'name' from order_restore"))
                .isEqualTo("Falsch");
        assertThat(copies.query(shop, "select status || changed_by from order_revision order by id desc limit 1"))
                .isEqualTo("SHIPPEDrestore bring-back");
    }

    @Test
    void anotherOrderOfTheSameNumberIsNeverReplaced() {
        // Given: as in a shop that went back in time and gave the number anew
        copies.wipe(shop, 10002);
        copies.sell(shop, 10002, null);
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult preview =
                restore(Map.of("orders", List.of(10002), "onConflict", "Replace", "dryRun", true));
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002), "onConflict", "Replace"));

        // Then
        assertThat(preview.message()).contains("another order than the backup");
        assertThat(result.message()).contains("Order 10002 cannot be replaced", "set onConflict to Skip");
        assertThat(copies.rows(shop)).isEqualTo(before);
        assertThat(restore(Map.of("orders", List.of(10002), "onConflict", "Skip"))
                        .skipped())
                .containsExactly(10002L);
    }

    @Test
    void onlyWhatWasApprovedIsDone() {
        // Given
        copies.execute(shop, "update shop_order set status = 'SHIPPED' where number = 10003");
        Map<String, Object> wanted = Map.of("orders", List.of(10003), "onConflict", "Replace");
        String approved = restore(with(wanted, "dryRun", true)).diff();
        copies.execute(shop, "update shop_order set status = 'COMPLETED' where number = 10003");

        // When
        OrdersRestoreResult tooLate = restore(with(wanted, "approvedDiff", approved));
        String now = restore(with(wanted, "dryRun", true)).diff();
        OrdersRestoreResult inTime = restore(with(wanted, "approvedDiff", now));

        // Then
        assertThat(tooLate.message()).contains("not what was approved", now);
        assertThat(inTime.replaced()).containsExactly(10003L);
    }

    @Test
    void ordersThatTheBackupDoesNotHaveAreNamed() {
        copies.execute(backup, "update shop_order set deleted_at = now() where number = 10003");

        assertThat(restore(Map.of("orders", List.of(10001, 4711, 4712))).message())
                .contains("has no order 4711, 4712");
        assertThat(restore(Map.of("orders", List.of(10003))).message()).contains("order 10003 is deleted, too");
    }

    @Test
    void aBackupOfAnotherShopIsRefused() {
        copies.bind(bindings, "backup", copies.shop());

        assertThat(restore(Map.of("orders", List.of(10001))).message())
                .contains("another shop's data", "Orders are never put into another shop");
    }

    @Test
    void aBackupOfAnotherSchemaIsRefused() {
        String newer =
                "insert into flyway_schema_history select 900, '900', description, type, script, checksum, installed_by, installed_on, execution_time, success from flyway_schema_history where version = '30'";
        copies.execute(backup, newer);
        assertThat(restore(Map.of("orders", List.of(10001))).message())
                .contains("newer schema (it has 900)", "bring the shop to that release first");

        copies.execute(shop, newer);
        copies.execute(backup, "delete from flyway_schema_history where version in ('900', '13')");
        assertThat(restore(Map.of("orders", List.of(10001))).message())
                .contains("is older than the shop's (it lacks 13, 900)", "run 'migrate'");

        copies.bind(bindings, "backup", "postgres");
        assertThat(restore(Map.of("orders", List.of(10001))).message()).contains("The backup has no schema of a shop");
    }

    @Test
    void anOrderWhoseInternalNumberIsTakenIsRefused() {
        // Given
        copies.execute(
                shop,
                "set session_replication_role = replica; update shop_order set number = 10400 where number = 10002");

        // When, Then
        assertThat(restore(Map.of("orders", List.of(10002))).message()).contains("order 10400 has its internal number");
    }

    @Test
    void whoHasRegisteredWithTheAddressSinceDoesNotGetTheOrder() {
        // Given: nothing proves that it is the same person
        copies.wipe(shop, 10002);
        copies.execute(shop, """
                delete from customer where id = 2;
                insert into customer (email, name, password_hash, created_at) values ('OTTO@example.org', 'Otto', 'new', now())
                """);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002)));

        // Then it is a guest's, as orders of accounts that were deleted are
        assertThat(result.message()).isNull();
        assertThat(copies.query(
                        shop, "select coalesce(customer_id::text, 'guest') from shop_order where number = 10002"))
                .isEqualTo("guest");
        assertThat(copies.query(shop, "select count(*) from customer")).isEqualTo("2");
        assertThat(
                        copies.query(
                                shop,
                                "select count(*) from address a join customer c on c.id = a.customer_id where lower(c.email) = 'otto@example.org'"))
                .isEqualTo("0");
        assertThat(restore(Map.of("id", "again", "orders", List.of(10002))).message())
                .isNull();
    }

    @Test
    void theAccountComesBackUnderAnotherNumberIfItsOwnBelongsToSomebodyElse() {
        // Given: as in a shop that went back in time and gave the number anew
        copies.wipe(shop, 10002);
        copies.execute(shop, """
                delete from customer where id = 2;
                insert into customer (id, email, name, password_hash, created_at) overriding system value
                    values (2, 'anna@example.org', 'Anna', 'hash of anna', '2026-11-20T08:00:00Z')
                """);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(result.message()).isNull();
        assertThat(copies.query(shop, """
                select c.email || ' ' || a.street || ' ' || (c.id > 2) from shop_order o join customer c on c.id = o.customer_id
                join address a on a.customer_id = c.id where o.number = 10002
                """)).isEqualTo("otto@example.org Am Markt 1 true");
    }

    @Test
    void aShopThatWentBackInTimeGoesOnSellingAfterwards() {
        // Given: neither the order nor its customer has ever been, for this shop
        copies.wipe(shop, 10002);
        copies.wipe(shop, 10003);
        copies.execute(shop, """
                delete from customer where id = 2;
                alter table shop_order alter id restart with 2; alter table customer alter id restart with 2;
                alter table order_revision alter id restart with 1; update order_counter set last_number = 10001
                """);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(result.message()).isNull();
        assertThat(copies.query(shop, "select last_number from order_counter")).isEqualTo("10002");
        copies.sell(shop, 10003, null);
        copies.execute(shop, """
                insert into customer (email, name, password_hash, created_at) values ('new@example.org', 'New', 'hash', now());
                update shop_order set status = 'PAID' where number = 10003
                """);
    }

    @Test
    void whatIsNoPartOfAnOrderCannotBeChangedByARestoreEither() {
        copies.execute(
                shop,
                "insert into withdrawal (token, received_at, lang, name, order_number, email) values ('t', now(), 'de', 'Otto', '10001', 'otto@example.org')");
        restore(Map.of("orders", List.of(10001)));

        for (String table : List.of("withdrawal", "order_restore")) {
            assertThatThrownBy(() -> copies.execute(shop, "set shop.restore = 'mine'; delete from " + table))
                    .as(table)
                    .hasMessageContaining("never changed");
        }
    }

    @Test
    void aRestoreThatIsKilledOnItsWayLeavesNothingBehind() {
        // Given: the connection dies with the last row that is written
        copies.wipe(shop, 10002);
        copies.execute(shop, """
                create function die() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
                create trigger die before insert on order_restore for each row execute function die();
                """);
        Map<String, String> before = copies.rows(shop);

        // When
        OrdersRestoreResult killed = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(killed.message()).startsWith("Nothing was put back: ");
        assertThat(copies.rows(shop)).isEqualTo(before);
        copies.execute(shop, "drop trigger die on order_restore");
        assertThat(restore(Map.of("orders", List.of(10002))).added()).containsExactly(10002L);
    }

    @Test
    void aConnectionThatIsLostWhileItConfirmsLeavesADoubtThatTheSameRestoreResolves() {
        // Given: the connection dies within the commit
        copies.wipe(shop, 10002);
        copies.execute(shop, """
                create function die() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
                create constraint trigger die after insert on order_restore deferrable initially deferred
                    for each row execute function die();
                """);

        // When
        OrdersRestoreResult lost = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(lost.succeeded()).isFalse();
        assertThat(lost.message())
                .contains("put back or none", "Repeat the restore with the same 'id'")
                .doesNotContain("Nothing was put back");
        copies.execute(shop, "drop trigger die on order_restore");
        assertThat(restore(Map.of("orders", List.of(10002))).added()).containsExactly(10002L);
    }

    @Test
    void whatTheDatabaseSaysOfARowItRefusesIsNotTold() {
        // Given
        copies.wipe(shop, 10002);
        copies.execute(shop, """
                delete from customer where id = 2;
                alter table customer add constraint no_otto check (email not like 'otto%');
                """);

        // When
        OrdersRestoreResult result = restore(Map.of("orders", List.of(10002)));

        // Then
        assertThat(result.message())
                .startsWith("Nothing was put back: ")
                .contains("no_otto")
                .doesNotContain("otto@example.org", "Otto Groß");
    }

    @Test
    void ofTwoRestoresAtOnceOnePutsTheOrderBack() throws Exception {
        // Given
        copies.wipe(shop, 10002);

        // When
        List<OrdersRestoreResult> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<OrdersRestoreResult> one = () -> restore(Map.of("orders", List.of(10002), "id", "one"));
            Callable<OrdersRestoreResult> two = () -> restore(Map.of("orders", List.of(10002), "id", "two"));
            for (Future<OrdersRestoreResult> result : threads.invokeAll(List.of(one, two))) results.add(result.get());
        }

        // Then
        assertThat(results).allMatch(OrdersRestoreResult::succeeded);
        assertThat(results.stream().flatMap(result -> result.added().stream())).containsExactly(10002L);
        assertThat(results.stream().flatMap(result -> result.unchanged().stream()))
                .containsExactly(10002L);
    }

    @Test
    void whatWasAgreedStillCannotBeChangedWithoutARestore() {
        restore(Map.of("orders", List.of(10001)));

        for (String change : List.of(
                "update order_line set quantity = 9",
                "update shop_order set total_cents = items_cents + 1, shipping_cents = 1 where number = 10001",
                "delete from shop_order",
                "delete from order_restore")) {
            assertThatThrownBy(() -> copies.execute(shop, change))
                    .as(change)
                    .hasMessageFindingMatch("never changed|Only the status");
        }
    }

    static Stream<Arguments> wrongRequests() {
        String start = "{'id':'a','name':'b','backup':'c',";
        return Stream.of(
                Arguments.of("", "set SHOP_RESTORE"),
                Arguments.of("null", "must be an object"),
                Arguments.of("{}", "lacks 'id'"),
                Arguments.of("{'id':'a','onConflict':'Overwrite'}", "not the JSON of the shop contract"),
                Arguments.of(start + "'takenAt':'yesterday','orders':[1]}", "'takenAt' is no time"),
                Arguments.of(start + "'takenAt':'2026-11-18T00:00:00Z','orders':[]}", "must name 1 to 100 orders"));
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void saysWhatIsWrongWithARequest(String request, String message) {
        assertThat(new OrdersRestore(bindings, request.replace('\'', '"')).run().message())
                .contains(message);
    }

    @Test
    void saysWhichBindingIsWrongAndTellsNoSecret() throws Exception {
        Files.writeString(bindings.resolve("backup/port"), "1");

        OrdersRestoreResult result = restore(Map.of("orders", List.of(10001)));

        assertThat(result.message()).contains("Binding 'backup'", "cannot be reached");
        assertThat(result.toString()).doesNotContain("secret-of-the-database");
    }

    @Test
    void theResultOfTheLargestRestoreFitsIntoATerminationMessage() throws Exception {
        // Given
        copies.execute(
                shop,
                "set session_replication_role = replica; update shop_order set number = 9007199254740000 + number, name = 'x', city = 'y', street = 'z', email = 'e', token = number");
        copies.execute(
                backup,
                "set session_replication_role = replica; update shop_order set number = 9007199254740000 + number, token = number");
        for (long number :
                LongStream.rangeClosed(9007199254740100L, 9007199254740196L).toArray()) {
            copies.sell(shop, number, null);
            copies.sell(backup, number, null);
        }
        copies.execute(
                shop,
                "set session_replication_role = replica; update shop_order set name = 'x', city = 'y', street = 'z', email = 'e', status = 'COMPLETED'");
        Path file = Files.createFile(bindings.resolve("termination-log"));

        // When
        OrdersRestoreResult result = restore(Map.of(
                "orders",
                LongStream.concat(
                                LongStream.of(9007199254750001L, 9007199254750002L, 9007199254750003L),
                                LongStream.rangeClosed(9007199254740100L, 9007199254740196L))
                        .boxed()
                        .toList(),
                "onConflict",
                "Skip",
                "dryRun",
                true));
        new TerminationLog(file, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .write(result);

        // Then
        OrdersRestoreResult refused = restore(Map.of("orders", result.skipped()));
        assertThat(refused.message())
                .hasSizeLessThan(1000)
                .endsWith(
                        "So do 95 more. Nothing was put back: leave these orders out, or set onConflict to Skip or Replace");
        assertThat(result.conflictCount()).isEqualTo(100);
        assertThat(Files.size(file)).isBetween(2000L, 4096L);
        assertThat(new ObjectMapper().readTree(file.toFile()).get("skipped")).hasSize(100);
    }

    private OrdersRestoreResult restore(Map<String, Object> wanted) {
        return run(request(wanted));
    }

    private static Map<String, Object> request(Map<String, Object> wanted) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "id", "uid-1",
                "name", "bring-back",
                "backup", "20261118T021500Z-ab12cd34",
                "takenAt", "2026-11-18T02:15:03Z",
                "dryRun", false));
        request.putAll(wanted);
        return request;
    }

    private static Map<String, Object> with(Map<String, Object> wanted, String name, Object value) {
        Map<String, Object> more = new HashMap<>(wanted);
        more.put(name, value);
        return more;
    }

    private OrdersRestoreResult run(Map<String, Object> request) {
        try {
            return new OrdersRestore(bindings, new ObjectMapper().writeValueAsString(request)).run();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that belongs to an order, with internal numbers and times. */
    private static String document(String database, long number) {
        return copies.query(database, """
                select jsonb_build_object(
                    'order', to_jsonb(o),
                    'lines', (select jsonb_agg(to_jsonb(l) order by l.position) from order_line l where l.order_id = o.id),
                    'history', (select jsonb_agg(to_jsonb(r) order by r.id) from order_revision r where r.order_id = o.id),
                    'customer', (select to_jsonb(c) from customer c where c.id = o.customer_id),
                    'addresses', (select jsonb_agg(to_jsonb(a) order by a.id) from address a where a.customer_id = o.customer_id))
                from shop_order o where o.number =
                """ + number);
    }
}
