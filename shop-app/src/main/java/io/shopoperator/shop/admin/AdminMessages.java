package io.shopoperator.shop.admin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the admin. German stands here, English in {@code messages/admin_en.properties}. */
@MessageBundle("admin")
public interface AdminMessages {
    @Message("Verwaltung")
    String title();

    @Message("Verwaltung")
    String navLabel();

    @Message("Übersicht")
    String navDashboard();

    @Message("Bestellungen")
    String navOrders();

    @Message("Produkte")
    String navProducts();

    @Message("Import")
    String navImport();

    @Message("Rechtstexte")
    String navLegal();

    @Message("Widerrufe")
    String navWithdrawals();

    @Message("Erste Schritte")
    String navFirstSteps();

    @Message("Zum Shop")
    String toShop();

    @Message("Abmelden")
    String logout();

    @Message("Übersicht")
    String dashboard();

    @Message("Bestellungen heute")
    String ordersToday();

    @Message("Umsatz heute")
    String revenueToday();

    @Message("Offene Bestellungen")
    String openOrders();

    @Message("Besucher gerade")
    String activeSessions();

    @Message("Aktive Produkte")
    String activeProducts();

    @Message("Mit wenig Bestand")
    String lowStock();

    @Message("Bestellungen je Tag, letzte 30 Tage")
    String plotOrders();

    @Message("Umsatz je Tag, letzte 30 Tage")
    String plotRevenue();

    @Message("Neue Besuche je Tag, letzte 30 Tage")
    String plotSessions();

    @Message("{title}. Zusammen {total}. Die Werte stehen in der Tabelle darunter.")
    String plotSum(String title, String total);

    @Message("Werte als Tabelle")
    String plotTable();

    @Message("Tag")
    String day();

    @Message("Wert")
    String value();

    @Message("Neueste Bestellungen")
    String latestOrders();

    @Message("Alle Bestellungen")
    String allOrders();

    @Message("Noch keine Bestellungen.")
    String noOrders();

    @Message("Keine Bestellung passt dazu.")
    String noOrdersFound();

    @Message("Der Shop hat keine Bestellung {number} (mehr).")
    String unknownOrder(long number);

    @Message(
            "Auch unter den gelöschten ist sie nicht. Gab es sie, dann kommt sie aus einer Sicherung zurück, wenn der Shop Operator darum gebeten wird.")
    String unknownOrderText();

    @Message("Das YAML der Bitte:")
    String restoreYaml();

    @Message(
            "Genommen wird die neueste Sicherung, die vor dem Zeitpunkt bei before fertig war. Fehlt die Bestellung schon länger, dann setze dort einen ein, zu dem sie noch da war.")
    String restoreBefore();

    @Message("Gib das YAML diesem Befehl ein. NAMESPACE ist der Namespace des Shops, also sein metadata.namespace:")
    String restoreApply();

    @Message(
            "Das ist eine Vorschau und ändert nichts. Nach etwa einer Minute zeigt der erste Befehl, was getan würde; der zweite genehmigt mit dryRun: false genau das:")
    String restoreNext();

    @Message("In {count} Rechtstexten fehlen noch Angaben. Kunden sehen die Lücken.")
    String unfilledLegal(int count);

    @Message("Rechtstexte ausfüllen")
    String unfilledLegalLink();

    @Message("Der amtliche Gewährleistungshinweis wurde noch nicht hochgeladen.")
    String noWarranty();

    @Message("Hinweis hochladen")
    String noWarrantyLink();

    @Message("Produkte")
    String products();

    @Message("Neues Produkt")
    String newProduct();

    @Message("Name oder Artikelnummer")
    String searchProducts();

    @Message("Anzeigen")
    String show();

    @Message("Alle")
    String showAll();

    @Message("Aktive")
    String showActive();

    @Message("Inaktive")
    String showInactive();

    @Message("Wenig Bestand")
    String showLow();

    @Message("Suchen")
    String search();

    @Message("Bild")
    String picture();

    @Message("Name")
    String name();

    @Message("Artikelnummer")
    String sku();

    @Message("Kategorie")
    String category();

    @Message("Preis")
    String price();

    @Message("Bestand")
    String stock();

    @Message("Status")
    String state();

    @Message("Aktiv")
    String active();

    @Message("Inaktiv")
    String inactive();

    @Message("Aktionen")
    String actions();

    @Message("Aktivieren")
    String activate();

    @Message("Deaktivieren")
    String deactivate();

    @Message("Keine Produkte gefunden.")
    String noProducts();

    @Message("Produkt bearbeiten")
    String editProduct();

    @Message("Im Shop ansehen")
    String viewInShop();

