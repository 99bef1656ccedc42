package io.shopoperator.shop.importer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The columns of a catalogue, with the names that are understood. */
enum Column {
    SKU("sku", "artikelnummer", "article_number"),
    NAME_DE("name_de", "name", "bezeichnung"),
    NAME_EN("name_en"),
    DESCRIPTION_DE("description_de", "description", "beschreibung"),
    DESCRIPTION_EN("description_en"),
    CATEGORY("category", "kategorie"),
    PRICE("price", "preis"),
    VAT_RATE("vat_rate", "mwst", "vat"),
    STOCK("stock", "bestand"),
    ACTIVE("active", "aktiv"),
    DELIVERY_DAYS("delivery_days", "lieferzeit"),
    CONTENT_AMOUNT("content_amount", "inhalt"),
    CONTENT_UNIT("content_unit", "inhalt_einheit"),
    WEIGHT_GRAMS("weight_grams", "gewicht"),
    MANUFACTURER_NAME("manufacturer_name", "manufacturer", "hersteller"),
    MANUFACTURER_ADDRESS("manufacturer_address", "hersteller_adresse"),
    MANUFACTURER_CONTACT("manufacturer_contact", "hersteller_kontakt"),
    PICTURES("pictures", "bilder");

    private static final Map<String, Column> BY_NAME = new HashMap<>();

    static {
        for (Column column : values()) {
            for (String name : column.names) {
                BY_NAME.put(name, column);
            }
        }
    }

    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    /** As the documentation and the error report name it. */
    String title() {
        return names.getFirst();
    }

    /** The column of a title as it stands in a file; case, blanks and hyphens do not matter. */
    static Optional<Column> of(String title) {
        String plain = title.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        return Optional.ofNullable(BY_NAME.get(plain));
    }

    /** All titles, for messages. */
    static String titles() {
        return String.join(", ", Arrays.stream(values()).map(Column::title).toList());
    }
}
