package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.ShopDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the orders a shop has promised with those in its database. */
final class OrderBook {
    private OrderBook() {}

    /**
     * @param run the load's word, part of its customers' mail addresses
     * @param acknowledged mail address and token of each acknowledged order
     * @return one sentence per order that is missing, there twice or another one; empty if all is well
     */
    static List<String> mistakes(ShopDatabase database, String run, Map<String, String> acknowledged) {
        Map<String, List<String>> found = new HashMap<>();
        database.query("select email || ' ' || token from shop_order where email like 'load-" + run + "-%'")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .forEach(order -> found.computeIfAbsent(order[0], email -> new ArrayList<>())
                        .add(order[1]));
        List<String> mistakes = new ArrayList<>();
        acknowledged.forEach((email, token) -> {
            List<String> tokens = found.getOrDefault(email, List.of());
            if (!tokens.equals(List.of(token))) {
                mistakes.add(email + " was promised order " + token + ", and the database has " + tokens);
            }
        });
        return mistakes;
    }

    /**
     * Does to three orders what must never happen to one, as a control: the first is gone, and what was promised to the second is the third's.
     *
     * @param acknowledged as for {@link #mistakes}, three or more
     * @return the mail addresses of the three
     */
    static List<String> spoil(ShopDatabase database, Map<String, String> acknowledged) {
        List<String> spoilt = acknowledged.keySet().stream().limit(3).toList();
        database.query("""
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where email = '%1$s');
                delete from order_revision where order_id = (select id from shop_order where email = '%1$s');
                delete from shop_order where email = '%1$s';
                update shop_order set email = '%3$s' where email = '%2$s'
                """.formatted(spoilt.toArray()));
        return spoilt;
    }

    /** Gives every product stock for a load that is not about stock. */
    static void stockUp(ShopDatabase database) {
        database.query("update product set stock = 1000000 where stock < 500000");
    }
}