    @Message("Texte")
    String texts();

    @Message("Deutsch")
    String german();

    @Message("Englisch")
    String english();

    @Message("Name ({language})")
    String nameIn(String language);

    @Message("Beschreibung ({language})")
    String descriptionIn(String language);

    @Message("Verkauf")
    String sale();

    @Message("Preis in Euro, inkl. MwSt.")
    String priceLabel();

    @Message("Zum Beispiel 19,90")
    String priceHint();

    @Message("Mehrwertsteuer in Prozent")
    String vatLabel();

    @Message("In der Regel 19 oder 7")
    String vatHint();

    @Message("Bestand in Stück")
    String stockLabel();

    @Message("Im Shop sichtbar")
    String activeLabel();

    @Message("Adresse im Shop")
    String slugLabel();

    @Message("Leer lassen, dann wird sie aus dem Namen gebildet")
    String slugHint();

    @Message("Lieferung und Inhalt")
    String shippingTitle();

    @Message("Lieferzeit mindestens (Werktage)")
    String daysMin();

    @Message("Lieferzeit höchstens (Werktage)")
    String daysMax();

    @Message("Gewicht in Gramm")
    String weightLabel();

    @Message("Inhalt (für den Grundpreis)")
    String contentLabel();

    @Message("Einheit")
    String unitLabel();

    @Message("keine")
    String noUnit();

    @Message("Hersteller (Produktsicherheit)")
    String manufacturerTitle();

    @Message("Name")
    String manufacturerName();

    @Message("Anschrift")
    String manufacturerAddress();

    @Message("E-Mail oder Webadresse")
    String manufacturerContact();

    @Message("(freiwillig)")
    String optional();

    @Message("Speichern")
    String save();

    @Message("Gespeichert.")
    String saved();

    @Message("Bitte prüfe diese Angaben")
    String errorTitle();

    @Message("Gib mindestens einen Namen an, auf Deutsch oder Englisch.")
    String errorName();

    @Message("Gib eine Artikelnummer an.")
    String errorSku();

    @Message("Diese Artikelnummer hat schon ein anderes Produkt.")
    String errorSkuTaken();

    @Message("Erlaubt sind Kleinbuchstaben, Ziffern und einzelne Bindestriche, zum Beispiel tasse-blau.")
    String errorSlug();

    @Message("Diese Adresse hat schon ein anderes Produkt.")
    String errorSlugTaken();

    @Message("Gib den Preis als Zahl mit höchstens zwei Nachkommastellen an, zum Beispiel 19,90.")
    String errorPrice();

    @Message("Gib den Steuersatz als Zahl von 0 bis 50 an, zum Beispiel 19.")
    String errorVat();

    @Message("Gib den Bestand als ganze Zahl ab 0 an.")
    String errorStock();

    @Message("Gib ganze Tage von 0 bis 365 an; „höchstens“ darf nicht kleiner sein als „mindestens“.")
    String errorDays();

    @Message("Wähle eine Kategorie.")
    String errorCategory();

    @Message("Gib Menge und Einheit an, zum Beispiel 250 und g, oder lass beides leer.")
    String errorContent();

    @Message("Gib das Gewicht als ganze Zahl in Gramm an oder lass es leer.")
    String errorWeight();

    @Message("Das ist zu lang, höchstens {longest} Zeichen.")
    String errorLong(int longest);

    @Message("Bilder")
    String pictures();

    @Message("Noch keine Bilder.")
    String noPictures();

    @Message("Bilder hinzufügen")
    String addPictures();

    @Message("JPEG, PNG oder WebP, höchstens 5 MB, 50 bis 6000 Pixel je Seite. Das erste Bild zeigen auch die Listen.")
    String addPicturesHint();

    @Message("Hochladen")
    String upload();

    @Message("Nach vorn")
    String makeFirst();

    @Message("Entfernen")
    String removePicture();

    @Message("Bild {number}")
    String pictureNumber(int number);

    @Message("{file}: {reason}")
    String pictureRefused(String file, String reason);

    @Message(
            "Jemand anderes hat das inzwischen geändert in „{stored}“. Speichere noch einmal, wenn deine Angabe gelten soll.")
    String changedMeanwhile(String stored);

    @Message("Dieses Bild gibt es nicht mehr: Jemand anderes hat es inzwischen entfernt. Bitte wähle ein anderes.")
    String pictureGone();

    @Message("Wähle eine Datei aus.")
    String pictureEmpty();

    @Message("Die Datei ist größer als 5 MB. Verkleinere sie.")
    String pictureTooLarge();

    @Message("Das ist kein JPEG, PNG oder WebP.")
    String pictureNotPicture();

