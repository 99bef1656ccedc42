package io.shopoperator.shop.importer;

import io.shopoperator.shop.media.Media;
import java.math.BigDecimal;
import java.util.List;

/** A checked row. What the file leaves empty is null: a product that exists keeps it, a new one gets the default. */
record ProductRow(
        int number,
        String sku,
        String nameDe,
        String nameEn,
        String descriptionDe,
        String descriptionEn,
        String category,
        Long priceCents,
        BigDecimal vatRate,
        Integer stock,
        Boolean active,
        Integer daysMin,
        Integer daysMax,
        BigDecimal contentAmount,
        String contentUnit,
        Integer weightGrams,
        String manufacturerName,
        String manufacturerAddress,
        String manufacturerContact,
        List<Media> pictures) {
    long pictureBytes() {
        return pictures == null
                ? 0
                : pictures.stream().mapToLong(picture -> picture.bytes().length).sum();
    }
}
