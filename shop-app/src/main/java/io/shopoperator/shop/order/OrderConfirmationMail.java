package io.shopoperator.shop.order;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.legal.LegalKind;
import io.shopoperator.shop.legal.LegalText;
import io.shopoperator.shop.legal.LegalTexts;
import io.shopoperator.shop.mail.MailComposer;
import io.shopoperator.shop.mail.MailContent;
import io.shopoperator.shop.payment.PaymentMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Confirms an order with everything that was agreed. The law wants terms and withdrawal instructions on something the customer keeps
 * (§ 312f BGB), which a link is not. Its reference is the token of the order.
 */
@ApplicationScoped
class OrderConfirmationMail implements MailComposer {
    static final String KIND = "order-confirmation";

    @Inject
    OrderService orders;

    @Inject
    PaymentMethods paymentMethods;

    @Inject
    LegalTexts texts;

    @Inject
    ShopSettings settings;

    /** Templates of this mail. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance html(OrderView view, String shop, String base, String terms, String withdrawal);

        static native TemplateInstance text(OrderView view, String shop, String base, String terms, String withdrawal);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public MailContent compose(String token, Language language) {
        Order order = orders.byToken(token)
                .orElseThrow(() -> new IllegalStateException("The order of this mail is deleted; the mail waits"));
        OrderView view = OrderView.of(order, language, paymentMethods);
        String base = settings.url() + "/" + language.code();
        OrderMessages words = MessageBundles.get(OrderMessages.class, Localized.Literal.of(language.code()));
        LegalText terms = agreed(LegalKind.TERMS, order, language);
        LegalText withdrawal = agreed(LegalKind.WITHDRAWAL, order, language);
        return new MailContent(
                words.mailSubject(order.number()),
                Templates.text(view, settings.name(), base, terms.plain(), withdrawal.plain())
                        .setLocale(language.code())
                        .render(),
                Templates.html(view, settings.name(), base, texts.html(terms), texts.html(withdrawal))
                        .setLocale(language.code())
                        .render());
    }

    private LegalText agreed(LegalKind kind, Order order, Language language) {
        return texts.at(kind, language, order.placedAt()).linkedTo(settings.url());
    }
}
