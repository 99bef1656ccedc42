package io.shopoperator.shop.catalog;

import java.math.BigDecimal;
import java.util.List;

/** Everything the page of a product shows; {@code reduction}, {@code basePrice} and {@code weightGrams} may be null. */
public record ProductDetails(
        long id,
        String slug,
        String sku,
        String name,
        String description,
        long priceCents,
        BigDecimal vatRatePercent,
        Reduction reduction,
        BasePrice basePrice,
        int stock,
        int deliveryDaysMin,
        int deliveryDaysMax,
        Integer weightGrams,
        Manufacturer manufacturer,
        List<Picture> pictures,
        String categorySlug,
        String categoryName) {
    private static final int FEW = 5;

    /** A picture, and what it shows in the language of the page (empty where nobody wrote it down). */
    public record Picture(String hash, String alt) {}

    /** Who made a product and how to reach them (General Product Safety Regulation). */
    public record Manufacturer(String name, String address, String contact) {
        public boolean known() {
            return !name.isBlank();
        }
    }

    public boolean soldOut() {
        return stock == 0;
    }

    public boolean few() {
        return stock > 0 && stock <= FEW;
    }
}
