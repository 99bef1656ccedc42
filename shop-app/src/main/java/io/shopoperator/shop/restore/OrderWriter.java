package io.shopoperator.shop.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shopoperator.shop.restore.OrderRows.Part;
import io.shopoperator.shop.restore.OrderRows.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the rows of orders as they were, in the transaction of a restore. */
final class OrderWriter {
    private static final String CUSTOMER = "customer";
    private static final String ID = "id";

    private final Connection connection;
    private final List<Part> parts;

    OrderWriter(Connection connection, List<Part> parts) {
        this.connection = connection;
        this.parts = parts;
    }

    /** Puts back an order that is not there, with its history, and its customer if that account is gone. */
    void add(JsonNode order, OrderDifference difference) throws SQLException {
        ObjectNode row = difference.row(order).deepCopy();
        customer(order).ifPresentOrElse(id -> row.put("customer_id", id), () -> row.putNull("customer_id"));
        insertAnew(OrderRows.orderTable(parts), row);
        for (Part part : parts) {
            if (part.role() == Role.CONTENT || part.role() == Role.HISTORY) {
                for (JsonNode one : order.get(part.table())) insertAnew(part.table(), one);
            }
        }
    }

    /** Takes a deletion of the admin back; the history tells of it. */
    void undelete(long number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update shop_order set deleted_at = null where number = ?")) {
            statement.setLong(1, number);
            statement.executeUpdate();
        }
    }

    /** Puts the backup's state in the place of what is there. The history stays, and tells of it. */
    void replace(JsonNode here, JsonNode order, OrderDifference difference) throws SQLException {
        ObjectNode row = difference.row(order).deepCopy();
        // the account is who it is now
        row.replace("customer_id", difference.row(here).get("customer_id"));
        List<String> columns = columns(row);
        String assignments = columns.stream()
                .filter(column -> !column.equals(ID))
                .map(column -> OrderRows.identifier(column) + " = new." + OrderRows.identifier(column))
                .collect(Collectors.joining(", "));
        String table = OrderRows.identifier(OrderRows.orderTable(parts));
        execute(
                "update " + table + " t set " + assignments + " from jsonb_populate_record(null::" + table
                        + ", ?::jsonb) new where t.id = new.id",
                row.toString());
        List<Part> content =
                parts.stream().filter(part -> part.role() == Role.CONTENT).toList();
        for (Part part : content.reversed()) {
            for (JsonNode owner : here.get(part.fromTable())) {
                delete(part, owner.get(part.fromColumn()).asLong());
            }
        }
        for (Part part : content) {
            for (JsonNode one : order.get(part.table())) insertAnew(part.table(), one);
        }
    }

    /** Numbers up to this one are in use. */
    void neverGiveAgain(long number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update order_counter set last_number = ? where last_number < ?")) {
            statement.setLong(1, number);
            statement.setLong(2, number);
            statement.executeUpdate();
        }
    }

    /**
     * The account an order belongs to: the same, or else put back with its addresses. None if another account has its e-mail address by now: nobody has proven
     * that it is the same person's, so the order comes back as a guest's, who has its link.
     */
    private Optional<Long> customer(JsonNode order) throws SQLException {
        JsonNode customers = order.path(CUSTOMER);
        if (customers.isEmpty()) return Optional.empty();
        JsonNode customer = customers.get(0);
        Optional<Long> there = customerHere(customer);
        if (there.isPresent() || addressTaken(customer)) return there;
        long id = insertAnew(CUSTOMER, customer).orElseThrow();
        for (Part part : parts) {
            if (part.role() != Role.CUSTOMER || part.table().equals(CUSTOMER)) continue;
            for (JsonNode one : order.get(part.table())) {
                ObjectNode row = one.deepCopy();
                row.put(part.column(), id);
                insertAnew(part.table(), row);
            }
        }
        return Optional.of(id);
    }

    /** An account of the same internal number is the same only if it is as old: a shop that went on from another state gave the number anew. */
    private Optional<Long> customerHere(JsonNode customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select id from customer where id = ? and created_at = ?::timestamptz
                """)) {
            statement.setLong(1, customer.get("id").asLong());
            statement.setString(2, customer.get("created_at").asText());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private boolean addressTaken(JsonNode customer) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from customer where lower(email) = lower(?)")) {
            statement.setString(1, customer.get("email").asText());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Keeps the internal number of a row if it is free, as it always is while the shop has gone on from the backup's state. Returns the
     * number the row has, none if its table knows none.
     */
    private Optional<Long> insertAnew(String table, JsonNode row) throws SQLException {
        ObjectNode copy = row.deepCopy();
        if (!copy.has(ID)) {
            insert(table, copy);
            return Optional.empty();
        }
        long id = copy.get(ID).asLong();
        if (taken(table, id)) {
            id = next(table);
            copy.put(ID, id);
        } else {
            spend(table, id);
        }
        insert(table, copy);
        return Optional.of(id);
    }

    private long next(String table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select nextval(pg_get_serial_sequence(?, 'id'))")) {
            statement.setString(1, OrderRows.identifier(table));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * Takes the numbers up to this one: a shop that has gone back in time would give it a second time, and a sale would fail. One by one, for a
     * sequence that is set can go backwards while others draw from it.
     */
    private void spend(String table, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select count(nextval(s)) from (select pg_get_serial_sequence(?, 'id')::regclass as s) as numbers,
                    generate_series(1, ? - coalesce(pg_sequence_last_value(s), 0))
                """)) {
            statement.setString(1, OrderRows.identifier(table));
            statement.setLong(2, id);
            statement.execute();
        }
    }

    private boolean taken(String table, long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from " + OrderRows.identifier(table) + " where id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void insert(String table, JsonNode row) throws SQLException {
        String columns = columns(row).stream().map(OrderRows::identifier).collect(Collectors.joining(", "));
        String name = OrderRows.identifier(table);
        execute(
                "insert into " + name + " (" + columns + ") overriding system value select " + columns
                        + " from jsonb_populate_record(null::" + name + ", ?::jsonb)",
                row.toString());
    }

    private void delete(Part part, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from "
                + OrderRows.identifier(part.table()) + " where " + OrderRows.identifier(part.column()) + " = ?")) {
            statement.setLong(1, key);
            statement.executeUpdate();
        }
    }

    private void execute(String sql, String json) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, json);
            statement.executeUpdate();
        }
    }

    private static List<String> columns(JsonNode row) {
        List<String> columns = new ArrayList<>();
        row.fieldNames().forEachRemaining(columns::add);
        return columns;
    }
}
