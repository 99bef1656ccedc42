package io.shopoperator.shop.checkout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the checkout. English: {@code messages/checkout_en.properties}. */
@MessageBundle("checkout")
public interface CheckoutMessages {
    @Message("Kasse")
    String title();

    @Message("Adresse, Lieferung, Zahlung")
    String detailsTitle();

    @Message("Prüfen und bestellen")
    String reviewTitle();

    @Message("Du bestellst als Gast. Ein Konto ist nicht nötig.")
    String asGuest();

    @Message("Ich habe schon ein Konto")
    String haveAccount();

    @Message("Bitte prüfe deine Angaben")
    String errorsTitle();

    @Message("Deine Adresse")
    String addressLegend();

    @Message("Vor- und Nachname")
    String name();

    @Message("Firma")
    String company();

    @Message("freiwillig")
    String optional();

    @Message("Straße und Hausnummer")
    String street();

    @Message("Postleitzahl")
    String postalCode();

    @Message("Ort")
    String city();

    @Message("Land")
    String country();

    @Message("Deutschland")
    String germany();

    @Message("Österreich")
    String austria();

    @Message("E-Mail-Adresse")
    String email();

    @Message("Hierhin senden wir die Bestellbestätigung.")
    String emailHint();

    @Message("Lieferung")
    String deliveryLegend();

    @Message("Zahlung")
    String paymentLegend();

    @Message("kostenlos")
    String free();

    @Message("Weiter zur Prüfung")
    String toReview();

    @Message("Angaben ändern")
    String changeDetails();

    @Message("Warenkorb ändern")
    String changeCart();

    @Message("Deine Angaben")
    String yourDetails();

    @Message("Ich habe die")
    String termsBefore();

    @Message("AGB")
    String terms();

    @Message("und die")
    String termsAnd();

    @Message("Widerrufsbelehrung")
    String withdrawal();

    @Message("gelesen und stimme den AGB zu.")
    String termsAfter();

    @Message("Deine Bestellung im Überblick")
    String essentials();

    @Message("inkl. MwSt. und Versand")
    String includingAll();

    @Message("Deine gesetzlichen Gewährleistungsrechte")
    String warranty();

    @Message("Amtliche Mitteilung über die gesetzliche Gewährleistung")
    String warrantyNotice();

    @Message("zahlungspflichtig bestellen")
    String order();

    @Message("Bitte gib deinen Namen an.")
    String nameMissing();

    @Message("Bitte gib Straße und Hausnummer an.")
    String streetMissing();

    @Message("Bitte gib eine Postleitzahl mit {digits} Ziffern an.")
    String postalCodeWrong(int digits);

    @Message("Bitte gib den Ort an.")
    String cityMissing();

    @Message("Bitte wähle ein Land, in das wir liefern.")
    String countryWrong();

    @Message("Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel name@beispiel.de.")
    String emailWrong();

    @Message("Bitte wähle, wie wir liefern sollen.")
    String deliveryMissing();

    @Message("Bitte wähle, wie du bezahlen möchtest.")
    String paymentMissing();

    @Message("Bitte stimme den AGB zu, um zu bestellen.")
    String termsMissing();

    @Message("Preise oder Verfügbarkeit haben sich geändert. Bitte prüfe die Bestellung noch einmal.")
    String changed();
}
