package io.shopoperator.shop.payment;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the payment methods. English: {@code messages/payment_en.properties}. */
@MessageBundle("payment")
public interface PaymentMessages {
    @Message("Rechnung")
    String invoice();

    @Message("Bezahle innerhalb von 14 Tagen, nachdem die Ware bei dir ist. Die Rechnung liegt der Sendung bei.")
    String invoiceInstructions();

    @Message("Vorkasse")
    String prepayment();

    @Message(
            "Überweise den Gesamtbetrag mit der Bestellnummer als Verwendungszweck. Wir versenden nach Zahlungseingang.")
    String prepaymentInstructions();
}
