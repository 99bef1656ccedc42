package io.shopoperator.shop.importer;

import java.math.BigDecimal;
import java.util.List;

/** A product as it is, or is to be, in the database. Texts that are not there are empty. */
record StoredProduct(
        String nameDe,
        String nameEn,
        String descriptionDe,
        String descriptionEn,
        long categoryId,
        long priceCents,
        BigDecimal vatRate,
        int stock,
        boolean active,
        int daysMin,
        int daysMax,
        BigDecimal contentAmount,
        String contentUnit,
        Integer weightGrams,
        String manufacturerName,
        String manufacturerAddress,
        String manufacturerContact,
        List<String> pictures) {
    private static final BigDecimal DEFAULT_VAT = BigDecimal.valueOf(19);

    StoredProduct {
        // 7 and 7.00 are the same rate
        vatRate = vatRate.stripTrailingZeros();
        contentAmount = contentAmount == null ? null : contentAmount.stripTrailingZeros();
    }

    /** What a new product is before its row is laid over it. */
    static StoredProduct blank(long categoryId) {
        return new StoredProduct(
                "", "", "", "", categoryId, 0, DEFAULT_VAT, 0, true, 2, 4, null, null, null, "", "", "", List.of());
    }

    /** This product with what the row brings. */
    StoredProduct with(ProductRow row, long newCategoryId) {
        return new StoredProduct(
                either(row.nameDe(), nameDe),
                either(row.nameEn(), nameEn),
                either(row.descriptionDe(), descriptionDe),
                either(row.descriptionEn(), descriptionEn),
                newCategoryId,
                either(row.priceCents(), priceCents),
                either(row.vatRate(), vatRate),
                either(row.stock(), stock),
                either(row.active(), active),
                either(row.daysMin(), daysMin),
                either(row.daysMax(), daysMax),
                either(row.contentAmount(), contentAmount),
                either(row.contentUnit(), contentUnit),
                either(row.weightGrams(), weightGrams),
                either(row.manufacturerName(), manufacturerName),
                either(row.manufacturerAddress(), manufacturerAddress),
                either(row.manufacturerContact(), manufacturerContact),
                row.pictures() == null
                        ? pictures
                        : row.pictures().stream().map(picture -> picture.hash()).toList());
    }

    private static <T> T either(T brought, T kept) {
        return brought == null ? kept : brought;
    }
}
