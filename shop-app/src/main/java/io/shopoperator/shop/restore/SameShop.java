package io.shopoperator.shop.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whether a backup fits a shop: it is of the same shop, and its schema has the same migrations. */
public final class SameShop {
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private SameShop() {}

    /** Refuses, with what to do, if the backup does not fit. */
    public static void check(Connection live, Connection stored) throws SQLException {
        List<String> here = versions(live, "The shop");
        List<String> there = versions(stored, "The backup");
        List<String> newer = without(there, here);
        if (!newer.isEmpty()) {
            throw new RestoreRefusedException("The backup is of a newer schema (it has " + String.join(", ", newer)
                    + ") than the shop's: bring the shop to that release first");
        }
        List<String> lacking = without(here, there);
        if (!lacking.isEmpty()) {
            throw new RestoreRefusedException(
                    "The backup's schema is older than the shop's (it lacks "
                            + String.join(", ", lacking)
                            + "): run 'migrate' of the newest release that the shop has had on the database of the binding 'backup' first");
        }
        if (!identity(live, "The shop").equals(identity(stored, "The backup"))) {
            throw new RestoreRefusedException(
                    "The backup is of another shop's data: choose a backup of this shop. Orders are never put into another shop");
        }
    }

    /** The migrations, one by one: releases may add some below the highest. */
    private static List<String> versions(Connection connection, String who) throws SQLException {
        String all = only(
                connection,
                "select coalesce(string_agg(version, ',' order by installed_rank), '') from flyway_schema_history where success and version is not null",
                who + " has no schema of a shop: run 'migrate' on its database first");
        return all.isEmpty() ? List.of() : List.of(all.split(","));
    }

    private static List<String> without(List<String> all, List<String> others) {
        return all.stream().filter(version -> !others.contains(version)).toList();
    }

    private static String identity(Connection connection, String who) throws SQLException {
        return only(
                connection,
                "select id from shop_contract.identity",
                who + "'s schema is older than backups: run 'migrate' on its database first");
    }

    private static String only(Connection connection, String sql, String missing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) throw new RestoreRefusedException(missing);
            return rows.getString(1);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState()) || UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                throw new RestoreRefusedException(missing);
            }
            throw e;
        }
    }
}
