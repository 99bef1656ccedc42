package io.shopoperator.shop.order;

import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.mail.MailOutbox;
import io.shopoperator.shop.session.SessionToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders: placing them, finding them, and what a merchant does with them. Every change keeps the state before. */
@ApplicationScoped
public class OrderService {
    private static final String COLUMNS = """
            select id, number, token, customer_id, placed_at, lang, status, deleted_at, email, name, company, street, postal_code,
                   city, country, payment_method, delivery_method, delivery_days_min, delivery_days_max, items_cents,
                   shipping_cents, total_cents
            from shop_order
            """;

    @Inject
    Database database;

    @Inject
    MailOutbox outbox;

    @Inject
    Clock clock;

    /**
     * What a customer gets to know of a new order.
     *
     * @param number its number
     * @param token unguessable part of the address of its page
     * @param now whether it was placed now, not by an earlier form with the same key
     */
    public record Placed(long number, String token, boolean now) {}

    /** The order that was placed under a key, if there is one. */
    public Optional<Placed> placedUnder(UUID idempotencyKey) {
        return database.first(
                "select number, token from shop_order where idempotency_key = ?",
                row -> placed(row, false),
                idempotencyKey);
    }

    /**
     * Takes the goods out of stock and writes the order, its lines and its confirmation mail, all in the caller's transaction. The
     * products must be locked by the caller. The number comes last, so that its lock is held only for the commit.
     *
     * @throws OrderRefusedException if there are not enough pieces of a product
     */
    public Placed place(NewOrder order) {
        takeFromStock(order.lines());
        String token = SessionToken.create().value();
        outbox.add(OrderConfirmationMail.KIND, order.email(), order.language(), token);
        return write(order, token);
    }

    private void takeFromStock(List<OrderLine> lines) {
        int taken = database.update(
                """
                update product p set stock = p.stock - wanted.quantity
                from unnest(?, ?) as wanted(id, quantity)
                where p.id = wanted.id and p.active and p.stock >= wanted.quantity
                """,
                lines.stream().map(OrderLine::productId).toList(),
                lines.stream().map(OrderLine::quantity).toList());
        if (taken != lines.size()) {
            throw new OrderRefusedException("There are not enough pieces of a product any more");
        }
    }

    private Placed write(NewOrder order, String token) {
        List<OrderLine> lines = order.lines();
        PostalAddress address = order.address();
        return database.only(
                """
                with counter as (
                    update order_counter set last_number = last_number + 1 returning last_number),
                placed as (
                    insert into shop_order (number, token, idempotency_key, customer_id, placed_at, lang, status, email, name,
                        company, street, postal_code, city, country, payment_method, delivery_method, delivery_days_min,
                        delivery_days_max, items_cents, shipping_cents, total_cents)
                    select last_number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from counter
                    returning id, number, token),
                lines as (
                    insert into order_line (order_id, position, product_id, sku, name, quantity, unit_price_cents, vat_rate_percent)
                    select placed.id, l.position, l.product_id, l.sku, l.name, l.quantity, l.unit_price_cents, l.vat_rate_percent
                    from placed, unnest(?, ?, ?, ?, ?, ?) with ordinality
                        as l(product_id, sku, name, quantity, unit_price_cents, vat_rate_percent, position))
                select number, token from placed
                """,
                row -> placed(row, true),
                token,
                order.idempotencyKey(),
                order.customerId(),
                clock.instant(),
                order.language().code(),
                order.status(),
                order.email(),
                address.name(),
                address.company(),
                address.street(),
                address.postalCode(),
                address.city(),
                address.country(),
                order.paymentMethod(),
                order.delivery(),
                order.deliveryDaysMin(),
                order.deliveryDaysMax(),
                order.itemsCents(),
                order.shippingCents(),
                order.itemsCents() + order.shippingCents(),
                lines.stream().map(OrderLine::productId).toList(),
                lines.stream().map(OrderLine::sku).toList(),
                lines.stream().map(OrderLine::name).toList(),
                lines.stream().map(OrderLine::quantity).toList(),
                lines.stream().map(OrderLine::unitPriceCents).toList(),
                lines.stream().map(OrderLine::vatRatePercent).toList());
    }

