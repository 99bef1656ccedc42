package io.shopoperator.shop.catalog;

import java.time.Duration;
import java.time.Instant;

/** A price that was reduced: the lowest price of the 30 days before and what is saved compared with it. */
public record Reduction(long lowestBeforeCents, int percent) {
    /** How long a reduction is announced. */
    static final Duration SHOWN = Duration.ofDays(30);

    /** Null if the price is not a reduction that may be announced: too old, or it was as low before. */
    static Reduction of(long priceCents, Long lowestBeforeCents, Instant reducedAt, Instant now) {
        if (lowestBeforeCents == null
                || reducedAt == null
                || lowestBeforeCents <= priceCents
                || reducedAt.plus(SHOWN).isBefore(now)) {
            return null;
        }
        return new Reduction(lowestBeforeCents, (int) (100 * (lowestBeforeCents - priceCents) / lowestBeforeCents));
    }
}
