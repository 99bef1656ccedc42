package io.shopoperator.shop.withdrawal;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of withdrawing from a contract; the buttons are worded by § 356a BGB. English: {@code messages/withdrawal_en.properties}. */
@MessageBundle("withdrawal")
public interface WithdrawalMessages {
    @Message("Vertrag widerrufen")
    String title();

    @Message(
            "Du kannst deinen Vertrag hier ohne Anmeldung und ohne Angabe von Gründen widerrufen. Wir bestätigen dir den Eingang sofort per E-Mail.")
    String intro();

    @Message("Bitte prüfe deine Angaben")
    String errorsTitle();

    @Message("Name")
    String name();

    @Message("Bestellnummer")
    String orderNumber();

    @Message("Sie steht in der Bestellbestätigung.")
    String orderNumberHint();

    @Message("E-Mail-Adresse für die Eingangsbestätigung")
    String email();

    @Message("Bemerkung, zum Beispiel wenn du nur einen Teil widerrufst")
    String remark();

    @Message("freiwillig")
    String optional();

    @Message("Weiter")
    String next();

    @Message("Widerruf bestätigen")
    String confirmTitle();

    @Message("Hiermit widerrufe ich meinen Vertrag über die Bestellung {orderNumber}.")
    String statement(String orderNumber);

    @Message("Widerruf bestätigen")
    String confirm();

    @Message("Angaben ändern")
    String change();

    @Message("Dein Widerruf ist eingegangen")
    String doneTitle();

    @Message("Eingegangen am {time}. Die Eingangsbestätigung geht an {email}.")
    String doneText(String time, String email);

    @Message("Bitte gib deinen Namen an.")
    String nameMissing();

    @Message("Bitte gib die Bestellnummer an.")
    String orderNumberMissing();

    @Message("Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel name@beispiel.de.")
    String emailWrong();

    @Message("Eingangsbestätigung deines Widerrufs")
    String mailSubject();

    @Message("Guten Tag {name},")
    String mailGreeting(String name);

    @Message("dein Widerruf ist bei {shop} eingegangen am {time}. Das hast du erklärt:")
    String mailIntro(String shop, String time);
}
