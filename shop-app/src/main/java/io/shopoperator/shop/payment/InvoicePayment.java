package io.shopoperator.shop.payment;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;

/** Paying after the goods have come. */
@ApplicationScoped
class InvoicePayment implements PaymentMethod {
    @Override
    public String id() {
        return "invoice";
    }

    @Override
    public int position() {
        return 1;
    }

    @Override
    public String name(Language language) {
        return words(language).invoice();
    }

    @Override
    public String instructions(Language language) {
        return words(language).invoiceInstructions();
    }

    @Override
    public boolean paidInAdvance() {
        return false;
    }

    private static PaymentMessages words(Language language) {
        return MessageBundles.get(PaymentMessages.class, Localized.Literal.of(language.code()));
    }
}
