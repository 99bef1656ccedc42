package io.shopoperator.shop.admin;

import io.shopoperator.shop.order.OrderStatus;
import java.util.List;

/** The names of the states of an order, in the words of the messages. */
record StatusNames(AdminMessages messages) {
    public String of(OrderStatus status) {
        return switch (status) {
            case RECEIVED -> messages.statusReceived();
            case AWAITING_PAYMENT -> messages.statusAwaitingPayment();
            case PAID -> messages.statusPaid();
            case SHIPPED -> messages.statusShipped();
            case COMPLETED -> messages.statusCompleted();
            case CANCELLED -> messages.statusCancelled();
        };
    }

    public List<OrderStatus> all() {
        return List.of(OrderStatus.values());
    }
}
