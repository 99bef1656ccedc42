package io.shopoperator.shop.demo;

import java.util.List;

/** The twelve kinds of goods of the demo catalogue. Lists have six kinds where goods differ in more than their colour. */
record Goods(
        Shape shape,
        String slug,
        String code,
        Words german,
        Words english,
        Prices prices,
        Content content,
        int weightGrams) {

    /** The words of a language: names, the kinds (empty if goods differ by colour), sentences to choose from. */
    record Words(String category, String about, String name, List<String> kinds, List<String> sentences, String care) {}

    /** Prices in cents including VAT: from, to, in steps. */
    record Prices(long from, long to, long step, String vatRatePercent) {}

    /** What a piece contains; null where goods are sold by the piece. */
    record Content(String amount, String unit) {}

    static final List<Goods> ALL = List.of(
            new Goods(
                    Shape.T_SHIRT,
                    "t-shirts",
                    "TS",
                    new Words(
                            "T-Shirts",
                            "Weiche Shirts aus Bio-Baumwolle, von Hand im Siebdruck bedruckt.",
                            "T-Shirt",
                            List.of(),
                            List.of(
                                    "Ein Shirt aus 100 % Bio-Baumwolle (165 g/m²), das nach vielen Wäschen noch so sitzt wie am ersten Tag.",
                                    "Gerader Schnitt, kräftige Baumwolle aus kontrolliert biologischem Anbau, doppelt genähte Säume.",
                                    "Leicht, weich und für jeden Tag gemacht: gekämmte Bio-Baumwolle mit Rundhalsausschnitt."),
                            "Bei 30 Grad auf links waschen, an der Luft trocknen."),
                    new Words(
                            "T-shirts",
                            "Soft organic cotton shirts, screen printed by hand.",
                            "T-shirt",
                            List.of(),
                            List.of(
                                    "A shirt of 100% organic cotton (165 g/m²) that fits after many washes as it did on the first day.",
                                    "Straight cut, sturdy cotton from certified organic farming, double-stitched seams.",
                                    "Light, soft and made for every day: combed organic cotton with a round neck."),
                            "Wash inside out at 30 degrees, dry in the air."),
                    new Prices(2490, 3490, 100, "19"),
                    null,
                    180),
            new Goods(
                    Shape.SWEATSHIRT,
                    "sweatshirts",
                    "SW",
                    new Words(
                            "Sweatshirts",
                            "Für kühle Morgen: innen angeraut, außen fein bedruckt.",
                            "Sweatshirt",
                            List.of(),
                            List.of(
                                    "Innen angeraut und schön warm, mit elastischen Bündchen, die nicht ausleiern.",
                                    "Ein Sweatshirt zum Hineinkuscheln: 85 % Bio-Baumwolle, 15 % wiedergewonnenes Polyester.",
                                    "Lockerer Schnitt, kräftiger Stoff (280 g/m²) und ein Kragen, der seine Form behält."),
                            "Bei 30 Grad auf links waschen, nicht in den Trockner geben."),
                    new Words(
                            "Sweatshirts",
                            "For chilly mornings: brushed inside, finely printed outside.",
                            "Sweatshirt",
                            List.of(),
                            List.of(
                                    "Brushed inside and pleasantly warm, with cuffs that do not wear out.",
                                    "A sweatshirt to snuggle into: 85% organic cotton, 15% recycled polyester.",
                                    "Loose cut, sturdy fabric (280 g/m²) and a collar that keeps its shape."),
                            "Wash inside out at 30 degrees, do not tumble dry."),
                    new Prices(4490, 6490, 200, "19"),
                    null,
                    520),
            new Goods(
                    Shape.MUG,
                    "mugs",
                    "MU",
                    new Words(
                            "Tassen",
                            "Becher aus Steingut für Kaffee, Tee und kalte Hände.",
                            "Tasse",
                            List.of(),
                            List.of(
                                    "Eine schwere Tasse aus Steingut mit großem Henkel; sie fasst 350 ml.",
                                    "In einer kleinen Töpferei gedreht und zweimal gebrannt, jedes Stück ein wenig anders. Fasst 330 ml.",
                                    "Dickwandig, damit der Kaffee warm bleibt, mit einem Henkel für vier Finger. Fasst 400 ml."),
                            "Für Spülmaschine und Mikrowelle geeignet."),
                    new Words(
                            "Mugs",
                            "Stoneware mugs for coffee, tea and cold hands.",
                            "Mug",
                            List.of(),
                            List.of(
                                    "A heavy stoneware mug with a large handle; it holds 350 ml.",
                                    "Thrown in a small pottery and fired twice, every piece slightly different. Holds 330 ml.",
                                    "Thick walls that keep coffee warm, with a handle for four fingers. Holds 400 ml."),
                            "Safe in the dishwasher and the microwave."),
                    new Prices(1290, 1890, 100, "19"),
                    null,
                    380),
            new Goods(
                    Shape.POSTER,
                    "posters",
                    "PO",
                    new Words(
                            "Poster",
                            "Drucke auf schwerem Naturpapier, gerahmt oder ungerahmt ein Blickfang.",
                            "Poster",
                            List.of(),
                            List.of(
                                    "Gedruckt auf 200 g/m² schwerem, mattem Naturpapier im Format 50 × 70 cm.",
                                    "Ein Druck in kleiner Auflage mit Pigmenttinten, die nicht verblassen. Format 40 × 50 cm.",
                                    "Mattes Papier, satte Farben, ein feiner weißer Rand. Format 30 × 40 cm."),
                            "Wird gerollt in einer stabilen Hülse verschickt, ohne Rahmen."),
                    new Words(
                            "Posters",
                            "Prints on heavy natural paper, an eye-catcher framed or unframed.",
                            "Poster",
                            List.of(),
                            List.of(
                                    "Printed on heavy matt natural paper (200 g/m²), 50 × 70 cm.",
                                    "A small-edition print with pigment inks that do not fade. 40 × 50 cm.",
                                    "Matt paper, rich colours, a fine white border. 30 × 40 cm."),
                            "Sent rolled in a sturdy tube, without a frame."),
                    new Prices(1690, 3990, 100, "19"),
                    null,
                    240),
            new Goods(
                    Shape.TOTE_BAG,
                    "bags",
                    "BA",
                    new Words(
                            "Taschen",
                            "Stofftaschen mit langen Henkeln, die einen Wocheneinkauf tragen.",
                            "Stofftasche",
                            List.of(),
                            List.of(
                                    "Fester Baumwollstoff (220 g/m²), lange Henkel, innen ein kleines Fach für Schlüssel.",
                                    "Trägt bis zu zehn Kilogramm und faltet sich klein zusammen.",
                                    "Aus fair gehandelter Bio-Baumwolle, mit verstärkten Nähten an den Henkeln."),
                            "Bei 30 Grad waschbar."),
                    new Words(
                            "Bags",
                            "Cotton bags with long handles that carry a week's shopping.",
                            "Tote bag",
                            List.of(),
                            List.of(
                                    "Firm cotton (220 g/m²), long handles, with a small inner pocket for keys.",
                                    "Carries up to ten kilograms and folds up small.",
                                    "Made of fairly traded organic cotton, with reinforced seams at the handles."),
                            "Washable at 30 degrees."),
                    new Prices(1190, 2190, 100, "19"),
                    null,
                    150),
            new Goods(
                    Shape.NOTEBOOK,
                    "notebooks",
                    "NB",
                    new Words(
                            "Notizbücher",
                            "Für Listen, Skizzen und alles, was nicht verloren gehen soll.",
                            "Notizbuch",
                            List.of(),
                            List.of(
                                    "192 Seiten punktiertes Recyclingpapier, fadengeheftet, damit es flach liegen bleibt.",
                                    "Fester Einband, Lesebändchen und ein Gummiband, das alles zusammenhält. 160 Seiten, liniert.",
                                    "Format A5, 144 blanke Seiten aus tintenfestem Papier, hinten eine Tasche für Zettel."),
                            "Gedruckt und gebunden in Deutschland."),
                    new Words(
                            "Notebooks",
                            "For lists, sketches and everything that should not get lost.",
                            "Notebook",
                            List.of(),
                            List.of(
                                    "192 pages of dotted recycled paper, thread-bound so that it lies flat.",
                                    "Hard cover, ribbon marker and an elastic band that keeps everything together. 160 lined pages.",
                                    "A5, 144 blank pages of ink-proof paper, with a pocket for notes at the back."),
                            "Printed and bound in Germany."),
                    new Prices(990, 1990, 100, "19"),
                    null,
                    320),
            new Goods(
                    Shape.CUSHION,
                    "cushions",
                    "CU",
                    new Words(
                            "Kissen",
                            "Kissen aus Leinen und Baumwolle für Sofa, Sessel und Fensterbank.",
                            "Kissen",
                            List.of(),
                            List.of(
                                    "Bezug aus gewaschenem Leinen, Füllung aus wiedergewonnenen Fasern, 45 × 45 cm.",
                                    "Ein weiches Kissen mit verdecktem Reißverschluss, 50 × 50 cm.",
                                    "Dicht gewebte Baumwolle mit feiner Kante, mit Füllung, 40 × 60 cm."),
                            "Der Bezug ist bei 40 Grad waschbar."),
                    new Words(
                            "Cushions",
                            "Linen and cotton cushions for sofa, armchair and window seat.",
                            "Cushion",
                            List.of(),
                            List.of(
                                    "Cover of washed linen, filled with recycled fibres, 45 × 45 cm.",
                                    "A soft cushion with a hidden zip, 50 × 50 cm.",
                                    "Densely woven cotton with a fine edge, filling included, 40 × 60 cm."),
                            "The cover is washable at 40 degrees."),
                    new Prices(2490, 3990, 100, "19"),
                    null,
                    650),
            new Goods(
                    Shape.BEANIE,
                    "beanies",
                    "BE",
                    new Words(
                            "Mützen",
                            "Gestrickte Mützen mit Bommel, warm und kratzfrei.",
                            "Mütze",
                            List.of(),
                            List.of(
                                    "Aus weicher Merinowolle gestrickt, mit doppeltem Umschlag über den Ohren.",
                                    "Eine Mütze, die nicht kratzt: 70 % Merinowolle, 30 % Baumwolle.",
                                    "Grob gestrickt, innen mit weichem Fleece, passt von 54 bis 60 cm Kopfumfang."),
                            "Von Hand waschen und liegend trocknen."),
                    new Words(
                            "Beanies",
                            "Knitted beanies with a bobble, warm and not scratchy.",
                            "Beanie",
                            List.of(),
                            List.of(
                                    "Knitted from soft merino wool, with a double brim over the ears.",
                                    "A beanie that does not scratch: 70% merino wool, 30% cotton.",
                                    "Chunky knit, soft fleece inside, fits heads from 54 to 60 cm."),
                            "Wash by hand and dry flat."),
                    new Prices(1990, 2990, 100, "19"),
                    null,
                    110),
            new Goods(
                    Shape.CANDLE,
                    "candles",
                    "CA",
                    new Words(
                            "Kerzen",
                            "Kerzen aus Rapswachs im Glas, mit ruhiger Flamme und leisem Duft.",
                            "Kerze",
                            List.of("Lavendel", "Bienenwachs", "Zeder", "Orangenblüte", "Vanille", "Winterwald"),
                            List.of(
                                    "Aus regionalem Rapswachs gegossen, mit einem Docht aus Baumwolle. Brenndauer etwa 45 Stunden.",
                                    "Brennt rußarm und gleichmäßig bis zum Ende, im Glas, das danach weiterverwendet werden kann.",
                                    "Von Hand gegossen, mit ätherischen Ölen statt künstlicher Aromen. Brenndauer etwa 40 Stunden."),
                            "Kerzen nie unbeaufsichtigt brennen lassen und von Kindern und Tieren fernhalten."),
                    new Words(
                            "Candles",
                            "Rapeseed wax candles in glass, with a calm flame and a quiet scent.",
                            "Candle",
                            List.of("Lavender", "Beeswax", "Cedar", "Orange Blossom", "Vanilla", "Winter Forest"),
                            List.of(
                                    "Poured from regional rapeseed wax, with a cotton wick. Burns for about 45 hours.",
                                    "Burns with little soot and evenly to the end, in a glass to use again afterwards.",
                                    "Poured by hand, with essential oils instead of artificial scents. Burns for about 40 hours."),
                            "Never leave a burning candle unattended; keep away from children and pets."),
                    new Prices(1290, 2290, 100, "19"),
                    new Content("220", "g"),
                    480),
            new Goods(
                    Shape.TEA,
                    "tea",
                    "TE",
                    new Words(
                            "Tee",
                            "Loser Tee aus kleinen Gärten, ohne zugesetzte Aromen.",
                            "Tee",
                            List.of("Grüntee", "Schwarztee", "Kräutertee", "Früchtetee", "Rooibostee", "Weißtee"),
                            List.of(
                                    "Loser Tee in der wiederverschließbaren Tüte, aus kontrolliert biologischem Anbau.",
                                    "Von Hand geerntet und schonend getrocknet; reicht für etwa vierzig Tassen.",
                                    "Mild und rund im Geschmack, am Morgen wie am Abend."),
                            "Kühl, trocken und dunkel lagern. Mit sprudelnd kochendem Wasser aufgießen."),
                    new Words(
                            "Tea",
                            "Loose leaf tea from small gardens, without added flavourings.",
                            "Tea",
                            List.of("Green Tea", "Black Tea", "Herbal Tea", "Fruit Tea", "Rooibos Tea", "White Tea"),
                            List.of(
                                    "Loose leaf tea in a resealable bag, from certified organic farming.",
                                    "Picked by hand and gently dried; makes about forty cups.",
                                    "Mild and round in taste, in the morning as in the evening."),
                            "Store cool, dry and dark. Infuse with freshly boiling water."),
                    new Prices(590, 1290, 50, "7"),
                    new Content("100", "g"),
                    130),
            new Goods(
                    Shape.COFFEE,
                    "coffee",
                    "CO",
                    new Words(
                            "Kaffee",
                            "Im Trommelröster langsam geröstet und frisch verschickt.",
                            "Kaffee",
                            List.of(
                                    "Espresso",
                                    "Filterkaffee",
                                    "Entkoffeinierter Kaffee",
                                    "Hausmischung",
                                    "Äthiopischer Kaffee",
                                    "Kolumbianischer Kaffee"),
                            List.of(
                                    "Ganze Bohnen, zwanzig Minuten im Trommelröster geröstet, mit Noten von Schokolade und Nuss.",
                                    "Direkt von der Kooperative gekauft, in kleinen Mengen geröstet; schmeckt nach Beeren und Karamell.",
                                    "Kräftig, wenig Säure, lange im Nachklang. Ganze Bohnen."),
                            "Nach dem Öffnen luftdicht verschlossen lagern und bald verbrauchen."),
                    new Words(
                            "Coffee",
                            "Slowly roasted in the drum and sent fresh.",
                            "Coffee",
                            List.of(
                                    "Espresso",
                                    "Filter Coffee",
                                    "Decaf Coffee",
                                    "House Blend",
                                    "Ethiopian Coffee",
                                    "Colombian Coffee"),
                            List.of(
                                    "Whole beans, twenty minutes in the drum roaster, with notes of chocolate and nuts.",
                                    "Bought directly from the cooperative, roasted in small batches; tastes of berries and caramel.",
                                    "Strong, low in acidity, with a long finish. Whole beans."),
                            "Once open, keep airtight and use soon."),
                    new Prices(890, 1690, 50, "7"),
                    new Content("250", "g"),
                    280),
            new Goods(
                    Shape.SOAP,
                    "soaps",
                    "SO",
                    new Words(
                            "Seifen",
                            "Feste Seifen, kalt gerührt und vier Wochen gereift.",
                            "Seife",
                            List.of(
                                    "Olivenseife",
                                    "Lavendelseife",
                                    "Honigseife",
                                    "Kräuterseife",
                                    "Zitronenseife",
                                    "Haferseife"),
                            List.of(
                                    "Kalt gerührt aus Oliven- und Rapsöl, ohne Palmöl und ohne Mikroplastik.",
                                    "Cremiger Schaum, sanft zur Haut, für Hände und Körper.",
                                    "Von Hand geschnitten und gestempelt, verpackt in Papier."),
                            "Nach dem Benutzen trocknen lassen, dann hält sie lange."),
                    new Words(
                            "Soaps",
                            "Bar soaps, cold stirred and matured for four weeks.",
                            "Soap",
                            List.of(
                                    "Olive Soap",
                                    "Lavender Soap",
                                    "Honey Soap",
                                    "Herbal Soap",
                                    "Lemon Soap",
                                    "Oat Soap"),
                            List.of(
                                    "Cold stirred from olive and rapeseed oil, without palm oil or microplastics.",
                                    "Creamy lather, gentle to the skin, for hands and body.",
                                    "Cut and stamped by hand, wrapped in paper."),
                            "Let it dry after use and it will last long."),
                    new Prices(490, 990, 50, "19"),
                    new Content("100", "g"),
                    115));

    boolean hasKinds() {
        return !german.kinds().isEmpty();
    }
}
