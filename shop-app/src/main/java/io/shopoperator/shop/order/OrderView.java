package io.shopoperator.shop.order;

import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.Money;
import io.shopoperator.shop.payment.PaymentMethod;
import io.shopoperator.shop.payment.PaymentMethods;
import java.util.List;
import java.util.Optional;

/**
 * An order in words for pages and mails.
 *
 * @param order the order
 * @param language language to show it in
 * @param payment name of the payment method
 * @param instructions what the customer has to do to pay, empty when nothing is to be paid
 */
public record OrderView(Order order, Language language, String payment, String instructions) {

    /** The order as shown in {@code language}. */
    static OrderView of(Order order, Language language, PaymentMethods methods) {
        Optional<PaymentMethod> method = methods.find(order.paymentMethod());
        boolean open = order.status() != OrderStatus.CANCELLED;
        return new OrderView(
                order,
                language,
                method.map(found -> found.name(language)).orElse(order.paymentMethod()),
                open ? method.map(found -> found.instructions(language)).orElse("") : "");
    }

    /** An amount as people read it. */
    public String money(long cents) {
        return Money.format(cents, language);
    }

    /** The VAT contained in the total. */
    public List<Vat> vat() {
        return order.vat();
    }
}
