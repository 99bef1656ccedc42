package io.shopoperator.shop.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shopoperator.shop.restore.OrderRows.Part;
import io.shopoperator.shop.restore.OrderRows.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares an order as it is with the order as it was: what was agreed and where it stands. Pure. */
final class OrderDifference {
    /** Whether it was deleted is told apart; the account it belongs to is no part of what was agreed. */
    private static final Set<String> NOT_COMPARED = Set.of("deleted_at", "customer_id");

    private final List<Part> parts;

    OrderDifference(List<Part> parts) {
        this.parts = parts;
    }

    /** In what the two differ, without telling anybody's personal data; empty if they are the same. */
    List<String> between(JsonNode here, JsonNode stored) {
        List<String> differences = new ArrayList<>();
        for (Part part : parts) {
            if (part.role() == Role.ORDER) {
                fields(here.get(part.table()).get(0), stored.get(part.table()).get(0), differences);
            } else if (part.role() == Role.CONTENT && !here.get(part.table()).equals(stored.get(part.table()))) {
                differences.add("its rows in " + part.table());
            }
        }
        return differences;
    }

    private static void fields(JsonNode here, JsonNode stored, List<String> differences) {
        Set<String> names = new TreeSet<>();
        here.fieldNames().forEachRemaining(names::add);
        stored.fieldNames().forEachRemaining(names::add);
        names.removeAll(NOT_COMPARED);
        for (String name : names) {
            if (here.path(name).equals(stored.path(name))) continue;
            differences.add(
                    name.equals("status")
                            ? "status (" + here.path(name).asText() + " here, "
                                    + stored.path(name).asText() + " in the backup)"
                            : name);
        }
    }

    /** Whether the order of these rows was deleted in the admin. */
    boolean deleted(JsonNode order) {
        return !row(order).path("deleted_at").isNull();
    }

    /** The row of the order itself. */
    ObjectNode row(JsonNode order) {
        return (ObjectNode) order.get(OrderRows.orderTable(parts)).get(0);
    }

    /** The same without the rows of the customer, which change for reasons of their own. */
    JsonNode withoutCustomer(JsonNode order) {
        ObjectNode rest = order.deepCopy();
        parts.stream().filter(part -> part.role() == Role.CUSTOMER).forEach(part -> rest.remove(part.table()));
        return rest;
    }
}
