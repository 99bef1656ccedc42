package io.shopoperator.shop.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema promises to backups. */
class BackupContractTest {
    private static ShopCopies copies;
    private static String shop;

    /** The internal number is no part of what was agreed: lines follow it. */
    private static final Map<String, String> NOT_PART_OF_THE_HASH =
            Map.of("shop_order", "id", "order_line", "order_id");

    @BeforeAll
    static void start() {
        copies = new ShopCopies();
        shop = copies.shop();
    }

    @AfterAll
    static void stop() throws IOException {
        copies.close();
    }

    static List<String> columns() {
        return NOT_PART_OF_THE_HASH.keySet().stream()
                .flatMap(table -> List.of(copies.query(
                                        shop,
                                        "select string_agg(column_name, ',') from information_schema.columns where table_name = '"
                                                + table + "' and column_name <> '" + NOT_PART_OF_THE_HASH.get(table)
                                                + "'")
                                .split(","))
                        .stream()
                        .map(column -> table + "." + column))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyColumnOfAnOrderIsInItsFingerprint(String column) {
        // Given
        String table = column.substring(0, column.indexOf('.'));
        String name = column.substring(column.indexOf('.') + 1);
        String changed = copies.copy(shop);
        String type = copies.query(
                shop,
                "select data_type from information_schema.columns where table_name = '" + table
                        + "' and column_name = '" + name + "'");
        String hashes = "select string_agg(hash, ' ' order by number) from shop_contract.order_hash";
        String before = copies.query(changed, hashes);

        // When
        copies.execute(
                changed,
                "set session_replication_role = replica; " + withoutChecks(changed, table) + "update " + table + " set "
                        + name + " = "
                        + switch (type) {
                            case "numeric" -> name + " + 1";
                            case "bigint", "integer" -> "coalesce(" + name + ", 0) + 100000";
                            case "timestamp with time zone" ->
                                "coalesce(" + name + ", now()) + interval '1 microsecond'";
                            case "uuid" -> "gen_random_uuid()";
                            default -> name + " || 'x'";
                        });

        // Then
        assertThat(copies.query(changed, hashes).split(" ")).hasSize(3).doesNotContain(before.split(" "));
    }

    private static String withoutChecks(String database, String table) {
        String drops = copies.query(
                database,
                "select string_agg(format('alter table %s drop constraint %I;', conrelid::regclass, conname), ' ') from pg_constraint where contype = 'c' and conrelid = '"
                        + table + "'::regclass");
        return drops == null ? "" : drops;
    }

    @Test
    void fingerprintsDoNotDependOnSettingsOfTheSession() {
        String hashes = "select string_agg(hash, ' ' order by number) from shop_contract.order_hash";

        String abroad = copies.query(
                shop,
                "set timezone = 'Asia/Tokyo'; set intervalstyle = 'iso_8601'; set extra_float_digits = -3; " + hashes);

        assertThat(abroad).isEqualTo(copies.query(shop, hashes));
    }

    @Test
    void everyTableThatRefersToAnOrderIsAPartOfIt() {
        assertThat(copies.query(shop, """
                        select string_agg(c.conrelid::regclass::text, ' ') from pg_constraint c
                        where c.contype = 'f' and c.confrelid = 'shop_order'::regclass
                          and c.conrelid::regclass::text not in (select table_name from shop_contract.order_part)
                        """))
                .as("tables that orders restore would leave behind: add them to shop_contract.order_part")
                .isNull();
    }

    @Test
    void figuresCountTheShop() {
        assertThat(copies.query(
                        shop, "select string_agg(name || '=' || value, ' ' order by name) from shop_contract.figure"))
                .isEqualTo("customers=2 orderLines=6 orderRevisions=1 orderTotalCents=10470 orders=3 products=1");
    }

    @Test
    void twoShopsAreTwoIdentities() {
        assertThat(copies.query(copies.copy(shop), "select id from shop_contract.identity"))
                .isEqualTo(copies.query(shop, "select id from shop_contract.identity"))
                .isNotEqualTo(copies.query(copies.shop(), "select id from shop_contract.identity"));
    }
}
