package io.shopoperator.shop.catalog;

import java.util.List;

/** One page of a list of products. */
public record ProductList(List<ProductCard> products, Paging paging) {}
