package io.shopoperator.shop.cart;

import java.math.BigDecimal;

/**
 * A product in a cart, with what the catalogue says of it now.
 *
 * @param productId the product
 * @param slug its address
 * @param sku its article number
 * @param name its name in the visitor's language
 * @param quantity pieces wanted
 * @param unitPriceCents price of a piece, including VAT
 * @param vatRatePercent VAT contained in it
 * @param stock pieces there are; 0 when it is not sold any more
 * @param deliveryDaysMin shortest time of delivery
 * @param deliveryDaysMax longest time of delivery
 */
public record CartLine(
        long productId,
        String slug,
        String sku,
        String name,
        int quantity,
        long unitPriceCents,
        BigDecimal vatRatePercent,
        int stock,
        int deliveryDaysMin,
        int deliveryDaysMax) {

    /** Price of all pieces. */
    public long totalCents() {
        return quantity * unitPriceCents;
    }

    /** Whether there are as many pieces as wanted. */
    public boolean available() {
        return stock >= quantity;
    }
}