    @Message("SVG wird nicht angenommen, weil es Programme enthalten kann. Speichere das Bild als PNG.")
    String pictureDrawing();

    @Message("Jede Seite muss 50 bis 6000 Pixel haben.")
    String pictureWrongSize();

    @Message("Bestellungen")
    String orders();

    @Message("Nummer, Name oder E-Mail")
    String searchOrders();

    @Message("Status")
    String status();

    @Message("Jeder")
    String anyStatus();

    @Message("Gelöschte zeigen")
    String deletedOrders();

    @Message("Nummer")
    String number();

    @Message("Datum")
    String date();

    @Message("Kunde")
    String customer();

    @Message("Summe")
    String total();

    @Message("Bestellung {number}")
    String order(String number);

    @Message("Eingegangen")
    String statusReceived();

    @Message("Wartet auf Zahlung")
    String statusAwaitingPayment();

    @Message("Bezahlt")
    String statusPaid();

    @Message("Verschickt")
    String statusShipped();

    @Message("Abgeschlossen")
    String statusCompleted();

    @Message("Storniert")
    String statusCancelled();

    @Message("Gelöscht")
    String deleted();

    @Message("Weiter zu")
    String changeStatus();

    @Message("Bestellung löschen")
    String deleteOrder();

    @Message("Gelöschte Bestellungen bleiben erhalten und können zurückgeholt werden.")
    String deleteHint();

    @Message("Letzte Änderung zurücknehmen")
    String undo();

    @Message("Verlauf")
    String history();

    @Message("Stand davor")
    String historyBefore();

    @Message("Geändert von")
    String changedBy();

    @Message("Bestellt")
    String placed();

    @Message("Noch keine Änderungen.")
    String noHistory();

    @Message("Artikel")
    String article();

    @Message("Menge")
    String quantity();

    @Message("Einzelpreis")
    String unitPrice();

    @Message("Waren")
    String items();

    @Message("Versand")
    String shipping();

    @Message("Lieferanschrift")
    String deliveryAddress();

    @Message("Zahlungsart")
    String paymentMethod();

    @Message("Gast")
    String guest();

    @Message("Seite des Kunden")
    String orderPage();

    @Message("Die Bestellung wurde geändert.")
    String orderDone();

    @Message("Rechtstexte")
    String legalTexts();

    @Message(
            "Die Texte sind Entwürfe. Fülle alle Angaben in [[doppelten Klammern]] aus und lass die Texte prüfen. Jede Fassung bleibt gespeichert.")
    String legalIntro();

    @Message("Text")
    String text();

    @Message("Sprache")
    String language();

    @Message("Fassung")
    String versionColumn();

    @Message("Fehlende Angaben")
    String gaps();

    @Message("vollständig")
    String noGaps();

    @Message("Entwurf")
    String draft();

    @Message("Bearbeiten")
    String edit();

    @Message("{name} bearbeiten")
    String editText(String name);

    @Message("Text (Markdown)")
    String legalBody();

    @Message("Überschriften mit #, Fettes mit **, Links als [Text](Adresse).")
    String legalBodyHint();

    @Message("Noch auszufüllen: {gaps}")
    String gapsOf(String gaps);

    @Message("Fassungen")
    String versions();

    @Message("Nicht gespeichert: Jemand anderes hat diesen Text inzwischen geändert")
    String textConflict();

    @Message(
            "{author} hat den Text am {date} geändert; er steht unten. Übernimm daraus, was bleiben soll, in deinen Text und speichere dann noch einmal.")
    String textConflictAdvice(String author, String date);

    @Message("Der Text, der gilt")
    String textThatHolds();

    @Message("Fassung {number} vom {date} ({author})")
    String versionLine(int number, String date, String author);

    @Message("Gewährleistungshinweis")
    String warrantyTitle();

    @Message(
            "Die EU schreibt einen einheitlichen Hinweis auf die gesetzliche Gewährleistung vor. Lade die amtliche Datei hoch; sie wird vor der Bestellung unverändert gezeigt.")
    String warrantyText();

    @Message("Amtliche Datei (PNG, JPEG, WebP, SVG oder PDF, höchstens 5 MB)")
    String warrantyFile();

    @Message("Jetzige Datei ansehen")
    String warrantyCurrent();

    @Message("Datei entfernen")
    String warrantyRemove();

    @Message(
            "Die Datei wurde nicht angenommen: Es muss ein PNG, JPEG, WebP, PDF oder ein SVG ohne Programme sein, höchstens 5 MB.")
    String warrantyRefused();

    @Message("Erste Schritte")
    String firstSteps();

    @Message("So wird aus dem leeren Shop dein Shop.")
    String firstStepsIntro();

