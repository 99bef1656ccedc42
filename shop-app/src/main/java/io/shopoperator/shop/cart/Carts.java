package io.shopoperator.shop.cart;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Carts in PostgreSQL: a guest's belongs to the session, a customer's to the account, on every device. */
@ApplicationScoped
public class Carts {
    /** Pieces of one product an order can have. */
    public static final int MOST_PIECES = 99;

    private static final String LINES = """
            select l.product_id, p.slug, p.sku,
                   (select t.name from product_text t where t.product_id = p.id order by (t.lang = ?) desc limit 1) as name,
                   l.quantity, p.price_cents, p.vat_rate_percent, case when p.active then p.stock else 0 end as stock,
                   p.delivery_days_min, p.delivery_days_max
            from cart_line l join product p on p.id = l.product_id
            """;

    @Inject
    Database database;

    @Inject
    Clock clock;

    /** The cart of a session, empty if it has none. */
    public Cart of(Session session, Language language) {
        return new Cart(database.list(
                LINES + "where l.cart_id = (" + cartOf(session) + ") order by l.added_at, l.product_id",
                Carts::line,
                language.code(),
                owner(session)));
    }

    /** How many pieces are in the cart of a session. */
    public int quantity(Session session) {
        return database.only(
                "select coalesce(sum(quantity), 0) from cart_line where cart_id = (" + cartOf(session) + ")",
                row -> row.getInt(1),
                owner(session));
    }

    /**
     * Puts pieces of a product into the cart of a session.
     *
     * @return false if no such product is sold
     */
    public boolean add(Session session, long productId, int quantity) {
        return database.transaction(() -> {
            Optional<Session> owner = ownerOf(session);
            return owner.isPresent() && put(require(owner.get()), productId, quantity);
        });
    }

    private boolean put(long cartId, long productId, int quantity) {
        return database.update("""
                        insert into cart_line (cart_id, product_id, quantity, added_at)
                        select ?, id, least(?, 99), ? from product where id = ? and active
                        on conflict (cart_id, product_id) do update set quantity = least(cart_line.quantity + excluded.quantity, 99)
                        """, cartId, quantity, clock.instant(), productId) > 0;
    }

    /** The session as it is now, empty if it has ended. A login that hands the cart over waits, or is waited for. */
    private Optional<Session> ownerOf(Session session) {
        return database.first(
                "select customer_id from shop_session where id = ? for share",
                row -> new Session(session.id(), Database.longOrNull(row, "customer_id"), session.lastSeenAt()),
                session.id());
    }

    /** Sets how many pieces of a product are in the cart; 0 takes it out. */
    public void set(Session session, long productId, int quantity) {
        if (quantity <= 0) {
            database.update(
                    "delete from cart_line where product_id = ? and cart_id = (" + cartOf(session) + ")",
                    productId,
                    owner(session));
        } else {
            database.update(
                    "update cart_line set quantity = least(?, 99) where product_id = ? and cart_id = ("
                            + cartOf(session) + ")",
                    quantity,
                    productId,
                    owner(session));
        }
    }

    /** Joins a guest's cart with the one of the customer who logs in, in the transaction of the login. Safe to repeat. */
    public void handOver(Session guest, long customerId) {
        database.idempotentTransaction(() -> {
            database.first("select id from shop_session where id = ? for update", row -> row.getLong(1), guest.id());
            Optional<Long> mine = database.first(
                    "select id from cart where session_id = ? for update", row -> row.getLong(1), guest.id());
            if (mine.isEmpty()) {
                return 0;
            }
            long theirs = require(new Session(guest.id(), customerId, guest.lastSeenAt()));
            database.update("""
                    insert into cart_line (cart_id, product_id, quantity, added_at)
                    select ?, product_id, quantity, added_at from cart_line where cart_id = ? order by product_id
                    on conflict (cart_id, product_id) do update set quantity = least(cart_line.quantity + excluded.quantity, 99)
                    """, theirs, mine.get());
            return database.update("delete from cart where id = ?", mine.get());
        });
    }

    /** The number of a session's cart, locked within a transaction: whoever else wants to order it waits. Empty if it has none. */
    public Optional<Long> lock(Session session) {
        return database.first(cartOf(session) + " for update", row -> row.getLong(1), owner(session));
    }

    /** The cart's lines with the products locked, in an order that lets no two orders wait for each other. */
    public List<CartLine> linesForOrder(long cartId, Language language) {
        return database.list(
                LINES + "where l.cart_id = ? order by l.product_id for update of p",
                Carts::line,
                language.code(),
                cartId);
    }

    /** Takes everything out of a cart. */
    public void empty(long cartId) {
        database.update("delete from cart_line where cart_id = ?", cartId);
    }

    private Optional<Long> id(Session session) {
        return database.first(cartOf(session), row -> row.getLong(1), owner(session));
    }

    private long require(Session session) {
        return id(session).orElseGet(() -> {
            String column = session.customerId() == null ? "session_id" : "customer_id";
            return database.first(
                            "insert into cart (" + column
                                    + ", created_at) values (?, ?) on conflict do nothing returning id",
                            row -> row.getLong(1),
                            owner(session),
                            clock.instant())
                    .or(() -> id(session))
                    .orElseThrow(() -> new IllegalStateException("The cart that was just made is gone"));
        });
    }

    private static String cartOf(Session session) {
        return session.customerId() == null
                ? "select id from cart where session_id = ?"
                : "select id from cart where customer_id = ?";
    }

    private static long owner(Session session) {
        return session.customerId() == null ? session.id() : session.customerId();
    }

    private static CartLine line(ResultSet row) throws SQLException {
        return new CartLine(
                row.getLong("product_id"),
                row.getString("slug"),
                row.getString("sku"),
                row.getString("name"),
                row.getInt("quantity"),
                row.getLong("price_cents"),
                row.getBigDecimal("vat_rate_percent"),
                row.getInt("stock"),
                row.getInt("delivery_days_min"),
                row.getInt("delivery_days_max"));
    }
}
