package io.shopoperator.shop.catalog;

/** What a list of products shows of one; {@code reduction}, {@code basePrice} and {@code pictureHash} may be null. */
public record ProductCard(
        long id,
        String slug,
        String name,
        long priceCents,
        Reduction reduction,
        BasePrice basePrice,
        String pictureHash,
        int stock) {
    public boolean soldOut() {
        return stock == 0;
    }
}
