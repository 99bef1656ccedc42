package io.shopoperator.shop.admin;

import java.math.BigDecimal;

/** A product from a form, every value checked; optional ones may be null. */
record ProductDraft(
        String slug,
        String sku,
        long categoryId,
        boolean active,
        long priceCents,
        BigDecimal vatRatePercent,
        int stock,
        int stockBefore,
        int deliveryDaysMin,
        int deliveryDaysMax,
        BigDecimal contentAmount,
        String contentUnit,
        Integer weightGrams,
        String manufacturerName,
        String manufacturerAddress,
        String manufacturerContact,
        String nameDe,
        String descriptionDe,
        String nameEn,
        String descriptionEn) {}
