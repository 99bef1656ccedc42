package io.shopoperator.shop.customer;

import io.shopoperator.shop.order.PostalAddress;

/**
 * An address a customer has used.
 *
 * @param id its number
 * @param address the address
 */
public record SavedAddress(long id, PostalAddress address) {}
