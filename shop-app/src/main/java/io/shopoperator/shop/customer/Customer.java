package io.shopoperator.shop.customer;

/**
 * Somebody with an account.
 *
 * @param id number of the account
 * @param email mail address, also the name to log in with
 * @param name first and last name
 */
public record Customer(long id, String email, String name) {}
