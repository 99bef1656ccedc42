package io.shopoperator.shop.order;

/** How the goods come, what that costs and how much faster it is. */
public enum DeliveryMethod {
    STANDARD(490, 5000, 0),
    EXPRESS(990, Long.MAX_VALUE, 1);

    private final long priceCents;
    private final long freeFromCents;
    private final int daysSaved;

    DeliveryMethod(long priceCents, long freeFromCents, int daysSaved) {
        this.priceCents = priceCents;
        this.freeFromCents = freeFromCents;
        this.daysSaved = daysSaved;
    }

    /** Shipping of goods worth {@code itemsCents}, including VAT. */
    public long priceCents(long itemsCents) {
        return itemsCents >= freeFromCents ? 0 : priceCents;
    }

    /** Days until goods that usually take {@code days} are there. */
    public int days(int days) {
        return Math.max(1, days - daysSaved);
    }
}