    @Message("Erledigt")
    String done();

    @Message("Offen")
    String open();

    @Message("Dem Shop einen Namen geben")
    String stepName();

    @Message("Name des Shops")
    String brandLabel();

    @Message("Produkte einfüllen")
    String stepCatalogue();

    @Message("Zurzeit sind {count} Produkte im Shop.")
    String stepCatalogueText(int count);

    @Message("Demokatalog laden")
    String loadDemo();

    @Message("Lädt rund 1000 erfundene Produkte mit Bildern, um alles auszuprobieren.")
    String loadDemoHint();

    @Message("{count} Produkte wurden geladen.")
    String demoLoaded(int count);

    @Message("Eigenen Katalog importieren")
    String importLink();

    @Message("Rechtstexte ausfüllen")
    String stepLegal();

    @Message("Gewährleistungshinweis hochladen")
    String stepWarranty();

    @Message("Eine Probebestellung machen")
    String stepTry();

    @Message("Kaufe etwas in deinem Shop und sieh dir die Bestellung hier an.")
    String stepTryText();

    @Message("Katalog importieren")
    String importTitle();

    @Message(
            "Produkte aus einer CSV- oder JSON-Datei anlegen und ändern. Vorhandene Produkte werden an der Artikelnummer erkannt.")
    String importIntro();

    @Message("Datei (CSV, JSON oder ZIP mit Bildern)")
    String importFile();

    @Message(
            "CSV mit Komma oder Semikolon, Preise mit Punkt oder Komma, UTF-8 oder Latin-1; höchstens {megabytes} MB. Bilder kommen mit dem Katalog in einer ZIP-Datei (catalogue.csv oder catalogue.json).")
    String importFileHint(int megabytes);

    @Message("Wenn Zeilen Fehler haben")
    String importMode();

    @Message("Nichts übernehmen")
    String importModeAll();

    @Message("Nur die richtigen Zeilen übernehmen")
    String importModeValid();

    @Message("Importieren")
    String importStart();

    @Message("Beispieldateien")
    String importSamples();

    @Message("Beispiel als CSV")
    String importSampleCsv();

    @Message("Beispiel als JSON")
    String importSampleJson();

    @Message("{created} neu angelegt, {updated} geändert, {unchanged} unverändert, {refused} Zeilen ausgelassen.")
    String importResult(int created, int updated, int unchanged, int refused);

    @Message("Und {count} weitere.")
    String importMore(int count);

    @Message("Neue Kategorien:")
    String importNewCategories();

    @Message("Unbekannte Spalten, die nicht gelesen wurden:")
    String importIgnored();

    @Message("Es wurde nichts übernommen, weil Zeilen Fehler haben.")
    String importNothing();

    @Message("Der Import wurde unterbrochen, und wie weit er kam, ist nicht ganz bekannt.")
    String importUncertain();

    @Message("Es wurde nichts übernommen.")
    String importNothingNow();

    @Message("Zeile")
    String importRow();

    @Message("Spalte")
    String importColumn();

    @Message("Wert")
    String importValue();

    @Message("Was zu ändern ist")
    String importAdvice();

    @Message("Widerrufe")
    String withdrawals();

    @Message("Bisher hat niemand einen Vertrag widerrufen.")
    String withdrawalsNone();

    @Message("Eingegangen")
    String withdrawalReceived();

    @Message("Bemerkung")
    String withdrawalRemark();

    @Message("E-Mail")
    String email();

    @Message("Kategorien")
    String categories();

    @Message("Kategorien")
    String navCategories();

    @Message("Neue Kategorie")
    String newCategory();

    @Message("Kategorie bearbeiten")
    String editCategory();

    @Message("In dieser Reihenfolge stehen sie im Shop. Eine Kategorie ohne aktives Produkt sehen Kunden nicht.")
    String categoriesHint();

    @Message("Noch keine Kategorien.")
    String noCategories();

    @Message("nur eine Sprache")
    String oneLanguage();

    @Message("Nach oben")
    String moveUp();

    @Message("Nach unten")
    String moveDown();

    @Message("Löschen")
    String deleteCategory();

    @Message("Bitte gib der Kategorie in mindestens einer Sprache einen Namen.")
    String categoryNameMissing();

    @Message("Der Name braucht mindestens einen Buchstaben oder eine Ziffer (a–z, 0–9) für die Adresse.")
    String categoryNameUnusable();

    @Message(
            "Die Kategorie „{name}“ hat noch {products} Produkte (auch inaktive zählen). Gib ihnen zuerst eine andere Kategorie.")
    String categoryNotEmpty(String name, int products);
}
