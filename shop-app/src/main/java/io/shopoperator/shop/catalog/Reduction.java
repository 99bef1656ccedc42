package io.shopoperator.shop.catalog;

import java.time.Instant;

/** A price that was reduced: the lowest price of the 30 days before and what is saved compared with it. */
public record Reduction(long lowestBeforeCents, int percent) {
    private static final long DAYS_SHOWN = 30;

    /** Null if the price is not a reduction that may be announced: too old, or it was as low before. */
    static Reduction of(long priceCents, Long lowestBeforeCents, Instant reducedAt, Instant now) {
        if (lowestBeforeCents == null
                || reducedAt == null
                || lowestBeforeCents <= priceCents
                || reducedAt.plusSeconds(DAYS_SHOWN * 24 * 3600).isBefore(now)) {
            return null;
        }
        return new Reduction(lowestBeforeCents, (int) (100 * (lowestBeforeCents - priceCents) / lowestBeforeCents));
    }
}
