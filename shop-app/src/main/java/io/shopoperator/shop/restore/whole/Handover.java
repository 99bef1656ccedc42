package io.shopoperator.shop.restore.whole;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What the shop's database hands over to the one that takes its place: numbers that were given must never be given again, mails that were
 * sent must not be sent again, and nobody may be logged in by a session that has ended since the backup. In one transaction of the new
 * database; done again after an interruption, it ends with the same.
 */
final class Handover {
    private final Connection live;
    private final Connection beside;

    /** {@code live} is held: nobody writes to it. */
    Handover(Connection live, Connection beside) {
        this.live = live;
        this.beside = beside;
    }

    /** How many sessions go on, and how many of the shop's do not. */
    record Kept(long sessions, long ended) {}

    Kept run(Sessions policy) throws SQLException {
        numbers();
        sentMails();
        long before = count(live, "shop_session");
        execute("delete from admin_session");
        if (policy == Sessions.KEEP) keep();
        else execute("delete from cart; delete from shop_session");
        long kept = count(beside, "shop_session");
        beside.commit();
        return new Kept(kept, before - kept);
    }

    private void numbers() throws SQLException {
        try (Statement statement = live.createStatement();
                ResultSet counter = statement.executeQuery("select last_number from order_counter")) {
            while (counter.next()) {
                execute("update order_counter set last_number = greatest(last_number, " + counter.getLong(1) + ")");
            }
        }
        try (Statement statement = live.createStatement();
                ResultSet sequences = statement.executeQuery(
                        "select format('%I.%I', schemaname, sequencename), last_value from pg_sequences where last_value is not null");
                PreparedStatement raise = beside.prepareStatement("""
                        select setval(c.oid::regclass, greatest(?, coalesce(pg_sequence_last_value(c.oid), 1))) from pg_class c
                        where c.oid = to_regclass(?) and c.relkind = 'S'
                        """)) {
            while (sequences.next()) {
                raise.setLong(1, sequences.getLong(2));
                raise.setString(2, sequences.getString(1));
                raise.execute();
            }
        }
    }

    private void sentMails() throws SQLException {
        List<Long> waiting = new ArrayList<>();
        try (Statement statement = beside.createStatement();
                ResultSet rows = statement.executeQuery("select id from mail_outbox where sent_at is null")) {
            while (rows.next()) waiting.add(rows.getLong(1));
        }
        Array ids = live.createArrayOf("bigint", waiting.toArray());
        try (PreparedStatement sent = live.prepareStatement(
                        "select id, created_at, sent_at from mail_outbox where sent_at is not null and id = any (?)");
                PreparedStatement note =
                        beside.prepareStatement("update mail_outbox set sent_at = ? where id = ? and created_at = ?")) {
            sent.setArray(1, ids);
            try (ResultSet rows = sent.executeQuery()) {
                while (rows.next()) {
                    note.setObject(1, rows.getObject(3, OffsetDateTime.class));
                    note.setLong(2, rows.getLong(1));
                    note.setObject(3, rows.getObject(2, OffsetDateTime.class));
                    note.execute();
                }
            }
        }
    }

    /**
     * Numbers are never given twice, so the same number and time of creation mean the same customer or session. Whoever has registered since
     * the backup is unknown now, and so is the session; products that are unknown leave the carts.
     */
    private void keep() throws SQLException {
        copy("live_customer", "id bigint, created_at timestamptz", "select id, created_at from customer");
        copy(
                "live_session",
                "id bigint, token_hash bytea, customer_id bigint, created_at timestamptz, last_seen_at timestamptz",
                "select id, token_hash, customer_id, created_at, last_seen_at from shop_session");
        copy(
                "live_cart",
                "id bigint, session_id bigint, customer_id bigint, created_at timestamptz",
                "select id, session_id, customer_id, created_at from cart");
        copy(
                "live_line",
                "cart_id bigint, product_id bigint, quantity int, added_at timestamptz",
                "select cart_id, product_id, quantity, added_at from cart_line");
        execute("""
                delete from live_customer l where not exists (select from customer c where c.id = l.id and c.created_at = l.created_at);
                delete from live_session where customer_id is not null and customer_id not in (select id from live_customer);
                delete from live_cart c where c.customer_id is not null and c.customer_id not in (select id from live_customer)
                    or c.session_id is not null and c.session_id not in (select id from live_session);
                delete from live_line where cart_id not in (select id from live_cart) or product_id not in (select id from product);
                analyze live_customer, live_session, live_cart, live_line;

                delete from cart where session_id is not null or customer_id in (select id from live_customer);
                delete from shop_session s where not exists (select from live_session l where l.id = s.id and l.created_at = s.created_at);
                update shop_session s set token_hash = l.token_hash, customer_id = l.customer_id, last_seen_at = l.last_seen_at
                    from live_session l where l.id = s.id
                    and (s.token_hash, s.customer_id, s.last_seen_at) is distinct from (l.token_hash, l.customer_id, l.last_seen_at);
                insert into shop_session (id, token_hash, customer_id, created_at, last_seen_at) overriding system value
                    select id, token_hash, customer_id, created_at, last_seen_at from live_session l
                    where not exists (select from shop_session s where s.id = l.id);
                insert into cart (id, session_id, customer_id, created_at) overriding system value
                    select id, session_id, customer_id, created_at from live_cart;
                insert into cart_line (cart_id, product_id, quantity, added_at) select cart_id, product_id, quantity, added_at from live_line;
                """);
    }

    /** Rows of the shop as a table of this transaction. */
    private void copy(String table, String columns, String sql) throws SQLException {
        execute("create temporary table " + table + " (" + columns + ") on commit drop");
        try {
            Path file = Files.createTempFile("handover", ".copy");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    manager(live).copyOut("copy (" + sql + ") to stdout (format binary)", out);
                }
                try (InputStream in = Files.newInputStream(file)) {
                    manager(beside).copyIn("copy " + table + " from stdin (format binary)", in);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Sessions could not be handed over, is there room in /tmp?", e);
        }
    }

    private static CopyManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = beside.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