    /** An order by the token of its page; one deleted in the admin is not found. */
    public Optional<Order> byToken(String token) {
        return database.first(COLUMNS + "where token = ? and deleted_at is null", OrderService::order, token)
                .map(this::withLines);
    }

    /** An order by its number, deleted or not. */
    public Optional<Order> byNumber(long number) {
        return database.first(COLUMNS + "where number = ?", OrderService::order, number)
                .map(this::withLines);
    }

    /** The orders of a customer, the newest first, without lines. */
    public List<Order> ofCustomer(long customerId) {
        return database.list(
                COLUMNS + "where customer_id = ? and deleted_at is null order by placed_at desc, id desc limit 200",
                OrderService::order,
                customerId);
    }

    /** Orders for the admin, the newest first. */
    public OrderPage search(OrderFilter filter) {
        StringBuilder where = new StringBuilder("where deleted_at is ").append(filter.deleted() ? "not null" : "null");
        List<Object> parameters = new ArrayList<>();
        if (filter.status() != null) {
            where.append(" and status = ?");
            parameters.add(filter.status());
        }
        String text = filter.text() == null ? "" : filter.text().strip();
        if (!text.isEmpty()) {
            where.append(" and (number::text like ? or email ilike ? or name ilike ?)");
            String pattern =
                    "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            parameters.add(pattern);
            parameters.add(pattern);
            parameters.add(pattern);
        }
        long total =
                database.only("select count(*) from shop_order " + where, row -> row.getLong(1), parameters.toArray());
        parameters.add(filter.pageSize());
        parameters.add((long) (Math.max(filter.page(), 1) - 1) * filter.pageSize());
        List<Order> orders = database.list(
                COLUMNS + where + " order by placed_at desc, id desc limit ? offset ?",
                OrderService::order,
                parameters.toArray());
        return new OrderPage(orders, total);
    }

    /**
     * Moves an order on. Cancelling it puts the goods back into stock.
     *
     * @param actor who does it, for the history
     * @throws OrderRefusedException if the order cannot go there from where it is
     */
    public void changeStatus(long number, OrderStatus status, String actor) {
        change(number, actor, order -> {
            if (order.deleted()) {
                throw new OrderRefusedException("Order " + number + " is deleted; undo that first");
            }
            if (!order.status().next().contains(status)) {
                throw new OrderRefusedException("Order " + number + " is " + order.status() + " and cannot become "
                        + status + "; possible: " + order.status().next());
            }
            database.update("update shop_order set status = ? where id = ?", status, order.id());
            if (status == OrderStatus.CANCELLED) {
                moveStock(order.id(), 1);
            }
        });
    }

    /** Deletes an order: nobody sees it any more but the admin's list of deleted ones. Repeating it changes nothing. */
    public void delete(long number, String actor) {
        change(number, actor, order -> {
            if (!order.deleted()) {
                database.update("update shop_order set deleted_at = ? where id = ?", clock.instant(), order.id());
            }
        });
    }

    /**
     * Takes the last change of an order back, which may be a deletion; again takes back the one before.
     *
     * @throws OrderRefusedException if there is nothing to take back, or goods that were put back into stock are sold
     */
    public void undo(long number, String actor) {
        change(number, actor, order -> {
            Undo undo = database.first(
                            """
                            select id, status, deleted_at from order_revision
                            where order_id = ? and not undone order by id desc limit 1
                            """,
                            row -> new Undo(
                                    row.getLong("id"),
                                    OrderStatus.valueOf(row.getString("status")),
                                    Database.instant(row, "deleted_at")),
                            order.id())
                    .orElseThrow(() -> new OrderRefusedException("Order " + number + " has no change to take back"));
            if (order.status() == OrderStatus.CANCELLED && undo.status() != OrderStatus.CANCELLED) {
                moveStock(order.id(), -1);
            }
            database.update(
                    "update shop_order set status = ?, deleted_at = ? where id = ?",
                    undo.status(),
                    undo.deletedAt(),
                    order.id());
            // neither the change that was taken back nor the taking back is taken back next
            database.update(
                    "update order_revision set undone = true where order_id = ? and id >= ?", order.id(), undo.id());
        });
    }

