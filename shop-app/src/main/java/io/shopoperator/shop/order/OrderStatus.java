package io.shopoperator.shop.order;

import java.util.EnumSet;
import java.util.Set;

/** Where an order stands. */
public enum OrderStatus {
    AWAITING_PAYMENT,
    RECEIVED,
    PAID,
    SHIPPED,
    COMPLETED,
    CANCELLED;

    /** What the merchant can set next. */
    public Set<OrderStatus> next() {
        return switch (this) {
            case AWAITING_PAYMENT -> EnumSet.of(PAID, CANCELLED);
            case RECEIVED -> EnumSet.of(PAID, SHIPPED, CANCELLED);
            case PAID -> EnumSet.of(SHIPPED, CANCELLED);
            case SHIPPED -> EnumSet.of(PAID, COMPLETED);
            case COMPLETED, CANCELLED -> EnumSet.noneOf(OrderStatus.class);
        };
    }
}
