package io.shopoperator.shop.demo;

import io.shopoperator.shop.demo.Assortment.Maker;
import io.shopoperator.shop.demo.drawing.Drawing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One product of the demo catalogue, as it goes into the database.
 *
 * @param reducedFromCents what it cost before, null if it always cost the same
 * @param content amount and unit for the base price, null for goods sold by the piece
 * @param texts by language
 * @param variant chooses the furniture of the scene
 */
record DemoProduct(
        String sku,
        String slug,
        String category,
        long priceCents,
        Long reducedFromCents,
        BigDecimal vatRate,
        int stock,
        List<Integer> deliveryDays,
        Content content,
        int weightGrams,
        Maker maker,
        Map<String, Text> texts,
        Drawing drawing,
        int variant) {
    record Content(BigDecimal amount, String unit) {}

    record Text(String name, String description) {}
}
