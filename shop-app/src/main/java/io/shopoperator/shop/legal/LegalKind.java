package io.shopoperator.shop.legal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The legal texts of a shop. */
public enum LegalKind {
    IMPRINT,
    TERMS,
    PRIVACY,
    WITHDRAWAL,
    SHIPPING,
    ACCESSIBILITY;

    /** As it stands in addresses and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a code, empty if there is none of it. */
    public static Optional<LegalKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
