package io.shopoperator.shop.customer;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of customer accounts. English: {@code messages/customer_en.properties}. */
@MessageBundle("customer")
public interface CustomerMessages {
    @Message("Anmelden")
    String loginTitle();

    @Message("E-Mail-Adresse")
    String email();

    @Message("Passwort")
    String password();

    @Message("Anmelden")
    String logIn();

    @Message("E-Mail-Adresse oder Passwort stimmt nicht.")
    String wrong();

    @Message("Noch kein Konto?")
    String noAccount();

    @Message("Konto anlegen")
    String register();

    @Message("Vor- und Nachname")
    String name();

    @Message("Mindestens 10 Zeichen. Ein Satz ist leicht zu merken.")
    String passwordHint();

    @Message("Bitte gib deinen Namen an.")
    String nameMissing();

    @Message("Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel name@beispiel.de.")
    String emailWrong();

    @Message("Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melde dich an.")
    String emailTaken();

    @Message("Das Passwort braucht mindestens 10 und höchstens 200 Zeichen.")
    String passwordLength();

    @Message("Mein Konto")
    String accountTitle();

    @Message("Angemeldet als {name} ({email}).")
    String loggedInAs(String name, String email);

    @Message("Abmelden")
    String logOut();

    @Message("Meine Bestellungen")
    String orders();

    @Message("Du hast noch nichts bestellt.")
    String noOrders();

    @Message("Nummer")
    String number();

    @Message("Datum")
    String date();

    @Message("Stand")
    String status();

    @Message("Betrag")
    String total();

    @Message("Meine Adressen")
    String addresses();

    @Message("Adressen merken wir uns, wenn du bestellst.")
    String noAddresses();

    @Message("Löschen")
    String forget();

    @Message("Adresse {street} löschen")
    String forgetOf(String street);

    @Message("Passwort ändern")
    String changePassword();

    @Message("Bisheriges Passwort")
    String oldPassword();

    @Message("Neues Passwort")
    String newPassword();

    @Message("Das bisherige Passwort stimmt nicht.")
    String oldPasswordWrong();

    @Message("Dein Passwort ist geändert. Auf allen anderen Geräten bist du abgemeldet.")
    String passwordChanged();
}
