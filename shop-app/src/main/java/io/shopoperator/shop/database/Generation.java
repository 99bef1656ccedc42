package io.shopoperator.shop.database;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells the database from another one that has taken its name. All connections to the former one are gone by then, so the first connection
 * to the new one begins a generation.
 */
@Singleton
public class Generation implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(Generation.class);

    @Inject
    Seen seen;

    private volatile long database;

    /** Which generation a request has read from; null if it has read nothing. */
    @RequestScoped
    static class Seen {
        private Long database;

        Long get() {
            return database;
        }

        void set(long number) {
            database = number;
        }
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select oid::bigint from pg_database where datname = current_database()")) {
            row.next();
            begin(row.getLong(1));
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private synchronized void begin(long number) {
        if (database != 0 && database != number) LOG.info("Another database has taken the place of the shop's");
        database = number;
    }

    /**
     * Runs work on a connection that was just acquired.
     *
     * @throws DatabaseReplacedException if the request has read from another database before
     */
    <T> T within(Supplier<T> work) {
        if (!Arc.container().requestContext().isActive()) return work.get();
        long now = database;
        Long before = seen.get();
        if (before != null && before != now) throw new DatabaseReplacedException();
        T result = work.get();
        seen.set(now);
        return result;
    }
}
