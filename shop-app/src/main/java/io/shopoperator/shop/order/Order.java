package io.shopoperator.shop.order;

import io.shopoperator.shop.layout.Language;
import java.time.Instant;
import java.util.List;

/**
 * A placed order.
 *
 * @param id internal number
 * @param number gap-free number customers see
 * @param token unguessable part of the address of its page
 * @param customerId the account, null for a guest
 * @param placedAt when it was placed
 * @param language language of the customer
 * @param status where it stands
 * @param deletedAt when it was deleted in the admin, null if it was not
 * @param email where confirmations go
 * @param address where the goods go
 * @param paymentMethod id of the payment method
 * @param delivery how the goods come
 * @param deliveryDaysMin shortest time of delivery
 * @param deliveryDaysMax longest time of delivery
 * @param itemsCents price of the goods
 * @param shippingCents price of shipping
 * @param totalCents what is to be paid, including VAT
 * @param lines what was bought; empty in lists of orders
 */
public record Order(
        long id,
        long number,
        String token,
        Long customerId,
        Instant placedAt,
        Language language,
        OrderStatus status,
        Instant deletedAt,
        String email,
        PostalAddress address,
        String paymentMethod,
        DeliveryMethod delivery,
        int deliveryDaysMin,
        int deliveryDaysMax,
        long itemsCents,
        long shippingCents,
        long totalCents,
        List<OrderLine> lines) {

    /** Whether it was deleted in the admin. */
    public boolean deleted() {
        return deletedAt != null;
    }

    /** The VAT contained in the total, per rate. */
    public List<Vat> vat() {
        return Vat.of(lines, shippingCents);
    }

    /** The same order with its lines. */
    Order withLines(List<OrderLine> found) {
        return new Order(
                id,
                number,
                token,
                customerId,
                placedAt,
                language,
                status,
                deletedAt,
                email,
                address,
                paymentMethod,
                delivery,
                deliveryDaysMin,
                deliveryDaysMax,
                itemsCents,
                shippingCents,
                totalCents,
                found);
    }
}
