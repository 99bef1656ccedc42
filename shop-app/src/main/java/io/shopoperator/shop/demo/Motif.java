package io.shopoperator.shop.demo;

import java.util.Locale;

/** The prints of the demo products: each has a name, a sentence about it, and a drawing in a square of 100 by 100. */
enum Motif {
    DAWN("Morgenrot", "Dawn", "Die aufgehende Sonne über stillen Hügeln.", "The rising sun over quiet hills."),
    MOUNTAINS(
            "Bergsee",
            "Mountain Lake",
            "Drei Gipfel, die sich im klaren Wasser spiegeln.",
            "Three peaks mirrored in clear water."),
    WAVES("Brandung", "Surf", "Wellen, die ruhig an den Strand laufen.", "Waves that calmly reach the shore."),
    LEAF("Lindenblatt", "Linden Leaf", "Ein einzelnes Blatt mit feinen Adern.", "A single leaf with fine veins."),
    STARS(
            "Sternenzelt",
            "Starry Sky",
            "Mond und Sterne einer klaren Sommernacht.",
            "Moon and stars of a clear summer night."),
    CACTUS("Kaktus", "Cactus", "Ein fröhlicher Kaktus in voller Blüte.", "A cheerful cactus in full bloom."),
    FERN(
            "Farnwedel",
            "Fern",
            "Ein Farnwedel, wie er im Waldschatten wächst.",
            "A fern as it grows in the shade of the woods."),
    FISH("Forelle", "Trout", "Eine Forelle, die gegen den Strom schwimmt.", "A trout that swims against the stream."),
    CAT(
            "Fensterkatze",
            "Window Cat",
            "Eine Katze, die in aller Ruhe hinausschaut.",
            "A cat that looks out in perfect peace."),
    TREES(
            "Tannenwald",
            "Fir Forest",
            "Tannen dicht an dicht, wie nach dem ersten Schnee.",
            "Fir trees side by side, as after the first snow."),
    FLOWER("Margerite", "Daisy", "Eine Margerite, frisch von der Wiese.", "A daisy, fresh from the meadow."),
    RAINBOW(
            "Regenbogen",
            "Rainbow",
            "Ein Bogen in warmen Farben nach einem Sommerregen.",
            "An arch of warm colours after summer rain."),
    BOAT(
            "Segelboot",
            "Sailing Boat",
            "Ein kleines Boot mit Wind in den Segeln.",
            "A small boat with wind in its sails."),
    BIRD("Rotkehlchen", "Robin", "Ein Rotkehlchen, das vom Winter erzählt.", "A robin with tales of winter.");

    private final String german;
    private final String english;
    private final String germanSentence;
    private final String englishSentence;

    Motif(String german, String english, String germanSentence, String englishSentence) {
        this.german = german;
        this.english = english;
        this.germanSentence = germanSentence;
        this.englishSentence = englishSentence;
    }

    String name(boolean inGerman) {
        return inGerman ? german : english;
    }

    String sentence(boolean inGerman) {
        return inGerman ? germanSentence : englishSentence;
    }

    /** The drawing in a colour for lines and areas and one for highlights. */
    String draw(String print, String accent) {
        String drawing =
                switch (this) {
                    case DAWN ->
                        circle(50, 52, 22, accent)
                                + rays(50, 52, 28, 38, 9, accent)
                                + area("M0 68C18 54 32 56 50 66S84 76 100 62V92H0Z", print)
                                + line("M8 80c14-8 26-6 40 0s30 6 44-4", accent, 2);
                    case MOUNTAINS ->
                        circle(76, 22, 9, accent)
                                + area("M2 66 28 24l12 18 14-26 20 30 8-10 16 30Z", print)
                                + area("M28 24l6 9-5 4-5-5-3 3ZM54 16l8 12-6 4-4-6-5 5Z", accent)
                                + line("M10 74h80M20 81h60M32 88h36", print, 3);
                    case WAVES ->
                        wave(30, print, 5)
                                + wave(46, accent, 5)
                                + wave(62, print, 5)
                                + wave(78, print, 3)
                                + circle(72, 15, 8, accent);
                    case LEAF ->
                        area("M50 6C78 22 88 52 62 82c-4 4-8 6-12 6s-8-2-12-6C12 52 22 22 50 6Z", print)
                                + line(
                                        "M50 18v80M50 40l18-12M50 40 32 28M50 58l22-14M50 58 28 44M50 74l17-11M50 74 33 63",
                                        accent,
                                        2.4);
                    case STARS ->
                        area("M62 14a36 36 0 1 0 24 54A30 30 0 0 1 62 14Z", print)
                                + star(74, 30, 9, accent)
                                + star(88, 52, 5, accent)
                                + star(60, 48, 5, accent)
                                + star(20, 18, 6, accent);
                    case CACTUS ->
                        area("M42 90V24a9 9 0 0 1 18 0v24h6V36a6 6 0 0 1 12 0v14a10 10 0 0 1-10 10h-8v30Z", print)
                                + area("M42 70h-8a10 10 0 0 1-10-10V46a6 6 0 0 1 12 0v12h6Z", print)
                                + circle(51, 14, 6, accent)
                                + circle(72, 30, 4, accent)
                                + line("M47 34v8M55 48v8M47 60v8M55 74v8", accent, 2)
                                + line("M24 92h54", print, 4);
                    case FERN -> line("M50 96C48 70 50 40 58 8", print, 3) + fronds(print);
                    case FISH ->
                        area("M8 50C24 26 52 24 72 46L94 30c-4 14-4 26 0 40L72 54C52 76 24 74 8 50Z", print)
                                + circle(25, 46, 3.5, accent)
                                + line("M38 36c6 8 6 20 0 28M50 36c6 8 6 20 0 28", accent, 2.4)
                                + line("M12 84h30M52 88h26M20 14h22", print, 2.5);
                    case CAT ->
                        area("M30 92C22 70 24 56 34 46L30 20l14 10h14l14-10-4 26c10 10 12 26 4 46Z", print)
                                + circle(43, 42, 3, accent)
                                + circle(59, 42, 3, accent)
                                + line("M72 88c16 2 20-12 12-22", print, 6)
                                + line("M48 50l3 3 3-3M34 50l-12-3M34 54l-12 3M68 50l12-3M68 54l12 3", accent, 1.6);
                    case TREES ->
                        tree(26, 14, print) + tree(74, 18, print) + tree(50, 4, accent) + line("M4 92h92", print, 3);
                    case FLOWER ->
                        petals(50, 38, print)
                                + circle(50, 38, 11, accent)
                                + line("M50 62v34M50 84c-10-2-16-8-18-16M50 78c8-2 14-8 16-14", print, 3);
                    case RAINBOW ->
                        arch(44, print)
                                + arch(33, accent)
                                + arch(22, print)
                                + area("M2 82a9 9 0 0 1 12-8 10 10 0 0 1 18 2 7 7 0 0 1 2 12H8a6 6 0 0 1-6-6Z", print)
                                + area(
                                        "M66 82a9 9 0 0 1 12-8 10 10 0 0 1 18 2 7 7 0 0 1 2 12H72a6 6 0 0 1-6-6Z",
                                        print);
                    case BOAT ->
                        area("M48 10v54H14Z", print)
                                + area("M54 24v40h26Z", accent)
                                + area("M10 70h80c-4 12-12 18-22 18H32c-10 0-18-6-22-18Z", print)
                                + wave(94, accent, 3);
                    case BIRD ->
                        area(
                                        "M18 58C18 36 34 22 54 22c12 0 20 8 20 18 0 4 8 6 12 8l-14 4c-2 22-16 32-32 32-14 0-22-12-22-26Z",
                                        print)
                                + area("M58 44c8 0 14 4 14 10-2 16-12 24-22 24 10-8 14-20 8-34Z", accent)
                                + circle(62, 36, 2.6, accent)
                                + line("M18 60 4 74M42 84v10M52 83v11M20 96h56", print, 3);
                };
        return drawing;
    }

