package io.shopoperator.shop.payment;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.layout.Language;
import jakarta.enterprise.context.ApplicationScoped;

/** Paying before the goods are sent. */
@ApplicationScoped
class PrepaymentPayment implements PaymentMethod {
    @Override
    public String id() {
        return "prepayment";
    }

    @Override
    public int position() {
        return 2;
    }

    @Override
    public String name(Language language) {
        return words(language).prepayment();
    }

    @Override
    public String instructions(Language language) {
        return words(language).prepaymentInstructions();
    }

    @Override
    public boolean paidInAdvance() {
        return true;
    }

    private static PaymentMessages words(Language language) {
        return MessageBundles.get(PaymentMessages.class, Localized.Literal.of(language.code()));
    }
}
