package io.shopoperator.shop.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The people who run the shop; kept apart from its customers. */
public final class AdminAccounts {

    private AdminAccounts() {}

    /**
     * Creates the administrator {@code username} if there is no administrator at all.
     *
     * @return whether one was created
     */
    public static boolean createFirst(DataSource dataSource, String username, String password) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return createFirst(connection, username, password);
        }
    }

    /**
     * Makes the administrator of the binding able to log in: creates {@code username} if there is no administrator at all, and gives
     * an existing {@code username} the binding's password when that has changed since it was last followed (new credentials, a shop
     * made again over a kept volume). A password changed in the shop itself stays as long as the binding does. Works outside the
     * running shop.
     *
     * @return whether anything changed
     */
    public static boolean follow(DataSource dataSource, String username, String password) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean changed = follow(connection, username, password);
            connection.commit();
            return changed;
        }
    }

    private static boolean follow(Connection connection, String username, String password) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, binding_hash from admin_account where username = ? for update")) {
            select.setString(1, username);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return createFirst(connection, username, password);
                }
                String followed = row.getString("binding_hash");
                if (followed != null && PasswordHash.matches(password, followed)) {
                    return false;
                }
                return replacePassword(connection, row.getLong("id"), password);
            }
        }
    }

    private static boolean createFirst(Connection connection, String username, String password) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into admin_account (username, password_hash, binding_hash, role)
                select ?, ?, ?, 'ADMIN' where not exists (select 1 from admin_account)
                on conflict do nothing
                """)) {
            insert.setString(1, username);
            String hash = PasswordHash.of(password);
            insert.setString(2, hash);
            insert.setString(3, hash);
            return insert.executeUpdate() == 1;
        }
    }

    /** Whoever is logged in with the former password is logged out, and their browsers are strangers' again. */
    private static boolean replacePassword(Connection connection, long id, String password) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "update admin_account set password_hash = ?, binding_hash = ? where id = ?");
                PreparedStatement logout = connection.prepareStatement("delete from admin_session where admin_id = ?");
                PreparedStatement forget = connection.prepareStatement("""
                        delete from known_device d using admin_account a
                        where a.id = ? and d.realm = 'admin' and d.account = lower(a.username)""")) {
            String hash = PasswordHash.of(password);
            update.setString(1, hash);
            update.setString(2, hash);
            update.setLong(3, id);
            logout.setLong(1, id);
            logout.executeUpdate();
            forget.setLong(1, id);
            forget.executeUpdate();
            return update.executeUpdate() == 1;
        }
    }
}
