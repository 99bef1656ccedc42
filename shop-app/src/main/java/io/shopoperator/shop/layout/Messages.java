package io.shopoperator.shop.layout;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the shop front. German stands here, English in {@code messages/msg_en.properties}. */
@MessageBundle
public interface Messages {
    @Message("Zum Inhalt springen")
    String skipToContent();

    @Message("Produkte suchen")
    String searchLabel();

    @Message("Wonach suchst du?")
    String searchPlaceholder();

    @Message("Suchen")
    String searchButton();

    @Message("Konto und Warenkorb")
    String toolsLabel();

    @Message("Mein Konto")
    String account();

    @Message("Anmelden")
    String login();

    @Message("Warenkorb")
    String cart();

    @Message("Artikel im Warenkorb:")
    String cartPieces();

    @Message("Kategorien")
    String categoriesLabel();

    @Message("Service")
    String footerService();

    @Message("Konto und Bestellungen")
    String footerOrders();

    @Message("Rechtliches")
    String footerLegal();

    @Message("Vertrag widerrufen")
    String footerWithdrawal();

    @Message("Du kannst deine Bestellung hier ohne Anmeldung widerrufen.")
    String footerWithdrawalText();

    @Message("Sprache")
    String footerLanguage();

    @Message("Alle Preise inkl. MwSt., zzgl.")
    String footerPrices();

    @Message("Vertrag widerrufen")
    String withdrawalButton();

    @Message("Version")
    String version();

    @Message("Impressum")
    String legalImprint();

    @Message("AGB")
    String legalTerms();

    @Message("Datenschutz")
    String legalPrivacy();

    @Message("Widerrufsbelehrung")
    String legalWithdrawal();

    @Message("Versand und Zahlung")
    String legalShipping();

    @Message("Barrierefreiheit")
    String legalAccessibility();

    @Message("Startseite")
    String home();

    @Message("Schöne Dinge für jeden Tag")
    String homeTitle();

    @Message("Schöne Dinge für jeden Tag")
    String homeHeading();

    @Message("Ausgewählt mit Sorgfalt, hergestellt mit Anstand, verschickt in wenigen Tagen.")
    String homeIntro();

    @Message("Neues entdecken")
    String homeBrowse();

    @Message("Nach Kategorie stöbern")
    String homeCategories();

    @Message("Neu eingetroffen")
    String homeNew();

    @Message("Im Preis reduziert")
    String homeReduced();

    @Message("Hier entsteht ein Shop")
    String homeEmptyTitle();

    @Message("Noch sind keine Produkte da. Schau bald wieder vorbei!")
    String homeEmptyText();

    @Message("Schnell bei dir")
    String promiseShipping();

    @Message("Versand in wenigen Werktagen")
    String promiseShippingText();

    @Message("14 Tage Widerrufsrecht")
    String promiseWithdrawal();

    @Message("mit einem Klick, ohne Anmeldung")
    String promiseWithdrawalText();

    @Message("Keine Werbe-Cookies")
    String promisePrivacy();

    @Message("nur, was der Einkauf braucht")
    String promisePrivacyText();

    @Message("Brotkrumenpfad")
    String breadcrumbLabel();

    @Message("Produkte")
    String products();

    @Message("Sortieren nach")
    String sortLabel();

    @Message("Anwenden")
    String sortApply();

    @Message("Neueste zuerst")
    String sortNewest();

    @Message("Preis aufsteigend")
    String sortPrice();

    @Message("Preis absteigend")
    String sortPriceDown();

    @Message("Name")
    String sortName();

    @Message("{first} bis {last} von {total} Produkten")
    String listRange(int first, int last, int total);

    @Message("Seiten")
    String pagesLabel();

    @Message("Zurück")
    String pagePrevious();

    @Message("Weiter")
    String pageNext();

    @Message("Seite {number}")
    String pageNumber(int number);

    @Message("Niedrigster Preis der letzten 30 Tage: {price}")
    String lowestPrice(String price);

    @Message("{percent} % reduziert")
    String reducedBy(int percent);

    @Message("Ausverkauft")
    String soldOut();

    @Message("Auf Lager")
    String inStock();

    @Message("Nur noch {count} auf Lager")
    String fewLeft(int count);

    @Message("{price} / {unit}")
    String basePrice(String price, String unit);

    @Message("inkl. {rate} % MwSt., zzgl.")
    String includesVat(String rate);

    @Message("Versand")
    String shippingLink();

    @Message("Lieferzeit")
    String deliveryTime();

    @Message("{min} bis {max} Werktage (Deutschland)")
    String deliveryDays(int min, int max);

    @Message("Menge")
    String quantity();

    @Message("In den Warenkorb")
    String addToCart();

    @Message("Inhalt")
    String contents();

    @Message("Artikelnummer")
    String articleNumber();

    @Message("Gewicht")
    String weight();

    @Message("Kategorie")
    String category();

    @Message("Beschreibung")
    String descriptionTitle();

    @Message("Details")
    String detailsTitle();

    @Message("Hersteller")
    String manufacturer();

    @Message("Hersteller und Produktsicherheit")
    String manufacturerTitle();

    @Message("Bilder des Produkts")
    String galleryLabel();

    @Message("{name}, Bild {number}")
    String pictureAlt(String name, int number);

    @Message("Bild {number} zeigen")
    String pictureLink(int number);

    @Message("Das könnte dir auch gefallen")
    String relatedTitle();

    @Message("Dieses Produkt ist gerade ausverkauft.")
    String soldOutText();

    @Message("Suche nach „{words}“")
    String searchTitle(String words);

    @Message("Suche")
    String searchTitleEmpty();

    @Message("Gib oben ein, wonach du suchst, zum Beispiel „Tasse“ oder „Poster Berge“.")
    String searchAsk();

    @Message("Für „{words}“ haben wir nichts gefunden.")
    String searchNone(String words);

    @Message("Wir zeigen dir Treffer für")
    String searchCorrected(String words);

    @Message("Prüfe die Schreibweise, nimm weniger oder allgemeinere Wörter oder stöbere in den Kategorien:")
    String searchNoneHint();

    @Message("Diese Seite gibt es nicht")
    String notFoundTitle();

    @Message(
            "Vielleicht wurde das Produkt aus dem Sortiment genommen oder der Link ist alt. Suche oben danach oder stöbere in den Kategorien.")
    String notFoundText();

    @Message("Das hat nicht geklappt")
    String errorTitle();

    @Message(
            "Bei uns ist ein Fehler passiert, es liegt nicht an dir. Bitte versuche es in einem Moment noch einmal. Dein Warenkorb bleibt erhalten.")
    String errorText();

    @Message("Diese Anfrage wurde nicht angenommen")
    String refusedTitle();

    @Message("Bitte gehe zurück, prüfe deine Eingaben und versuche es noch einmal.")
    String refusedText();

    @Message("Zur Startseite")
    String errorHome();

    @Message("Fehlernummer: {number}")
    String errorNumber(String number);

    @Message("Stand: {date}")
    String legalUpdated(String date);

    @Message("Das hat nicht geklappt. Bitte lade die Seite neu und versuche es noch einmal.")
    String fragmentFailed();
}
