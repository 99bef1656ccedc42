package io.shopoperator.shop.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The price per kilogram, litre or metre that German law asks for beside the price of the piece. */
public record BasePrice(long cents, String unit, String content) {

    /** The base price of a piece with this content; empty for goods sold by the piece. */
    static Optional<BasePrice> of(long priceCents, BigDecimal contentAmount, String contentUnit) {
        if (contentAmount == null) {
            return Optional.empty();
        }
        return ContentUnit.of(contentUnit).map(unit -> {
            BigDecimal content = contentAmount.multiply(unit.inBaseUnits());
            long cents = BigDecimal.valueOf(priceCents)
                    .divide(content, 0, RoundingMode.HALF_UP)
                    .longValueExact();
            String amount = contentAmount.stripTrailingZeros().toPlainString();
            return new BasePrice(
                    cents,
                    unit.baseUnit(),
                    amount + "\u00a0" + (unit == ContentUnit.SQUARE_METRE ? "m²" : unit.code()));
        });
    }
}
