package io.shopoperator.shop.checkout;

import io.shopoperator.shop.form.FieldErrors;
import io.shopoperator.shop.form.Fields;
import io.shopoperator.shop.order.DeliveryMethod;
import io.shopoperator.shop.order.PostalAddress;
import io.shopoperator.shop.payment.PaymentMethods;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a customer fills in to order, as typed.
 *
 * @param email where the confirmation goes
 * @param name first and last name
 * @param company empty for a private person
 * @param street street and number
 * @param postalCode postal code
 * @param city town
 * @param country country of delivery
 * @param delivery name of the delivery method
 * @param payment id of the payment method
 * @param terms whether the terms were agreed to
 * @param totalCents the total that was shown above the button, empty before
 * @param idempotencyKey the attempt to order this form belongs to
 */
public record CheckoutForm(
        String email,
        String name,
        String company,
        String street,
        String postalCode,
        String city,
        String country,
        String delivery,
        String payment,
        boolean terms,
        String totalCents,
        String idempotencyKey) {
    private static final int LONGEST = 200;
    private static final int LONGEST_CODE = 40;
    private static final int DIGITS_GERMANY = 5;
    private static final int DIGITS_AUSTRIA = 4;
    private static final Map<String, Integer> POSTAL_CODE_DIGITS = Map.of("DE", DIGITS_GERMANY, "AT", DIGITS_AUSTRIA);
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** An empty form, with what is known of the customer filled in. */
    static CheckoutForm prefilled(String email, PostalAddress address) {
        return new CheckoutForm(
                email,
                address.name(),
                address.company(),
                address.street(),
                address.postalCode(),
                address.city(),
                address.country(),
                DeliveryMethod.STANDARD.name(),
                "",
                false,
                "",
                UUID.randomUUID().toString());
    }

    /** The form that was posted. */
    static CheckoutForm of(Fields fields) {
        return new CheckoutForm(
                fields.line("email", LONGEST),
                fields.line("name", LONGEST),
                fields.line("company", LONGEST),
                fields.line("street", LONGEST),
                fields.line("postalCode", LONGEST_CODE),
                fields.line("city", LONGEST),
                fields.line("country", 2),
                fields.line("delivery", LONGEST_CODE),
                fields.line("payment", LONGEST_CODE),
                fields.ticked("terms"),
                fields.line("total", LONGEST_CODE),
                fields.line("idempotencyKey", LONGEST_CODE));
    }

    /** What is wrong with address, delivery and payment. */
    FieldErrors errors(CheckoutMessages words, PaymentMethods methods) {
        FieldErrors errors = new FieldErrors();
        require(errors, "name", !name.isEmpty(), words.nameMissing());
        require(errors, "street", !street.isEmpty(), words.streetMissing());
        Integer digits = POSTAL_CODE_DIGITS.get(country);
        require(errors, "country", digits != null, words.countryWrong());
        int expected = digits == null ? DIGITS_GERMANY : digits;
        boolean codeRight =
                postalCode.length() == expected && DIGITS.matcher(postalCode).matches();
        require(errors, "postalCode", codeRight, words.postalCodeWrong(expected));
        require(errors, "city", !city.isEmpty(), words.cityMissing());
        require(errors, "email", Fields.isEmail(email), words.emailWrong());
        require(errors, "delivery", deliveryMethod().isPresent(), words.deliveryMissing());
        require(errors, "payment", methods.find(payment).isPresent(), words.paymentMissing());
        return errors;
    }

    /** The chosen way of delivery. */
    Optional<DeliveryMethod> deliveryMethod() {
        return Arrays.stream(DeliveryMethod.values())
                .filter(method -> method.name().equals(delivery))
                .findFirst();
    }

    /** The attempt to order; empty if the form came without a valid one. */
    Optional<UUID> key() {
        try {
            return Optional.of(UUID.fromString(idempotencyKey));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The address in it. */
    PostalAddress address() {
        return new PostalAddress(name, company, street, postalCode, city, country);
    }

    private static void require(FieldErrors errors, String field, boolean right, String message) {
        if (!right) {
            errors.add(field, message);
        }
    }
}
