package io.shopoperator.shop.restore.whole;

import io.shopoperator.shop.restore.RestoreInDoubtException;
import io.shopoperator.shop.restore.RestoreRefusedException;
import io.shopoperator.shop.restore.SameShop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A database that stands beside the shop's takes its place, in one step: at any moment one of the two is the shop's. What the shop has done
 * since, and what would be wrong to do twice, is handed over before.
 */
public final class WholeRestore {
    /** The same as of {@code orders restore}: one of the two works at a time. */
    private static final long ONE_AT_A_TIME = 7_305_819_226L;

    private static final int ATTEMPTS = 5;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> WORTH_ANOTHER_ATTEMPT = Set.of(
            "40P01", // deadlock
            LOCK_NOT_AVAILABLE,
            "55006"); // somebody did not leave in time

    private static final String ORDERS = """
            select h.number, h.hash, o.total_cents from shop_contract.order_hash h join shop_order o on o.number = h.number
            order by h.number
            """;
    private static final String NUMBERS = "select number, '', total_cents from shop_order order by number";
    private static final String CUSTOMERS = "select id, created_at::text, 0 from customer order by id";
    private static final String WITHDRAWALS = "select id, '', 0 from withdrawal order by id";

    private final Servers servers;
    private final DatabaseRequest request;

    public WholeRestore(Servers servers, DatabaseRequest request) {
        this.servers = servers;
        this.request = request;
    }

    /**
     * Does it, or tells what it would do if the request is a dry run.
     *
     * @throws RestoreRefusedException if it cannot be done as asked; the shop's database is as it was
     * @throws RestoreInDoubtException if nobody knows whether it was done
     */
    public DatabaseOutcome run() throws SQLException {
        Exchange exchange = new Exchange(servers, request);
        Optional<DatabaseOutcome> earlier = exchange.earlier();
        if (earlier.isPresent()) return earlier.get();
        DatabaseOutcome preview = preview();
        if (request.dryRun()) return preview;
        String approved = request.approvedDiff();
        if (approved != null && !approved.equals(preview.diff())) {
            throw new RestoreRefusedException(
                    "The restored state is not the one that was approved: look at another preview and approve that");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return exchanged(exchange, preview);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !WORTH_ANOTHER_ATTEMPT.contains(state(e))) throw e;
            }
        }
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** The present difference; its fingerprint is that of the state beside alone, since the shop goes on selling. */
    private DatabaseOutcome preview() throws SQLException {
        try (Connection live = open(servers.live());
                Connection beside = open(servers.beside())) {
            SameShop.check(live, beside);
            Walk orders = Walk.over(live, beside, ORDERS);
            return outcome(live, beside, orders, orders.different, fingerprint(beside));
        }
    }

    /** Nothing of what is counted here can change any more. */
    private DatabaseOutcome exchanged(Exchange exchange, DatabaseOutcome preview) throws SQLException {
        try (Connection live = open(servers.live())) {
            hold(live);
            DatabaseOutcome last;
            Handover.Kept kept;
            try (Connection beside = open(servers.beside())) {
                SameShop.check(live, beside);
                Walk numbers = Walk.over(live, beside, NUMBERS);
                last = withChanged(outcome(live, beside, numbers, numbers.different, preview.diff()), preview);
                kept = new Handover(live, beside).run(request.sessions());
            }
            return exchange.run(live, last, kept);
        }
    }

    private DatabaseOutcome outcome(
            Connection live, Connection beside, Walk orders, Walk.Found changed, String fingerprint)
            throws SQLException {
        return new DatabaseOutcome(
                false,
                fingerprint,
                orders.countThere(),
                orders.onlyHere.first(),
                orders.onlyHere.count(),
                orders.onlyHere.sum(),
                orders.onlyThere.first(),
                orders.onlyThere.count(),
                changed.first(),
                changed.count(),
                Walk.over(live, beside, CUSTOMERS).onlyHere.count(),
                Walk.over(live, beside, WITHDRAWALS).onlyHere.count(),
                null,
                null,
                null,
                null);
    }

    /** Fingerprints take too long to be compared while the shop waits; what differs was found out just before. */
    private static DatabaseOutcome withChanged(DatabaseOutcome last, DatabaseOutcome before) {
        return new DatabaseOutcome(
                false,
                last.diff(),
                last.orders(),
                last.lost(),
                last.lostCount(),
                last.lostCents(),
                last.returned(),
                last.returnedCount(),
                before.changed(),
                before.changedCount(),
                last.lostCustomers(),
                last.lostWithdrawals(),
                null,
                null,
                null,
                null);
    }

    /**
     * From here to the end of this connection nobody writes to the shop; pages can be read. Requests that write wait. Whoever writes to several tables
     * may wait for us while we wait for him, so who is in the way is sent away, as he would be a moment later: nothing of his was committed, and the
     * shop tries it again.
     */
    private void hold(Connection live) throws SQLException {
        try (Statement statement = live.createStatement()) {
            statement.execute("set local lock_timeout = '10s'");
            statement.execute("select pg_advisory_xact_lock(" + ONE_AT_A_TIME + ")");
            String tables = String.join(", ", tables(statement));
            // longer than PostgreSQL waits before it takes a table from its autovacuum, and bearable for customers who
            // wait meanwhile
            statement.execute("set local lock_timeout = '2s'");
            int own = Integer.parseInt(only(statement, "select pg_backend_pid()"));
            try (Usher usher = new Usher(servers.connect(servers.live()))) {
                usher.clearTheWayOf(own);
                hold(statement, tables, usher);
            }
        }
    }

    private static void hold(Statement statement, String tables, Usher usher) throws SQLException {
        try {
            statement.execute("lock table " + tables + " in exclusive mode");
        } catch (SQLException e) {
            String strangers = usher.strangers();
            if (strangers == null || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) throw e;
            throw new SQLException(
                    "In the way is " + strangers + ", who keeps a table of the shop: end that first",
                    e.getSQLState(),
                    e);
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema') and schemaname !~ '^pg_' order by 1
                """)) {
            while (rows.next()) tables.add(rows.getString(1));
        }
        return tables;
    }

    private static String fingerprint(Connection beside) throws SQLException {
        try (Statement statement = beside.createStatement()) {
            return only(statement, """
                    select left(encode(sha256(convert_to(coalesce(string_agg(number || ':' || hash, ',' order by number), '')
                        || (select string_agg(name || '=' || value, ',' order by name) from shop_contract.figure), 'UTF8')), 'hex'), 16)
                    from shop_contract.order_hash
                    """);
        }
    }

    private static String only(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** In a transaction, as all that is read here belongs to one moment as far as it matters. */
    private Connection open(String database) throws SQLException {
        Connection connection = servers.connect(database);
        connection.setAutoCommit(false);
        return connection;
    }
}
