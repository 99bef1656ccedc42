package io.shopoperator.shop.mail;

import io.shopoperator.shop.layout.Language;

/** Writes the mails of one kind; a bean of the room the mail is about. */
public interface MailComposer {
    /** The kind of mail this composes, as stored in the outbox. */
    String kind();

    /** Writes the mail about {@code reference}, which the room gave when it put the mail into the outbox. */
    MailContent compose(String reference, Language language);
}
