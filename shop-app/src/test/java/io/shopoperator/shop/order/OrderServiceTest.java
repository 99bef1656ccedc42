package io.shopoperator.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.TestShop;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.layout.Language;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class OrderServiceTest {
    private static final String ADMIN = "erika";

    @Inject
    OrderService orders;

    @Inject
    TestShop shop;

    @Inject
    Database database;

    @Test
    void deletedOrderComesBackByUndo() {
        // Given
        Order order = placed(shop.product(1000, 10), 2);
        orders.delete(order.number(), ADMIN);
        assertThat(orders.byToken(order.token())).isEmpty();

        // When
        orders.undo(order.number(), ADMIN);

        // Then
        assertThat(orders.byToken(order.token())).contains(order);
        assertThat(orders.revisions(order.number())).hasSize(2).allSatisfy(revision -> assertThat(revision.changedBy())
                .isEqualTo(ADMIN));
    }

    /** The control: a deletion that leaves no revision cannot be undone. */
    @Test
    void withoutTheHistoryADeletedOrderStaysAway() {
        // Given
        Order order = placed(shop.product(1000, 10), 2);
        database.update("alter table shop_order disable trigger shop_order_revision");
        try {
            orders.delete(order.number(), ADMIN);
        } finally {
            database.update("alter table shop_order enable trigger shop_order_revision");
        }

        // When, Then
        assertThatThrownBy(() -> orders.undo(order.number(), ADMIN))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("no change to take back");
        assertThat(orders.byToken(order.token())).isEmpty();
    }

    @Test
    void undoGoesBackStepByStep() {
        // Given
        Order order = placed(shop.product(1000, 10), 1);
        orders.changeStatus(order.number(), OrderStatus.PAID, ADMIN);
        orders.changeStatus(order.number(), OrderStatus.SHIPPED, ADMIN);

        // When
        orders.undo(order.number(), ADMIN);
        orders.undo(order.number(), ADMIN);

        // Then
        assertThat(orders.byNumber(order.number()).orElseThrow().status()).isEqualTo(OrderStatus.RECEIVED);
        assertThatThrownBy(() -> orders.undo(order.number(), ADMIN))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("no change to take back");
    }

    @Test
    void cancellingPutsGoodsBackAndUndoTakesThemAgain() {
        // Given
        long product = shop.product(1000, 10);
        Order order = placed(product, 4);

        // When
        orders.changeStatus(order.number(), OrderStatus.CANCELLED, ADMIN);
        int cancelled = shop.stock(product);
        orders.undo(order.number(), ADMIN);

        // Then
        assertThat(cancelled).isEqualTo(10);
        assertThat(shop.stock(product)).isEqualTo(6);
    }

    @Test
    void undoOfACancellationIsRefusedWhenTheGoodsAreSold() {
        // Given
        long product = shop.product(1000, 2);
        Order order = placed(product, 2);
        orders.changeStatus(order.number(), OrderStatus.CANCELLED, ADMIN);
        placed(product, 1);

        // When, Then
        assertThatThrownBy(() -> orders.undo(order.number(), ADMIN))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("not enough pieces");
        assertThat(shop.stock(product)).isEqualTo(1);
    }

    @Test
    void statusOnlyMovesAlongItsWay() {
        // Given
        Order order = placed(shop.product(1000, 10), 1);

        // When, Then
        assertThatThrownBy(() -> orders.changeStatus(order.number(), OrderStatus.COMPLETED, ADMIN))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("cannot become COMPLETED");
        assertThatThrownBy(() -> orders.changeStatus(1, OrderStatus.PAID, ADMIN))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessage("There is no order 1");
    }

    @Test
    void databaseRefusesToChangeWhatWasAgreed() {
        // Given
        Order order = placed(shop.product(1000, 10), 1);

        // When, Then
        assertThatThrownBy(() -> database.update("update order_line set quantity = 2 where order_id = ?", order.id()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("never changed or deleted");
        assertThatThrownBy(() -> database.update("update shop_order set total_cents = 0 where id = ?", order.id()))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> database.update("update shop_order set email = 'x' where id = ?", order.id()))
                .hasMessageContaining("Only the status");
        assertThatThrownBy(() -> database.update("delete from shop_order where id = ?", order.id()))
                .hasMessageContaining("never changed or deleted");
    }

    @Test
    void keepsThePriceOfTheMoment() {
        // Given
        long product = shop.product(1000, 10);
        Order order = placed(product, 1);

        // When
        shop.price(product, 9999);

        // Then
        assertThat(orders.byNumber(order.number())
                        .orElseThrow()
                        .lines()
                        .getFirst()
                        .unitPriceCents())
                .isEqualTo(1000);
    }

    @Test
    void searchFindsByNumberNameAndStatus() {
        // Given
        Order order = placed(shop.product(1000, 10), 1);

        // When
        OrderPage byNumber = orders.search(new OrderFilter(String.valueOf(order.number()), null, false, 1, 10));
        OrderPage byName = orders.search(new OrderFilter("erna_", null, false, 1, 10));
        OrderPage deleted = orders.search(new OrderFilter(String.valueOf(order.number()), null, true, 1, 10));

        // Then
        assertThat(byNumber.orders()).extracting(Order::number).containsExactly(order.number());
        assertThat(byName.total()).isZero();
        assertThat(deleted.total()).isZero();
    }

    private Order placed(long product, int quantity) {
        OrderLine line = new OrderLine(product, "sku", "Ware", quantity, 1000, BigDecimal.valueOf(19));
        OrderService.Placed placed = database.transaction(() -> orders.place(new NewOrder(
                UUID.randomUUID(),
                null,
                Language.DE,
                "erna@example.org",
                new PostalAddress("Erna Muster", "", "Weg 1", "10115", "Berlin", "DE"),
                "invoice",
                OrderStatus.RECEIVED,
                DeliveryMethod.STANDARD,
                2,
                4,
                List.of(line),
                490)));
        return orders.byNumber(placed.number()).orElseThrow();
    }
}
