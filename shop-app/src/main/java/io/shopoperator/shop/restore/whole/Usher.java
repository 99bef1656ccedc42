package io.shopoperator.shop.restore.whole;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends away who keeps a session waiting for longer than most writes take. The session itself keeps its place in the queue meanwhile: were it to
 * give up, look who was in the way and ask again, those who stood behind it would be in the way by then.
 */
final class Usher implements AutoCloseable {
    /** Shorter than PostgreSQL waits before it looks for deadlocks. */
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Connection connection;
    private final CountDownLatch finished = new CountDownLatch(1);
    private Thread thread;
    private volatile String strangers;
    private SQLException failure;

    /** @param connection to the same database as the session that waits; closed with this */
    Usher(Connection connection) {
        this.connection = connection;
    }

    /** From now until this is closed, for the session with this process id. */
    void clearTheWayOf(int pid) {
        thread = Thread.ofVirtual().start(() -> look(pid));
    }

    /** Who was in the way at the last look and cannot be sent away by this user; null if nobody. */
    String strangers() {
        return strangers;
    }

    private void look(int pid) {
        try (PreparedStatement inTheWay = connection.prepareStatement("""
                select count(*) filter (where usename = current_user and pg_terminate_backend(pid)),
                    string_agg(distinct coalesce('user ' || usename, backend_type), ', ') filter (where usename is distinct from current_user)
                from pg_stat_activity where pid = any(pg_blocking_pids(?))
                """)) {
            inTheWay.setInt(1, pid);
            while (!finished.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                try (ResultSet rows = inTheWay.executeQuery()) {
                    rows.next();
                    strangers = rows.getString(2);
                }
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws SQLException if it could not look, so that whoever waited may have waited in vain */
    @Override
    public void close() throws SQLException {
        finished.countDown();
        try (connection) {
            if (thread != null) thread.join();
            if (failure != null) throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
