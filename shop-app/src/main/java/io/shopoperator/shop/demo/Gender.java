package io.shopoperator.shop.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;

/** The gender of a German noun, or plural, and the words that follow it. */
enum Gender {
    @JsonProperty("MASCULINE")
    MASCULINE("dieser", "diesem", "er"),
    @JsonProperty("FEMININE")
    FEMININE("diese", "dieser", "sie"),
    @JsonProperty("NEUTER")
    NEUTER("dieses", "diesem", "es"),
    @JsonProperty("PLURAL")
    PLURAL("diese", "diesen", "sie");

    private final String nominative;
    private final String dative;
    private final String pronoun;

    Gender(String nominative, String dative, String pronoun) {
        this.nominative = nominative;
        this.dative = dative;
        this.pronoun = pronoun;
    }

    /** What the placeholders of a German sentence stand for: {@code Dieses, dieses, diesem, Es}. */
    Map<String, String> words() {
        return Map.of("Dieses", capital(nominative), "dieses", nominative, "diesem", dative, "Es", capital(pronoun));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.GERMAN) + word.substring(1);
    }
}
