package io.shopoperator.shop.cart;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the cart. English: {@code messages/cart_en.properties}. */
@MessageBundle("cart")
public interface CartMessages {
    @Message("Warenkorb")
    String title();

    @Message("Dein Warenkorb ist leer.")
    String empty();

    @Message("Weiter einkaufen")
    String continueShopping();

    @Message("Artikel")
    String product();

    @Message("Einzelpreis")
    String unitPrice();

    @Message("Menge")
    String quantity();

    @Message("Menge von {name}")
    String quantityOf(String name);

    @Message("Summe")
    String total();

    @Message("Ändern")
    String change();

    @Message("Menge von {name} ändern")
    String changeOf(String name);

    @Message("Entfernen")
    String remove();

    @Message("{name} entfernen")
    String removeOf(String name);

    @Message("Davon sind nur noch {stock} da. Bitte verringere die Menge.")
    String onlyLeft(int stock);

    @Message("Ausverkauft. Bitte entferne diesen Artikel.")
    String soldOut();

    @Message("Zwischensumme")
    String subtotal();

    @Message("inkl. MwSt., zzgl.")
    String includingVat();

    @Message("Versand")
    String shipping();

    @Message("Zur Kasse")
    String toCheckout();

    @Message("„{name}“ liegt im Warenkorb.")
    String added(String name);

    @Message("{#if quantity == 1}Davon ist 1 Stück darin.{#else}Davon sind {quantity} Stück darin.{/if}")
    String inCart(int quantity);

    @Message("Zum Warenkorb")
    String toCart();

    @Message("Warenkorb geändert: {pieces} Artikel, {total}")
    String changed(int pieces, String total);

    @Message("Dieser Artikel wird nicht mehr verkauft.")
    String gone();
}
