package io.shopoperator.shop.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.shop.demo.drawing.Colour;
import io.shopoperator.shop.demo.drawing.Drawing;
import io.shopoperator.shop.demo.drawing.Form;
import io.shopoperator.shop.demo.drawing.Motif;
import io.shopoperator.shop.demo.drawing.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What the demo shop sells and the words for it, read from {@code demo/*.json}. Texts are by language: {@code de}, {@code en}. */
record Assortment(List<Range> ranges, Map<String, Maker> makers, Wording wording) {

    /** The languages every text is there in. */
    static final List<String> LANGUAGES = List.of("de", "en");

    /** A category and its kinds of products, either with every motif in every colour or in named variants. */
    record Range(
            String slug,
            String code,
            BigDecimal vat,
            String maker,
            boolean patternsOnly,
            CategoryText de,
            CategoryText en,
            Map<String, String> name,
            List<Kind> kinds,
            List<Variant> variants,
            Map<String, List<String>> closings) {
        CategoryText text(String language) {
            return language.equals("de") ? de : en;
        }
    }

    record CategoryText(String name, String description) {}

    /** A form in one size at one price. */
    record Kind(Form form, long cents, int weight, List<Integer> days, List<String> content, KindText de, KindText en) {
        KindText text(String language) {
            return language.equals("de") ? de : en;
        }
    }

    /** Words for a kind; those with named variants have a label, the others a noun. */
    record KindText(
            String noun, String nounDative, Gender gender, boolean plural, String suffix, String label, String facts) {
        boolean isPlural() {
            return plural || gender == Gender.PLURAL;
        }
    }

    /** A named variant, such as a scent: texts are a name and a sentence. */
    record Variant(Motif motif, Colour colour, List<String> de, List<String> en) {
        String name(String language) {
            return (language.equals("de") ? de : en).getFirst();
        }

        String sentence(String language) {
            return (language.equals("de") ? de : en).getLast();
        }
    }

    /** Who made it, as product safety law wants it shown. */
    record Maker(String name, String address, String contact) {}

    /** Names and phrases of motifs and colours, sentences to begin with, and what pictures show. */
    record Wording(
            Map<Motif, Map<String, List<String>>> motifs,
            Map<Colour, Map<String, List<String>>> colours,
            Map<Drawing.View, Map<String, String>> views,
            Map<Setting, Map<String, String>> places,
            Map<String, List<String>> openings) {}

    /** The assortment as it ships with the shop. */
    static Assortment read() {
        return new Assortment(
                read("assortment.json", new TypeReference<>() {}),
                read("makers.json", new TypeReference<>() {}),
                read("wording.json", new TypeReference<>() {}));
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream json = Assortment.class.getResourceAsStream("/demo/" + file)) {
            return new ObjectMapper().readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("The texts of the demo catalogue in " + file + " cannot be read", e);
        }
    }
}
