package io.shopoperator.shop.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What restores did, in the table {@code order_restore}. */
final class RestoreLog {
    private final Connection connection;

    /** What was done with an order. */
    enum Entry {
        ADDED,
        UNDELETED,
        REPLACED,
        SKIPPED,
        UNCHANGED
    }

    RestoreLog(Connection connection) {
        this.connection = connection;
    }

    /** What a restore did, if it has been here. */
    Optional<RestoreOutcome> outcome(String restore) throws SQLException {
        Map<Entry, List<Long>> done = new EnumMap<>(Entry.class);
        for (Entry entry : Entry.values()) done.put(entry, new ArrayList<>());
        boolean any = false;
        try (PreparedStatement statement = connection.prepareStatement(
                "select action, order_number from order_restore where restore_id = ? order by order_number")) {
            statement.setString(1, restore);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    any = true;
                    done.get(Entry.valueOf(rows.getString(1))).add(rows.getLong(2));
                }
            }
        }
        if (!any) return Optional.empty();
        return Optional.of(new RestoreOutcome(
                true,
                "",
                done.get(Entry.ADDED),
                done.get(Entry.UNDELETED),
                done.get(Entry.REPLACED),
                done.get(Entry.UNCHANGED),
                done.get(Entry.SKIPPED),
                List.of()));
    }

    void write(RestoreRequest request, long number, Entry entry, JsonNode before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into order_restore (restore_id, order_number, action, restore_name, backup, backup_taken_at, before)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)
                """)) {
            statement.setString(1, request.id());
            statement.setLong(2, number);
            statement.setString(3, entry.name());
            statement.setString(4, request.name());
            statement.setString(5, request.backup());
            statement.setObject(6, request.taken().atOffset(ZoneOffset.UTC));
            statement.setString(7, before == null ? null : before.toString());
            statement.executeUpdate();
        }
    }
}
