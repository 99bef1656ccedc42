package io.shopoperator.shop.mail;

/**
 * A mail ready to be sent.
 *
 * @param subject its subject
 * @param text what programs without HTML show
 * @param html what others show
 */
public record MailContent(String subject, String text, String html) {}
