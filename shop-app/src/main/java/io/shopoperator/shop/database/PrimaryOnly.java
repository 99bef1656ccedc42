package io.shopoperator.shop.database;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.PGConnection;

/**
 * Takes no connection to a standby. While a database fails over, its address may lead to the former primary that has come back as a standby, and a
 * connection made in that moment would stay there: what is read is old, and what is written is refused as if there were no room.
 */
@Singleton
public class PrimaryOnly implements AgroalPoolInterceptor {
    /** What PostgreSQL tells of itself with each connection, since version 14. */
    private static final String IS_STANDBY = "in_hot_standby";

    private static final String CONNECTION_REJECTED = "08004";

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            PGConnection server = connection.unwrap(PGConnection.class);
            if (!"on".equals(server.getParameterStatus(IS_STANDBY))) return;
            // the pool forgets what it does not take, and would leave it open
            connection.unwrap(Connection.class).close();
            throw new SQLTransientConnectionException("The database's address leads to a standby", CONNECTION_REJECTED);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
