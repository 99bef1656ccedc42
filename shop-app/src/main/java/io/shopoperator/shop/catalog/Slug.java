package io.shopoperator.shop.catalog;

import java.text.Normalizer;
import java.util.Locale;

/** Names as parts of addresses. */
public final class Slug {
    private Slug() {}

    /** {@code Süße Tasse} becomes {@code suesse-tasse}; empty if the name has neither letter nor digit. */
    public static String of(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return Normalizer.normalize(plain, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }
}
