package io.shopoperator.shop.catalog;

/** A category in one language, with the picture of one of its products (null while it has none). */
public record Category(long id, String slug, String name, String description, String pictureHash, int products) {}
