package io.shopoperator.shop.restore.whole;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.shop.restore.RestoreInDoubtException;
import io.shopoperator.shop.restore.RestoreRefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/**
 * Two databases exchange their names in one transaction. PostgreSQL renames a database that nobody is connected to, and keeps newcomers
 * waiting meanwhile; so the order is: begin to rename, which closes the door, send away who is inside, leave as the last. What was done is
 * written down as the comment of the old database, in the same transaction.
 */
final class Exchange {
    /** Where one is while neither of the two databases can be entered. */
    private static final String ELSEWHERE = "postgres";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final int LOOKS = 300;

    private final Servers servers;
    private final DatabaseRequest request;

    Exchange(Servers servers, DatabaseRequest request) {
        this.servers = servers;
        this.request = request;
    }

    /** What an earlier attempt of the same restore has done. */
    Optional<DatabaseOutcome> earlier() throws SQLException {
        try (Connection elsewhere = servers.connect(ELSEWHERE);
                PreparedStatement statement = elsewhere.prepareStatement(
                        "select shobj_description(oid, 'pg_database') from pg_database where datname = ?")) {
            statement.setString(1, request.oldDatabase());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) return Optional.empty();
                JsonNode comment = json(rows.getString(1));
                if (!comment.path("restore").asText().equals(request.id())) {
                    throw new RestoreRefusedException("There is a database '" + request.oldDatabase()
                            + "' already, and it is not of this restore: give 'oldDatabase' another name");
                }
                return Optional.of(JSON.treeToValue(comment.path("outcome"), DatabaseOutcome.class));
            } catch (JsonProcessingException e) {
                throw new RestoreInDoubtException(
                        "The comment of the database '" + request.oldDatabase() + "' was changed: look at it yourself",
                        e);
            }
        }
    }

    /** Exchanges the two and leaves {@code live}, which holds all tables of the shop until nobody can write to them any more. */
    DatabaseOutcome run(Connection live, DatabaseOutcome last, Handover.Kept kept) throws SQLException {
        try (Connection renaming = servers.connect(ELSEWHERE);
                Connection looking = servers.connect(ELSEWHERE);
                var worker = Executors.newVirtualThreadPerTaskExecutor()) {
            renaming.setAutoCommit(false);
            int own = pid(live);
            int pid = pid(renaming);
            CompletableFuture<DatabaseOutcome> rename = new CompletableFuture<>();
            worker.execute(() -> {
                try {
                    rename.complete(rename(renaming, last, kept));
                } catch (SQLException | RuntimeException e) {
                    rename.completeExceptionally(e);
                }
            });
            try {
                awaitClosedDoor(looking, pid, rename);
                sendAway(looking, own, rename);
            } catch (SQLException | RuntimeException e) {
                cancel(looking, pid, e);
                throw e;
            }
            live.close();
            return result(rename);
        }
    }

    private static DatabaseOutcome result(CompletableFuture<DatabaseOutcome> rename) throws SQLException {
        try {
            return rename.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException failure) throw failure;
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw e;
        }
    }

    private DatabaseOutcome rename(Connection connection, DatabaseOutcome last, Handover.Kept kept)
            throws SQLException {
        String live = quoted(servers.live());
        String old = quoted(request.oldDatabase());
        DatabaseOutcome outcome;
        try (Statement statement = connection.createStatement()) {
            outcome = done(last, kept, until(statement));
            statement.execute("alter database " + live + " rename to " + old);
            statement.execute("alter database " + quoted(servers.beside()) + " rename to " + live);
            statement.execute("comment on database " + live + " is null");
            statement.execute("comment on database " + old + " is " + literal(comment(outcome)));
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new RestoreInDoubtException(
                    "The connection to the database was lost while it confirmed (" + e.getMessage()
                            + "): the shop has the restored database or its old one. Repeat the restore with the same 'id', which tells",
                    e);
        }
        return outcome;
    }

    private String until(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select to_char((now() + interval '" + request.keepOldForHours()
                + " hours') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private DatabaseOutcome done(DatabaseOutcome last, Handover.Kept kept, String until) {
        return new DatabaseOutcome(
                true,
                last.diff(),
                last.orders(),
                last.lost(),
                last.lostCount(),
                last.lostCents(),
                last.returned(),
                last.returnedCount(),
                last.changed(),
                last.changedCount(),
                last.lostCustomers(),
                last.lostWithdrawals(),
                kept.sessions(),
                kept.ended(),
                request.oldDatabase(),
                until);
    }

    private String comment(DatabaseOutcome outcome) {
        try {
            return JSON.writeValueAsString(
                    Map.of("restore", request.id(), "until", outcome.oldDatabaseUntil(), "outcome", outcome));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and words are always JSON", e);
        }
    }

    /** Waits until the renaming session has the lock that keeps newcomers out. */
    private void awaitClosedDoor(Connection looking, int pid, CompletableFuture<?> rename) throws SQLException {
        try (PreparedStatement statement = looking.prepareStatement("""
                select from pg_locks l join pg_database d on d.oid = l.objid and l.classid = 'pg_database'::regclass
                where d.datname = ? and l.pid = ? and l.mode = 'AccessExclusiveLock' and l.granted
                """)) {
            statement.setString(1, servers.live());
            statement.setInt(2, pid);
            for (int look = 0; look < LOOKS && !rename.isDone(); look++) {
                try (ResultSet rows = statement.executeQuery()) {
                    if (rows.next()) return;
                }
                pause();
            }
        }
        if (!rename.isDone()) throw occupied("another session keeps its name");
    }

    private void sendAway(Connection looking, int own, CompletableFuture<?> rename) throws SQLException {
        try (PreparedStatement others = looking.prepareStatement("""
                select count(*), string_agg(distinct usename::text, ', ') filter (where usename <> current_user),
                    count(*) filter (where usename = current_user and pg_terminate_backend(pid))
                from pg_stat_activity where datname = ? and pid <> ? and usename is not null
                """)) {
            others.setString(1, servers.live());
            others.setInt(2, own);
            String strangers = null;
            for (int look = 0; look < LOOKS && !rename.isDone(); look++) {
                try (ResultSet rows = others.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) == 0) return;
                    strangers = rows.getString(2);
                }
                pause();
            }
            if (!rename.isDone()) {
                throw occupied(
                        strangers == null ? "a session does not end" : "user " + strangers + " is connected to it");
            }
        }
    }

    private RestoreRefusedException occupied(String why) {
        return new RestoreRefusedException("The database '" + servers.live() + "' cannot be exchanged, " + why
                + ": end that session and repeat the restore. The shop has its old database");
    }

    private static void cancel(Connection looking, int pid, Exception failure) {
        try (Statement statement = looking.createStatement()) {
            statement.execute("select pg_terminate_backend(" + pid + ")");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the databases were exchanged", e);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text == null || text.isBlank() ? "{}" : text);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
