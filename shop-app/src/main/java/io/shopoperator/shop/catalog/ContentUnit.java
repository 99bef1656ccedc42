package io.shopoperator.shop.catalog;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** The units contents are given in, each with the unit its base price is shown for. */
public enum ContentUnit {
    GRAM("g", "kg", "0.001"),
    KILOGRAM("kg", "kg", "1"),
    MILLILITRE("ml", "l", "0.001"),
    LITRE("l", "l", "1"),
    CENTIMETRE("cm", "m", "0.01"),
    METRE("m", "m", "1"),
    SQUARE_METRE("m2", "m²", "1");

    private final String code;
    private final String baseUnit;
    private final BigDecimal inBaseUnits;

    ContentUnit(String code, String baseUnit, String inBaseUnits) {
        this.code = code;
        this.baseUnit = baseUnit;
        this.inBaseUnits = new BigDecimal(inBaseUnits);
    }

    /** As it is stored and imported: {@code g, kg, ml, l, cm, m, m2}. */
    public String code() {
        return code;
    }

    String baseUnit() {
        return baseUnit;
    }

    BigDecimal inBaseUnits() {
        return inBaseUnits;
    }

    /** The unit of a code, empty if there is none of it. */
    public static Optional<ContentUnit> of(String code) {
        return Arrays.stream(values())
                .filter(unit -> unit.code.equalsIgnoreCase(code))
                .findFirst();
    }
}