    private static String circle(double x, double y, double radius, String colour) {
        return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" fill=\"" + colour
                + "\"/>";
    }

    private static String area(String path, String colour) {
        return "<path d=\"" + path + "\" fill=\"" + colour + "\"/>";
    }

    private static String line(String path, String colour, double width) {
        return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + number(width)
                + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";
    }

    private static String wave(int y, String colour, double width) {
        return line("M4 " + y + "q11.5-12 23 0t23 0 23 0 23 0", colour, width);
    }

    private static String rays(int x, int y, int inner, int outer, int count, String colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double angle = Math.PI + Math.PI * i / (count - 1);
            path.append('M')
                    .append(number(x + inner * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + inner * Math.sin(angle)));
            path.append('L')
                    .append(number(x + outer * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + outer * Math.sin(angle)));
        }
        return line(path.toString(), colour, 2.6);
    }

    private static String star(int x, int y, int radius, String colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            double reach = i % 2 == 0 ? radius : radius * 0.42;
            double angle = -Math.PI / 2 + Math.PI * i / 5;
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(x + reach * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + reach * Math.sin(angle)));
        }
        return area(path.append('Z').toString(), colour);
    }

    private static String fronds(String colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            double y = 88 - i * 7;
            double x = 49 + i * i * 0.08;
            double reach = 34 - i * 2.6;
            path.append('M')
                    .append(number(x))
                    .append(' ')
                    .append(number(y))
                    .append("q-")
                    .append(number(reach * 0.5))
                    .append("-2-")
                    .append(number(reach))
                    .append("-14");
            path.append('M')
                    .append(number(x))
                    .append(' ')
                    .append(number(y))
                    .append('q')
                    .append(number(reach * 0.5))
                    .append("-2 ")
                    .append(number(reach))
                    .append("-14");
        }
        return line(path.toString(), colour, 4);
    }

    private static String tree(int x, int top, String colour) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int y = top + i * 20;
            int half = 11 + i * 4;
            path.append('M')
                    .append(x)
                    .append(' ')
                    .append(y)
                    .append('L')
                    .append(x + half)
                    .append(' ')
                    .append(y + 28)
                    .append('H')
                    .append(x - half)
                    .append('Z');
        }
        return area(path.toString(), colour) + "<path d=\"M" + (x - 3) + " " + (top + 66) + "h6v12h-6Z\" fill=\""
                + colour + "\"/>";
    }

    private static String petals(int x, int y, String colour) {
        StringBuilder drawing = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            drawing.append("<ellipse cx=\"")
                    .append(x)
                    .append("\" cy=\"")
                    .append(y - 21)
                    .append("\" rx=\"5.5\" ry=\"12\" fill=\"")
                    .append(colour)
                    .append("\" transform=\"rotate(")
                    .append(i * 30)
                    .append(' ')
                    .append(x)
                    .append(' ')
                    .append(y)
                    .append(")\"/>");
        }
        return drawing.toString();
    }

    private static String arch(int radius, String colour) {
        return line(
                "M" + (50 - radius) + " 78V66a" + radius + ' ' + radius + " 0 0 1 " + 2 * radius + " 0v12", colour, 8);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
