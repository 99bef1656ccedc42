package io.shopoperator.shop.order;

/**
 * Where the goods and the invoice go.
 *
 * @param name the person
 * @param company empty for a private person
 * @param street street and number
 * @param postalCode postal code
 * @param city town
 * @param country two letters, e.g. {@code DE}
 */
public record PostalAddress(
        String name, String company, String street, String postalCode, String city, String country) {}
