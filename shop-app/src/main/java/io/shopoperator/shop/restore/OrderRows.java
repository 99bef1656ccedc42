package io.shopoperator.shop.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rows of an order in one database, found by walking {@code shop_contract.order_part}. */
final class OrderRows {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Connection connection;
    private final List<Part> parts;

    /** One table on the walk; {@code fromTable} and {@code fromColumn} are null for the order itself. */
    record Part(String table, String column, String fromTable, String fromColumn, Role role) {}

    /** What the rows of a table are to an order. */
    enum Role {
        ORDER,
        CONTENT,
        HISTORY,
        CUSTOMER
    }

    OrderRows(Connection connection) throws SQLException {
        this.connection = connection;
        List<Part> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select table_name, column_name, from_table, from_column, role
                        from shop_contract.order_part order by position
                        """)) {
            while (rows.next()) {
                found.add(new Part(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        Role.valueOf(rows.getString(5))));
            }
        }
        parts = List.copyOf(found);
    }

    List<Part> parts() {
        return parts;
    }

    /** The table of the order itself. */
    static String orderTable(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.role() == Role.ORDER)
                .findFirst()
                .orElseThrow()
                .table();
    }

    /** An object with an array of rows per table; empty if there is no such order. */
    Optional<JsonNode> of(long number) throws SQLException {
        Map<String, ArrayNode> tables = new LinkedHashMap<>();
        for (Part part : parts) {
            List<Long> keys =
                    part.role() == Role.ORDER ? List.of(number) : keys(tables.get(part.fromTable()), part.fromColumn());
            tables.put(part.table(), rows(part, keys));
        }
        ObjectNode order = JSON.createObjectNode();
        tables.forEach(order::set);
        return order.get(orderTable(parts)).isEmpty() ? Optional.empty() : Optional.of(order);
    }

    /** Keys are whole numbers in the contract; a row may have none. */
    private static List<Long> keys(ArrayNode rows, String column) {
        List<Long> keys = new ArrayList<>();
        rows.forEach(row -> {
            if (row.path(column).isIntegralNumber()) keys.add(row.get(column).asLong());
        });
        return keys;
    }

    /** Sorted, so that the same rows give the same document. */
    private ArrayNode rows(Part part, List<Long> keys) throws SQLException {
        ArrayNode found = JSON.createArrayNode();
        String table = identifier(part.table());
        String sql = "select to_jsonb(t)::text from " + table + " t where t." + identifier(part.column())
                + " = any (?) order by to_jsonb(t)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) found.add(read(rows.getString(1)));
            }
        }
        return found;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL made JSON that cannot be read", e);
        }
    }

    /** A name of the schema's own tables and columns, quoted. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
