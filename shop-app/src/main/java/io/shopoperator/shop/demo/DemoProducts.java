package io.shopoperator.shop.demo;

import io.shopoperator.shop.catalog.Slug;
import io.shopoperator.shop.demo.Assortment.Kind;
import io.shopoperator.shop.demo.Assortment.KindText;
import io.shopoperator.shop.demo.Assortment.Range;
import io.shopoperator.shop.demo.Assortment.Variant;
import io.shopoperator.shop.demo.DemoProduct.Content;
import io.shopoperator.shop.demo.DemoProduct.Text;
import io.shopoperator.shop.demo.drawing.Colour;
import io.shopoperator.shop.demo.drawing.Drawing;
import io.shopoperator.shop.demo.drawing.Motif;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Composes the products of an assortment; the same ones in the same order every time. */
final class DemoProducts {
    /** What every article number of the demo catalogue begins with. */
    static final String SKU_PREFIX = "DEMO-";

    private static final int PER_RANGE = 104;
    private static final long SEED = 20_261_123;
    private static final int PRICE_STEP = 100;
    private static final double SHARE_REDUCED = 0.07;
    private static final double SHARE_SOLD_OUT = 0.03;
    private static final double SHARE_FEW = 0.08;

    private final Assortment assortment;

    DemoProducts(Assortment assortment) {
        this.assortment = assortment;
    }

    /** All products, range by range. */
    List<DemoProduct> all() {
        List<DemoProduct> products = new ArrayList<>();
        for (Range range : assortment.ranges()) {
            // a generator of its own, so that a change in one range leaves the others as they were
            Random random = new Random(SEED ^ range.code().hashCode());
            List<Choice> choices = choices(range);
            Collections.shuffle(choices, random);
            int number = 0;
            for (Choice choice : choices.subList(0, Math.min(PER_RANGE, choices.size()))) {
                products.add(product(range, choice, ++number, random));
            }
        }
        return products;
    }

    private record Choice(Kind kind, Motif motif, Colour colour, Variant variant) {}

    private static List<Choice> choices(Range range) {
        List<Choice> choices = new ArrayList<>();
        for (Kind kind : range.kinds()) {
            if (range.variants() != null) {
                for (Variant variant : range.variants()) {
                    choices.add(new Choice(kind, variant.motif(), variant.colour(), variant));
                }
            } else {
                for (Motif motif : Motif.values()) {
                    for (Colour colour : Colour.values()) {
                        if (motif.isPattern() || !range.patternsOnly()) {
                            choices.add(new Choice(kind, motif, colour, null));
                        }
                    }
                }
            }
        }
        return choices;
    }

    private DemoProduct product(Range range, Choice choice, int number, Random random) {
        Kind kind = choice.kind();
        // one draw per decision, always in this order: the numbers of later products depend on it
        long price = kind.cents() + (choice.variant() == null ? random.nextInt(4) * PRICE_STEP : 0);
        double luck = random.nextDouble();
        int percentOff = 10 + 5 * random.nextInt(5);
        double stockLuck = random.nextDouble();
        int stock = stockLuck < SHARE_SOLD_OUT
                ? 0
                : stockLuck < SHARE_FEW ? 1 + random.nextInt(5) : 12 + random.nextInt(140);
        int opening = random.nextInt(assortment.wording().openings().get("de").size());
        int closing = random.nextInt(range.closings().get("de").size());

        Map<String, Text> texts = new HashMap<>();
        for (String language : Assortment.LANGUAGES) {
            texts.put(
                    language,
                    new Text(name(range, choice, language), description(range, choice, language, opening, closing)));
        }
        boolean reduced = luck < SHARE_REDUCED;
        return new DemoProduct(
                String.format(Locale.ROOT, "%s%s-%03d", SKU_PREFIX, range.code(), number),
                Slug.of(texts.get("de").name()),
                range.slug(),
                reduced ? reduce(price, percentOff) : price,
                reduced ? price : null,
                range.vat(),
                stock,
                kind.days(),
                kind.content() == null
                        ? null
                        : new Content(
                                new BigDecimal(kind.content().getFirst()),
                                kind.content().getLast()),
                kind.weight(),
                assortment.makers().get(range.maker()),
                Map.copyOf(texts),
                new Drawing(kind.form(), choice.colour(), choice.motif()),
                number);
    }

    private String name(Range range, Choice choice, String language) {
        KindText kind = choice.kind().text(language);
        if (choice.variant() != null) {
            return Phrase.fill(
                    range.name().get(language),
                    Map.of("variant", choice.variant().name(language), "label", kind.label()),
                    false);
        }
        String motif = motif(choice, language).getFirst();
        String colour = colour(choice, language).getFirst();
        String suffix = kind.suffix() == null ? "" : kind.suffix();
        return language.equals("de")
                ? kind.noun() + ' ' + motif + " in " + colour + suffix
                : motif + ' ' + capitals(kind.noun()) + " in " + colour + suffix;
    }

    private String description(Range range, Choice choice, String language, int opening, int closing) {
        KindText kind = choice.kind().text(language);
        String first;
        if (choice.variant() != null) {
            first = choice.variant().sentence(language);
        } else {
            Map<String, String> words = new HashMap<>(Map.of(
                    "noun", kind.noun(),
                    "nounDative", kind.nounDative() == null ? kind.noun() : kind.nounDative(),
                    "motif", motif(choice, language).getFirst(),
                    "phrase", motif(choice, language).getLast(),
                    "colour", colour(choice, language).getLast()));
            if (kind.gender() != null) {
                words.putAll(kind.gender().words());
            }
            first = Phrase.fill(assortment.wording().openings().get(language).get(opening), words, kind.isPlural());
        }
        return first + "\n\n" + kind.facts() + "\n\n"
                + range.closings().get(language).get(closing);
    }

    /** What a picture shows, for those who do not see it. */
    String alternativeText(DemoProduct product, Drawing.View view, String language) {
        Assortment.Wording wording = assortment.wording();
        return Phrase.fill(
                wording.views().get(view).get(language),
                Map.of(
                        "name", product.texts().get(language).name(),
                        "place",
                                wording.places()
                                        .get(product.drawing().form().setting())
                                        .get(language)),
                false);
    }

    private List<String> motif(Choice choice, String language) {
        return assortment.wording().motifs().get(choice.motif()).get(language);
    }

    private List<String> colour(Choice choice, String language) {
        return assortment.wording().colours().get(choice.colour()).get(language);
    }

    private static long reduce(long cents, int percentOff) {
        long exact = cents * (100 - percentOff) / 100;
        return exact / PRICE_STEP * PRICE_STEP - 10;
    }

    private static String capitals(String words) {
        StringBuilder capitals = new StringBuilder();
        for (String word : words.split(" ")) {
            capitals.append(capitals.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return capitals.toString();
    }
}
