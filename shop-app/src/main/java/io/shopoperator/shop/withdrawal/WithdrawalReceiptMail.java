package io.shopoperator.shop.withdrawal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.mail.MailComposer;
import io.shopoperator.shop.mail.MailContent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Confirms that a withdrawal was received: its content, and when. Its reference is the token of the declaration. */
@ApplicationScoped
class WithdrawalReceiptMail implements MailComposer {
    static final String KIND = "withdrawal-receipt";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Inject
    Withdrawals withdrawals;

    @Inject
    ShopSettings settings;

    /** Templates of this mail. */
    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance html(Declaration declaration, String language, String shop, String time);

        static native TemplateInstance text(Declaration declaration, String shop, String time);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public MailContent compose(String token, Language language) {
        Declaration declaration = withdrawals
                .find(token)
                .orElseThrow(() -> new IllegalStateException("There is no withdrawal for this mail"));
        WithdrawalMessages words = MessageBundles.get(WithdrawalMessages.class, Localized.Literal.of(language.code()));
        String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(language.locale())
                .format(declaration.receivedAt().atZone(ZONE));
        return new MailContent(
                words.mailSubject(),
                Templates.text(declaration, settings.name(), time)
                        .setLocale(language.code())
                        .render(),
                Templates.html(declaration, language.code(), settings.name(), time)
                        .setLocale(language.code())
                        .render());
    }
}
