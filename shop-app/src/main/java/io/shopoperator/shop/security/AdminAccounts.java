package io.shopoperator.shop.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The people who run the shop; kept apart from its customers. */
public final class AdminAccounts {

    private AdminAccounts() {}

    /**
     * Creates the administrator {@code username} if there is no administrator at all. Works outside the running shop.
     *
     * @return whether one was created
     */
    public static boolean createFirst(DataSource dataSource, String username, String password) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into admin_account (username, password_hash, role)
                        select ?, ?, 'ADMIN' where not exists (select 1 from admin_account)
                        on conflict do nothing
                        """)) {
            insert.setString(1, username);
            insert.setString(2, PasswordHash.of(password));
            return insert.executeUpdate() == 1;
        }
    }
}
