package io.shopoperator.shop.checkout;

import io.shopoperator.shop.cart.CartLine;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.Money;
import io.shopoperator.shop.order.DeliveryMethod;
import io.shopoperator.shop.order.OrderLine;
import io.shopoperator.shop.order.Vat;
import java.util.List;

/**
 * What an order of a cart costs and how long it takes, with one way of delivery.
 *
 * @param lines what is bought
 * @param delivery how it comes
 * @param language language of the customer
 */
public record Quote(List<CartLine> lines, DeliveryMethod delivery, Language language) {

    /** Price of the goods. */
    public long itemsCents() {
        return lines.stream().mapToLong(CartLine::totalCents).sum();
    }

    /** Price of shipping. */
    public long shippingCents() {
        return delivery.priceCents(itemsCents());
    }

    /** What is to be paid, including VAT. */
    public long totalCents() {
        return itemsCents() + shippingCents();
    }

    /** Days until the last product is there, at best. */
    public int deliveryDaysMin() {
        return delivery.days(
                lines.stream().mapToInt(CartLine::deliveryDaysMin).max().orElse(1));
    }

    /** Days until the last product is there, at worst. */
    public int deliveryDaysMax() {
        return delivery.days(
                lines.stream().mapToInt(CartLine::deliveryDaysMax).max().orElse(1));
    }

    /** The lines as they go into the order. */
    public List<OrderLine> orderLines() {
        return lines.stream()
                .map(line -> new OrderLine(
                        line.productId(),
                        line.sku(),
                        line.name(),
                        line.quantity(),
                        line.unitPriceCents(),
                        line.vatRatePercent()))
                .toList();
    }

    /** The VAT contained in the total. */
    public List<Vat> vat() {
        return Vat.of(orderLines(), shippingCents());
    }

    /** Whether there is something, and enough of everything. */
    public boolean deliverable() {
        return !lines.isEmpty() && lines.stream().allMatch(CartLine::available);
    }

    /** An amount as people read it. */
    public String money(long cents) {
        return Money.format(cents, language);
    }
}
