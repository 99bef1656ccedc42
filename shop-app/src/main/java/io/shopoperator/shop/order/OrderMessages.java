package io.shopoperator.shop.order;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of orders, on pages and in mails. English: {@code messages/order_en.properties}. */
@MessageBundle("order")
public interface OrderMessages {
    @Message("Bestellung {number}")
    String title(long number);

    @Message("Vielen Dank für deine Bestellung!")
    String thanks();

    @Message(
            "Wir haben sie erhalten und schicken dir eine Bestätigung an {email}. Diese Seite zeigt dir jederzeit den Stand; speichere dir ihre Adresse.")
    String received(String email);

    @Message("Stand")
    String status();

    @Message(
            "{#switch status}{#case AWAITING_PAYMENT}Wartet auf Zahlung{#case RECEIVED}Eingegangen{#case PAID}Bezahlt{#case SHIPPED}Versandt{#case COMPLETED}Abgeschlossen{#case CANCELLED}Storniert{/switch}")
    String statusName(OrderStatus status);

    @Message("Bestellt am")
    String placedAt();

    @Message("Bestellnummer")
    String number();

    @Message("Artikel")
    String product();

    @Message("Menge")
    String quantity();

    @Message("Einzelpreis")
    String unitPrice();

    @Message("Summe")
    String sum();

    @Message("Warenwert")
    String items();

    @Message("Versand")
    String shipping();

    @Message("Gesamtbetrag")
    String total();

    @Message("enthaltene MwSt. {rate} %")
    String vat(String rate);

    @Message("Lieferadresse und Rechnungsadresse")
    String address();

    @Message("Lieferung")
    String delivery();

    @Message("{#switch method}{#case STANDARD}Standardversand{#case EXPRESS}Expressversand{/switch}")
    String deliveryName(DeliveryMethod method);

    @Message("Lieferzeit {min} bis {max} Werktage")
    String deliveryTime(int min, int max);

    @Message("Zahlung")
    String payment();

    @Message("Bestellbestätigung {number}")
    String mailSubject(long number);

    @Message("Guten Tag {name},")
    String mailGreeting(String name);

    @Message(
            "vielen Dank für deine Bestellung bei {shop}. Wir haben sie erhalten und nehmen sie hiermit an. Hier steht, was vereinbart ist:")
    String mailIntro(String shop);

    @Message("Den Stand deiner Bestellung siehst du jederzeit hier:")
    String mailStatus();

    @Message(
            "Du kannst deinen Vertrag binnen 14 Tagen nach Erhalt der Ware ohne Angabe von Gründen widerrufen. Belehrung und Formular stehen am Ende dieser Mail und hier:")
    String mailWithdrawal();

    @Message("Es gelten unsere AGB, wie sie am Ende dieser Mail stehen. Auf unseren Seiten findest du sie hier:")
    String mailTerms();
}
