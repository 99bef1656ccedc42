package io.shopoperator.shop.order;

import java.math.BigDecimal;

/**
 * What was bought, as it was agreed; never changes.
 *
 * @param productId the product it was, null if unknown
 * @param sku article number
 * @param name name in the language of the order
 * @param quantity pieces
 * @param unitPriceCents price of a piece at that moment, including VAT
 * @param vatRatePercent VAT contained in it
 */
public record OrderLine(
        Long productId, String sku, String name, int quantity, long unitPriceCents, BigDecimal vatRatePercent) {

    /** Price of all pieces. */
    public long totalCents() {
        return quantity * unitPriceCents;
    }
}