    /** The history of an order, the newest change first. */
    public List<OrderRevision> revisions(long number) {
        return database.list(
                """
                select r.changed_at, r.changed_by, r.status, r.deleted_at from order_revision r
                join shop_order o on o.id = r.order_id where o.number = ? order by r.id desc
                """,
                row -> new OrderRevision(
                        Database.instant(row, "changed_at"),
                        row.getString("changed_by"),
                        OrderStatus.valueOf(row.getString("status")),
                        Database.instant(row, "deleted_at") != null),
                number);
    }

    private record Undo(long id, OrderStatus status, Instant deletedAt) {}

    private interface Change {
        void to(Order order);
    }

    private void change(long number, String actor, Change change) {
        database.transaction(() -> {
            database.only("select set_config('shop.actor', ?, true)", row -> row.getString(1), actor);
            Order order = database.first(COLUMNS + "where number = ? for update", OrderService::order, number)
                    .orElseThrow(() -> new OrderRefusedException("There is no order " + number));
            change.to(order);
            return null;
        });
    }

    private void moveStock(long orderId, int sign) {
        database.list("""
                select p.id from product p join order_line l on l.product_id = p.id where l.order_id = ?
                order by p.id for update of p
                """, row -> row.getLong(1), orderId);
        int moved = database.update("""
                update product p set stock = p.stock + ? * l.quantity
                from (select product_id, sum(quantity)::int as quantity from order_line where order_id = ? group by product_id) l
                where p.id = l.product_id and p.stock + ? * l.quantity >= 0
                """, sign, orderId, sign);
        int wanted = database.only(
                "select count(distinct p.id) from order_line l join product p on p.id = l.product_id where l.order_id = ?",
                row -> row.getInt(1),
                orderId);
        if (moved != wanted) {
            throw new OrderRefusedException("There are not enough pieces in stock to take the cancellation back");
        }
    }

    private Order withLines(Order order) {
        return order.withLines(database.list(
                """
                select product_id, sku, name, quantity, unit_price_cents, vat_rate_percent from order_line
                where order_id = ? order by position
                """,
                row -> new OrderLine(
                        Database.longOrNull(row, "product_id"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getInt("quantity"),
                        row.getLong("unit_price_cents"),
                        row.getObject("vat_rate_percent", BigDecimal.class)),
                order.id()));
    }

    private static Placed placed(ResultSet row, boolean now) throws SQLException {
        return new Placed(row.getLong("number"), row.getString("token"), now);
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getLong("id"),
                row.getLong("number"),
                row.getString("token"),
                Database.longOrNull(row, "customer_id"),
                Database.instant(row, "placed_at"),
                Language.of(row.getString("lang")).orElseThrow(),
                OrderStatus.valueOf(row.getString("status")),
                Database.instant(row, "deleted_at"),
                row.getString("email"),
                new PostalAddress(
                        row.getString("name"),
                        row.getString("company"),
                        row.getString("street"),
                        row.getString("postal_code"),
                        row.getString("city"),
                        row.getString("country")),
                row.getString("payment_method"),
                DeliveryMethod.valueOf(row.getString("delivery_method")),
                row.getInt("delivery_days_min"),
                row.getInt("delivery_days_max"),
                row.getLong("items_cents"),
                row.getLong("shipping_cents"),
                row.getLong("total_cents"),
                List.of());
    }
}
