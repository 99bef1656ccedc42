package io.shopoperator.shop.demo;

import io.shopoperator.shop.catalog.Slug;
import io.shopoperator.shop.media.Media;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One product of the demo catalogue: goods with a motif, in a colour or of a kind; everything about it follows from these. */
record DemoProduct(Goods goods, Motif motif, int variant, long priceCents, int sentence, List<Media> pictures) {
    private static final long SEED = 20261123;

    /** All products, always the same ones in the same order. */
    static List<DemoProduct> all() {
        Random random = new Random(SEED);
        List<DemoProduct> products = new ArrayList<>();
        for (Goods goods : Goods.ALL) {
            for (Motif motif : Motif.values()) {
                for (int variant = 0; variant < Palette.ALL.size(); variant++) {
                    Goods.Prices prices = goods.prices();
                    int steps = (int) ((prices.to() - prices.from()) / prices.step());
                    long price = prices.from() + prices.step() * random.nextInt(steps + 1);
                    int sentence = random.nextInt(goods.german().sentences().size());
                    Palette palette = Palette.ALL.get(variant);
                    List<Media> pictures = List.of(
                            DemoCatalogue.media(Drawing.alone(goods.shape(), palette, motif)),
                            DemoCatalogue.media(Drawing.closeUp(goods.shape(), palette, motif)),
                            DemoCatalogue.media(Drawing.atHome(goods.shape(), palette, motif)));
                    products.add(new DemoProduct(goods, motif, variant, price, sentence, pictures));
                }
            }
        }
        // mixed, so that lists of the newest show all kinds of goods
        Collections.shuffle(products, random);
        return products;
    }

    String sku() {
        return String.format(Locale.ROOT, "%s-%02d%d", goods.code(), motif.ordinal() + 1, variant + 1);
    }

    String name(boolean german) {
        Goods.Words words = german ? goods.german() : goods.english();
        String printed = german ? "„" + motif.name(true) + "“" : "“" + motif.name(false) + "”";
        if (goods.hasKinds()) {
            String kind = words.kinds().get(variant);
            String kindName = goods.shape() == Shape.CANDLE ? (german ? "Kerze " + kind : kind + " Candle") : kind;
            return kindName + " " + printed;
        }
        Palette palette = Palette.ALL.get(variant);
        return words.name() + " " + printed + (german ? " in " + palette.german() : " in " + palette.english());
    }

    String description(boolean german) {
        Goods.Words words = german ? goods.german() : goods.english();
        String drawn = goods.hasKinds()
                ? (german ? "Auf dem Etikett: " : "On the label: ")
                : (german ? "Das Motiv: " : "The motif: ");
        return words.sentences().get(sentence) + "\n\n" + drawn + lowerFirst(motif.sentence(german)) + "\n\n"
                + words.care();
    }

    String slug() {
        return Slug.of(name(true));
    }

    private static String lowerFirst(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
