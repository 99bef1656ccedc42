package io.shopoperator.shop.order;

/**
 * Which orders to list.
 *
 * @param text part of a number, name or mail address; empty for all
 * @param status only those in this status, null for all
 * @param deleted the deleted ones instead of the others
 * @param page page of the list, from 1
 * @param pageSize orders on a page
 */
public record OrderFilter(String text, OrderStatus status, boolean deleted, int page, int pageSize) {}
