package io.shopoperator.shop.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Statements and transactions on the shop's database. A database that is away for some seconds, as when its pod is replaced, is waited
 * for: what certainly did not happen is tried again, so that the customer sees a slow page and no error.
 */
@ApplicationScoped
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration OUTLAST = Duration.ofSeconds(25);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final String CONNECTION_NOT_MADE = "08001";

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Generation generation;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    /**
     * One turn per connection but one, in the order of asking: the pool itself lets newcomers overtake, and in a rush some would wait for
     * seconds. The last connection is for the shop's own health.
     */
    private Semaphore turns;

    @PostConstruct
    void openTurns() {
        turns = new Semaphore(connections - 1, true);
    }

    /** How many wait for a connection. */
    int waiting() {
        return turns.getQueueLength();
    }

    /** Makes one value of a row. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Work that needs the connection itself, such as a batch. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** All rows of a query that changes nothing, in its order. */
    public <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
        return outlast(() -> with(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(mapper.map(rows));
                }
                return values;
            }
        }));
    }

    /** The first row of a query, empty if it has none. Statements with {@code returning} belong into a transaction. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) {
        List<T> rows = list(sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /** The row of a query that always has one. */
    public <T> T only(String sql, RowMapper<T> mapper, Object... parameters) {
        return first(sql, mapper, parameters)
                .orElseThrow(() -> new IllegalStateException("A query that always has a row had none"));
    }

    /** Changes rows and tells how many. Outside a transaction it is one of its own. */
    public int update(String sql, Object... parameters) {
        return transaction(() -> with(connection -> {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        }));
    }

    /** Changes rows that may as well be changed another time: a database that has no room for that keeps nobody from reading on. */
    public void updateIfThereIsRoom(String sql, Object... parameters) {
        try {
            update(sql, parameters);
        } catch (DatabaseException e) {
            // inside a transaction PostgreSQL has given all of it up
            if (!e.unwritable() || inTransaction()) {
                throw e;
            }
            LOG.warnf("A change that can wait was left out: %s", e.getMessage());
        }
    }

    /** Runs work on a connection, the transaction's own inside one; tried once. */
    public <T> T with(Work<T> work) {
        return inTransaction() ? onConnection(work) : inTurn(() -> onConnection(work));
    }

    /** Runs work that must not wait for customers, such as a look at the database's health, on a connection kept for it; tried once. */
    public <T> T aside(Work<T> work) {
        return onConnection(work);
    }

    /**
     * Opens connections before they are needed. Making one takes tens of milliseconds of processor time on both sides, for the password is
     * proven by thousands of hashes: a pod that did it when customers come in numbers would let them wait for seconds.
     *
     * @param count how many are open at least when this returns, at most as many as the pool has
     */
    public void connectAhead(int count) {
        List<Connection> opened = new ArrayList<>();
        try {
            while (opened.size() < count) {
                opened.add(dataSource.getConnection());
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            opened.forEach(Database::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private <T> T onConnection(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return generation.within(() -> on(connection, work));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static <T> T on(Connection connection, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Runs work in a transaction, joining one that is open. If the connection is lost before the commit, or PostgreSQL asks for it
     * (deadlock), nothing has happened and the work is run again: it must have no effect outside the database.
     */
    public <T> T transaction(Supplier<T> work) {
        return transaction(work, false);
    }

    /** Like {@link #transaction(Supplier)} for work that finds out by itself that it was done before: run again even after a lost commit. */
    public <T> T idempotentTransaction(Supplier<T> work) {
        return transaction(work, true);
    }

    private <T> T transaction(Supplier<T> work, boolean idempotent) {
        if (inTransaction()) {
            return work.get();
        }
        AtomicBoolean committing = new AtomicBoolean();
        return outlast(
                () -> {
                    committing.set(false);
                    return inTurn(() -> QuarkusTransaction.requiringNew().call(() -> {
                        T result = work.get();
                        committing.set(true);
                        return result;
                    }));
                },
                failure -> (!committing.get() || idempotent) && (repeatable(failure) || committing.get()));
    }

    private <T> T inTurn(Supplier<T> work) {
        awaitTurn();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(OUTLAST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseException(new SQLTransientConnectionException(
                        "No connection became free within " + OUTLAST.toSeconds() + " s", CONNECTION_NOT_MADE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a connection", e);
        }
    }

    private <T> T outlast(Supplier<T> work) {
        return inTransaction() ? work.get() : outlast(work, Database::repeatable);
    }

    private <T> T outlast(Supplier<T> work, Predicate<RuntimeException> mayRepeat) {
        Instant giveUp = clock.instant().plus(OUTLAST);
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException failure) {
                if (!mayRepeat.test(failure) || clock.instant().isAfter(giveUp)) {
                    throw failure;
                }
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private static boolean inTransaction() {
        return QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION;
    }

    private static boolean repeatable(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException database && (database.unreachable() || database.conflict())) {
                return true;
            }
        }
        return false;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the database", e);
        }
    }

    /** The time in a column, null if it has none. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The number in a column, null if it has none. */
    public static Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, jdbcValue(connection, parameters[i]));
        }
        return statement;
    }

    private static Object jdbcValue(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            // PostgreSQL stores no such sign and would refuse the statement; what a visitor made up is found nowhere
            // instead
            case String text -> text.replace('\0', '\uFFFD');
            case List<?> list -> connection.createArrayOf(arrayType(list), list.toArray());
            default -> value;
        };
    }

    private static String arrayType(List<?> list) {
        return switch (list.isEmpty() ? "" : list.getFirst()) {
            case Long ignored -> "bigint";
            case Integer ignored -> "integer";
            case BigDecimal ignored -> "numeric";
            default -> "text";
        };
    }
}
