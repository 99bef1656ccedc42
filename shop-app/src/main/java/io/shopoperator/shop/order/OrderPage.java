package io.shopoperator.shop.order;

import java.util.List;

/**
 * One page of a list of orders, the newest first.
 *
 * @param orders the orders, without their lines
 * @param total how many there are on all pages
 */
public record OrderPage(List<Order> orders, long total) {}
