package io.shopoperator.shop.importer;

import io.shopoperator.shop.layout.Language;

/** What can be wrong with a file or a row, said so that one knows what to change. {@code {0}} stands for a detail. */
public enum Finding {
    EMPTY_FILE(
            "Die Datei ist leer: eine Datei mit einer Kopfzeile und mindestens einem Artikel hochladen.",
            "The file is empty: upload a file with a header and at least one product."),
    FILE_TOO_LARGE(
            "Die Datei ist größer als {0} MB: in mehrere Dateien aufteilen.",
            "The file is larger than {0} MB: split it into several files."),
    TOO_MANY_ROWS(
            "Mehr als {0} Artikel in einer Datei: in mehrere Dateien aufteilen.",
            "More than {0} products in one file: split it into several files."),
    EXCEL_WORKBOOK(
            "Das ist eine Excel-Arbeitsmappe: in Excel „Speichern unter“ und „CSV UTF-8“ wählen und diese Datei hochladen.",
            "This is an Excel workbook: choose “Save as” and “CSV UTF-8” in Excel and upload that file."),
    BROKEN_ZIP(
            "Die ZIP-Datei lässt sich nicht lesen: neu packen, ohne Passwort.",
            "The ZIP file cannot be read: pack it again, without a password."),
    ZIP_WITHOUT_CATALOGUE(
            "In der ZIP-Datei fehlt catalogue.csv oder catalogue.json: den Katalog unter diesem Namen dazulegen.",
            "The ZIP file has no catalogue.csv or catalogue.json: add the catalogue under that name."),
    BROKEN_CSV(
            "Die CSV-Datei lässt sich ab hier nicht lesen ({0}): Anführungszeichen in Texten verdoppeln.",
            "The CSV file cannot be read from here on ({0}): double the quotation marks inside texts."),
    BROKEN_JSON(
            "Das JSON lässt sich ab hier nicht lesen ({0}): eine Liste von Objekten hochladen, je Artikel eines.",
            "The JSON cannot be read from here on ({0}): upload a list of objects, one per product."),
    NO_HEADER(
            "In der ersten Zeile fehlt die Spalte sku: Spaltennamen in die erste Zeile schreiben. Bekannt sind {0}.",
            "The first row has no column sku: write the column names into the first row. Known ones are {0}."),
    REPEATED_COLUMN(
            "Die Spalte {0} kommt zweimal vor: eine davon entfernen.",
            "The column {0} is there twice: remove one of them."),
    TOO_MANY_CELLS(
            "Die Zeile hat {0} Zellen und damit mehr als die Kopfzeile: Texte mit Trennzeichen in Anführungszeichen setzen.",
            "The row has {0} cells, more than the header: put texts with separators into quotation marks."),
    MISSING(
            "Der Wert fehlt: eintragen. Ein neuer Artikel braucht ihn.",
            "The value is missing: fill it in. A new product needs it."),
    MISSING_SKU(
            "Die Artikelnummer fehlt: eintragen, denn an ihr wird der Artikel erkannt.",
            "The article number is missing: fill it in, as the product is known by it."),
    REPEATED_SKU(
            "Diese Artikelnummer steht schon in Zeile {0}: eine der beiden Zeilen entfernen.",
            "This article number is in row {0} already: remove one of the two rows."),
    TOO_LONG("Länger als {0} Zeichen: kürzen.", "Longer than {0} characters: shorten it."),
    UNREADABLE_SIGN(
            "Enthält ein Zeichen, das sich nicht speichern lässt: den Text neu eintippen.",
            "Contains a sign that cannot be stored: type the text again."),
    NOT_A_PRICE(
            "Kein Preis: als 19,99 oder 19.99 schreiben, mit höchstens zwei Nachkommastellen.",
            "Not a price: write it as 19.99 or 19,99 with at most two decimals."),
    AMBIGUOUS_NUMBER(
            "Nicht eindeutig: {0} kann ein Tausender- oder ein Dezimalzeichen enthalten. Mit zwei Nachkommastellen oder ohne Trennzeichen schreiben.",
            "Ambiguous: {0} may contain a thousands or a decimal separator. Write two decimals or no separator."),
    OUT_OF_RANGE("Außerhalb von {0}: einen Wert darin eintragen.", "Outside {0}: fill in a value within."),
    NOT_A_NUMBER("Keine Zahl: nur Ziffern eintragen.", "Not a number: use digits only."),
    VAT_AS_FRACTION(
            "Der Steuersatz steht in Prozent: 19 statt 0,19 eintragen.",
            "The VAT rate is in per cent: fill in 19 rather than 0.19."),
    NOT_YES_OR_NO("Weder ja noch nein: ja oder nein eintragen.", "Neither yes nor no: fill in yes or no."),
    NOT_DELIVERY_DAYS(
            "Keine Lieferzeit: Tage als 3 oder 2-4 eintragen, die kleinere Zahl zuerst.",
            "Not a delivery time: fill in days as 3 or 2-4, the smaller number first."),
    UNKNOWN_UNIT("Unbekannte Einheit: eine von {0} eintragen.", "Unknown unit: use one of {0}."),
    CONTENT_INCOMPLETE(
            "Für den Grundpreis braucht es Menge und Einheit: content_amount und content_unit ausfüllen.",
            "The base price needs amount and unit: fill in both content_amount and content_unit."),
    CATEGORY_WITHOUT_LETTERS(
            "Der Name der Kategorie hat weder Buchstaben noch Ziffern: einen Namen eintragen.",
            "The name of the category has neither letters nor digits: fill in a name."),
    PICTURES_WITHOUT_ZIP(
            "Bilder kommen nur aus einer ZIP-Datei: Katalog und Bilder zusammen packen oder die Spalte leeren.",
            "Pictures only come from a ZIP file: pack catalogue and pictures together or empty the column."),
    PICTURE_NOT_FOUND(
            "Das Bild {0} ist nicht in der ZIP-Datei: dazulegen oder den Namen berichtigen.",
            "The picture {0} is not in the ZIP file: add it or correct the name."),
    PICTURE_REFUSED(
            "Das Bild {0} ist kein JPEG, PNG oder WebP bis 5 MB mit 50 bis 6000 Pixeln Seitenlänge: umwandeln.",
            "The picture {0} is not a JPEG, PNG or WebP of up to 5 MB with sides of 50 to 6000 pixels: convert it."),
    TOO_MANY_PICTURES("Mehr als {0} Bilder: weniger nennen.", "More than {0} pictures: name fewer."),
    OTHER_IMPORT_RUNS(
            "Ein anderer Import läuft gerade: warten, bis er fertig ist, und die Datei dann noch einmal hochladen.",
            "Another import is running: wait until it is done and then upload the file again."),
    NOT_STORED(
            "Ab dieser Zeile ist nichts gespeichert, weil die Datenbank nicht mitgemacht hat; die richtigen Zeilen davor sind es. Die Datei noch einmal hochladen: was schon gespeichert ist, bleibt gleich.",
            "From this row on nothing is stored, since the database failed; the correct rows before it are. Upload the file again: what is stored already stays as it is."),
    PERHAPS_STORED(
            "Ob die Zeilen ab dieser bis {0} gespeichert sind, ist nicht bekannt, weil die Datenbank dabei ausfiel; die richtigen Zeilen davor sind es, die danach nicht. Die Datei noch einmal hochladen: was schon gespeichert ist, bleibt gleich.",
            "Whether the rows from this one to {0} are stored is not known, since the database failed meanwhile; the correct rows before are, those behind are not. Upload the file again: what is stored already stays as it is.");

    private final String german;
    private final String english;

    Finding(String german, String english) {
        this.german = german;
        this.english = english;
    }

    /** Whether it keeps the correct rows behind it from being stored. */
    boolean interrupts() {
        return this == NOT_STORED || this == PERHAPS_STORED;
    }

    String text(Language language, String detail) {
        return (language == Language.DE ? german : english).replace("{0}", detail);
    }
}
