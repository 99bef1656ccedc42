package io.shopoperator.shop.admin;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.shopoperator.shop.layout.Messages;
import io.shopoperator.shop.layout.PageFrame;
import io.shopoperator.shop.legal.LegalKind;
import io.shopoperator.shop.media.PictureCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The words of the admin in the language of the page. */
@ApplicationScoped
class AdminWords {
    @Inject
    PageFrame page;

    AdminMessages messages() {
        return MessageBundles.get(AdminMessages.class, Localized.Literal.of(page.lang()));
    }

    StatusNames statuses() {
        return new StatusNames(messages());
    }

    LegalNames legalNames() {
        return new LegalNames(MessageBundles.get(Messages.class, Localized.Literal.of(page.lang())));
    }

    String problem(PictureCheck.Problem problem) {
        AdminMessages messages = messages();
        return switch (problem) {
            case EMPTY -> messages.pictureEmpty();
            case TOO_LARGE -> messages.pictureTooLarge();
            case NOT_A_PICTURE -> messages.pictureNotPicture();
            case DRAWING -> messages.pictureDrawing();
            case WRONG_SIZE -> messages.pictureWrongSize();
        };
    }

    /** The names of the legal texts. */
    record LegalNames(Messages messages) {
        public String of(LegalKind kind) {
            return switch (kind) {
                case IMPRINT -> messages.legalImprint();
                case TERMS -> messages.legalTerms();
                case PRIVACY -> messages.legalPrivacy();
                case WITHDRAWAL -> messages.legalWithdrawal();
                case SHIPPING -> messages.legalShipping();
                case ACCESSIBILITY -> messages.legalAccessibility();
            };
        }
    }
}
