package io.shopoperator.shop.order;

import io.shopoperator.shop.layout.Language;
import java.util.List;
import java.util.UUID;

/**
 * An order about to be placed.
 *
 * @param idempotencyKey one per attempt of a customer to order; a second order under it is the first one
 * @param customerId the account, null for a guest
 * @param language language of the customer
 * @param email where confirmations go
 * @param address where the goods go
 * @param paymentMethod id of the payment method
 * @param status where it starts
 * @param delivery how the goods come
 * @param deliveryDaysMin shortest time of delivery
 * @param deliveryDaysMax longest time of delivery
 * @param lines what is bought
 * @param shippingCents price of shipping
 */
public record NewOrder(
        UUID idempotencyKey,
        Long customerId,
        Language language,
        String email,
        PostalAddress address,
        String paymentMethod,
        OrderStatus status,
        DeliveryMethod delivery,
        int deliveryDaysMin,
        int deliveryDaysMax,
        List<OrderLine> lines,
        long shippingCents) {

    /** Price of the goods. */
    public long itemsCents() {
        return lines.stream().mapToLong(OrderLine::totalCents).sum();
    }
}
