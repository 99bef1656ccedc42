package io.shopoperator.shop.security;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of logging in. English: {@code messages/security_en.properties}. */
@MessageBundle("security")
public interface SecurityMessages {
    @Message("Zu viele Versuche")
    String tooManyTitle();

    @Message(
            "Es gab zu viele Versuche. Bitte warte {#if minutes == 1}eine Minute{#else}{minutes} Minuten{/if} und versuche es dann erneut. Dein Warenkorb bleibt erhalten.")
    String tooManyText(long minutes);

    @Message("Gerade ist viel los")
    String busyTitle();

    @Message(
            "Gerade melden sich sehr viele Menschen an. Bitte versuche es in einigen Sekunden erneut. Dein Warenkorb bleibt erhalten.")
    String busyText();

    @Message("Verwaltung")
    String adminTitle();

    @Message("Benutzername")
    String username();

    @Message("Passwort")
    String password();

    @Message("Anmelden")
    String logIn();

    @Message("Benutzername oder Passwort stimmt nicht.")
    String wrong();
}
