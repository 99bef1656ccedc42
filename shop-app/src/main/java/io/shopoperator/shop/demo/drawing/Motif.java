package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.circle;
import static io.shopoperator.shop.demo.drawing.Svg.line;
import static io.shopoperator.shop.demo.drawing.Svg.number;
import static io.shopoperator.shop.demo.drawing.Svg.path;
import static io.shopoperator.shop.demo.drawing.Svg.rect;
import static io.shopoperator.shop.demo.drawing.Svg.turned;

/** The prints of the demo products, drawn in a square of 100 by 100. */
public enum Motif {
    ALPENGLOW(Kind.SCENE),
    SURF(Kind.SCENE),
    SUNRISE(Kind.SCENE),
    FIRS(Kind.SCENE),
    DUNES(Kind.SCENE),
    SAIL(Kind.SCENE),
    OLIVE(Kind.ORNAMENT),
    GINKGO(Kind.ORNAMENT),
    RAINBOW(Kind.ORNAMENT),
    MOONS(Kind.ORNAMENT),
    MEADOW(Kind.ORNAMENT),
    SWALLOWS(Kind.ORNAMENT),
    CITRUS(Kind.ORNAMENT),
    LAVENDER(Kind.ORNAMENT),
    STRIPES(Kind.PATTERN),
    BAUHAUS(Kind.PATTERN),
    TERRAZZO(Kind.PATTERN),
    ZIGZAG(Kind.PATTERN),
    DOTS(Kind.PATTERN),
    HONEYCOMB(Kind.PATTERN);

    /** How a motif meets the edge of its square. */
    enum Kind {
        /** Fills the square to the edge; is cut to a frame. */
        SCENE,
        /** Floats in the square; needs no frame. */
        ORNAMENT,
        /** Can be repeated without a seam. */
        PATTERN
    }

    private final Kind kind;

    Motif(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it can cover a whole piece, such as a sock. */
    public boolean isPattern() {
        return kind == Kind.PATTERN;
    }

    String draw(Inks inks) {
        String main = inks.main();
        String accent = inks.accent();
        String second = inks.second();
        String sky = Tone.mix(inks.ground(), second, 0.4);
        return switch (this) {
            case ALPENGLOW ->
                rect(0, 0, 100, 100, 0, sky)
                        + circle(69, 29, 13, accent)
                        + path("M0 60 18 40 32 53 53 24 72 49 84 38 100 54V100H0Z", Tone.mix(second, main, 0.25))
                        + path("M53 24 62 36 56 41 51 36 44 40ZM84 38 91 45 86 48 80 44Z", Tone.light(accent, 0.5))
                        + path("M0 80 24 56 43 73 66 50 100 82V100H0Z", main)
                        + path("M0 91C28 79 62 97 100 83V100H0Z", Tone.mix(main, accent, 0.45));
            case SURF ->
                rect(0, 0, 100, 100, 0, sky)
                        + circle(50, 40, 20, accent)
                        + wave(54, 0, Tone.mix(second, accent, 0.15))
                        + wave(66, -12.5, Tone.mix(second, main, 0.45))
                        + wave(78, 0, main)
                        + wave(90, -12.5, Tone.mix(main, second, 0.3));
            case SUNRISE ->
                rect(0, 0, 100, 100, 0, sky)
                        + rays(50, 62, 34, 60, 15, accent)
                        + circle(50, 62, 27, accent)
                        + path("M0 66C22 54 40 58 58 68S86 76 100 66V100H0Z", second)
                        + path("M0 82C26 66 48 74 66 82S90 88 100 80V100H0Z", main);
            case FIRS ->
                rect(0, 0, 100, 100, 0, sky)
                        + circle(30, 26, 11, accent)
                        + firs(new int[] {4, 20, 38, 56, 74, 92}, 46, 0.8, Tone.mix(second, main, 0.35))
                        + firs(new int[] {12, 33, 64, 86}, 52, 1.15, main)
                        + path("M0 94C30 88 70 97 100 91V100H0Z", main);
            case DUNES ->
                rect(0, 0, 100, 100, 0, sky)
                        + circle(32, 30, 15, accent)
                        + path("M0 60C24 44 44 44 62 58S90 62 100 50V100H0Z", Tone.mix(second, accent, 0.3))
                        + path("M0 78C30 58 46 62 56 72S84 80 100 66V100H0Z", Tone.mix(accent, main, 0.4))
                        + path("M0 86C26 84 52 72 70 82S92 92 100 86V100H0Z", main);
            case SAIL ->
                rect(0, 0, 100, 100, 0, sky)
                        + circle(74, 28, 12, accent)
                        + path("M48 18V66H20C32 52 42 36 48 18Z", main)
                        + path("M53 28V66H76C70 50 62 38 53 28Z", accent)
                        + path("M16 70H82C78 80 72 84 62 84H36C26 84 20 80 16 70Z", Tone.mix(main, second, 0.15))
                        + wave(82, 0, second)
                        + wave(91, -12.5, Tone.mix(second, main, 0.5));
            case OLIVE -> line("M50 96C46 70 50 40 58 8", main, 2.4) + olive(main, accent, second);
            case GINKGO ->
                ginkgo(50, 47, 1, 0, main) + ginkgo(27, 66, 0.62, -38, second) + ginkgo(75, 68, 0.62, 36, accent);
            case RAINBOW -> arch(42, main) + arch(31, accent) + arch(20, second) + circle(50, 80, 7, accent);
            case MOONS ->
                path("M50 22A28 28 0 1 0 78 54 22 22 0 0 1 50 22Z", main)
                        + star(72, 26, 8, accent)
                        + star(86, 42, 4.5, second)
                        + star(58, 46, 4.5, accent)
                        + star(18, 22, 5.5, second)
                        + star(90, 78, 5, accent)
                        + star(34, 8, 3.5, accent);
            case MEADOW ->
                line("M30 96C30 76 32 66 28 50M52 96C52 70 50 54 52 36M74 96C72 80 76 70 74 58", main, 2.2)
                        + line("M31 82C24 80 20 74 18 68M52 78C60 76 64 70 66 62M73 86C80 84 84 80 86 74", main, 2.2)
                        + flower(28, 42, 15, accent, main)
                        + flower(52, 24, 18, second, accent)
                        + flower(75, 50, 13, accent, second);
            case SWALLOWS ->
                swallow(52, 36, 1, -12, main) + swallow(26, 68, 0.62, 8, second) + swallow(76, 74, 0.5, -22, accent);
            case CITRUS ->
                slice(38, 40, 30, accent, inks.ground())
                        + slice(72, 70, 20, second, inks.ground())
                        + path(
                                "M64 28C70 14 84 12 94 16 90 28 78 34 64 28ZM30 78C20 74 12 78 6 86 16 92 26 88 30 78Z",
                                main);
            case LAVENDER ->
                lavender(30, -10, second, main) + lavender(70, 10, second, main) + lavender(50, 0, accent, main);
            case STRIPES ->
                rect(0, 5, 100, 12, 0, main)
                        + rect(0, 23, 100, 4, 0, accent)
                        + rect(0, 35, 100, 16, 0, second)
                        + rect(0, 57, 100, 4, 0, main)
                        + rect(0, 69, 100, 12, 0, accent)
                        + rect(0, 88, 100, 4, 0, second);
            case BAUHAUS -> bauhaus(main, accent, second);
            case TERRAZZO ->
                path(
                                "M8 10 20 6 24 16 14 22ZM60 4 72 10 64 18ZM84 30 96 28 94 42 86 40ZM40 60 52 56 50 70ZM6 76 16 70 20 82 10 86Z",
                                main)
                        + path(
                                "M36 14 48 12 46 26 38 24ZM12 44 24 40 22 54ZM62 38 74 34 78 46 66 50ZM70 78 84 74 82 88ZM30 84 40 80 44 92 34 94Z",
                                accent)
                        + path(
                                "M78 8 90 6 88 18ZM30 36 38 34 40 46 32 46ZM86 56 96 60 88 68ZM58 84 66 88 58 96ZM20 60 30 58 28 68ZM54 22 60 26 54 32Z",
                                second);
            case ZIGZAG ->
                zigzag(12.5, main, 7) + zigzag(37.5, accent, 7) + zigzag(62.5, second, 7) + zigzag(87.5, main, 3);
            case DOTS ->
                circle(16.7, 16.7, 10, main)
                        + circle(50, 16.7, 6, second)
                        + circle(83.3, 16.7, 10, accent)
                        + circle(16.7, 50, 6, accent)
                        + circle(50, 50, 10, main)
                        + circle(83.3, 50, 6, second)
                        + circle(16.7, 83.3, 10, second)
                        + circle(50, 83.3, 6, accent)
                        + circle(83.3, 83.3, 10, main);
            case HONEYCOMB ->
                hexagon(25, 16.7, main)
                        + hexagon(75, 16.7, accent)
                        + hexagon(0, 50, second)
                        + hexagon(50, 50, main)
                        + hexagon(100, 50, second)
                        + hexagon(25, 83.3, accent)
                        + hexagon(75, 83.3, second);
        };
    }

    private static String wave(double y, double shift, String colour) {
        return path(
                "M" + number(shift - 25) + ' ' + number(y) + "q12.5-9 25 0t25 0 25 0 25 0 25 0 25 0V100H-40Z", colour);
    }

    private static String rays(int x, int y, int inner, int outer, int count, String colour) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double angle = Math.PI + Math.PI * i / (count - 1);
            d.append('M')
                    .append(number(x + inner * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + inner * Math.sin(angle)))
                    .append('L')
                    .append(number(x + outer * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + outer * Math.sin(angle)));
        }
        return line(d.toString(), colour, 2.6);
    }

    private static String firs(int[] places, int top, double scale, String colour) {
        StringBuilder d = new StringBuilder();
        for (int x : places) {
            for (int tier = 0; tier < 3; tier++) {
                double half = (6 + tier * 3) * scale;
                double y = top + (tier * 11 + (x % 3) * 3) * scale;
                d.append('M')
                        .append(x)
                        .append(' ')
                        .append(number(y))
                        .append('l')
                        .append(number(half))
                        .append(' ')
                        .append(number(17 * scale))
                        .append('h')
                        .append(number(-2 * half))
                        .append('Z');
            }
            d.append('M').append(x - 1).append(' ').append(top + 30).append("h2V100h-2Z");
        }
        return path(d.toString(), colour);
    }

    private static String olive(String leaf, String fruit, String underside) {
        StringBuilder leaves = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            double y = 84 - i * 13.5;
            double x = 48.6 + i * i * 0.28;
            double size = 1 - i * 0.08;
            leaves.append(leaf(x, y, size, -58, i % 2 == 0 ? leaf : underside));
            leaves.append(leaf(x, y - 5, size, 58, i % 2 == 0 ? underside : leaf));
        }
        return leaves
                + leaf(58, 10, 0.7, 8, leaf)
                + circle(36, 60, 4.6, fruit)
                + circle(65, 45, 4.6, fruit)
                + circle(64, 76, 4, fruit);
    }

    private static String leaf(double x, double y, double size, double degrees, String colour) {
        return "<path d=\"M0 0C-8-8-8-22 0-32 8-22 8-8 0 0Z\" transform=\"translate(" + number(x) + ' ' + number(y)
                + ") rotate(" + number(degrees) + ") scale(" + number(size) + ")\" fill=\"" + colour + "\"/>";
    }

    private static String ginkgo(double x, double y, double size, double degrees, String colour) {
        return "<g transform=\"translate(" + number(x) + ' ' + number(y) + ") rotate(" + number(degrees) + ") scale("
                + number(size) + ")\">"
                + path("M0 14C-10 2-30 0-38-16-30-34-14-38-2-30L0-14 2-30C14-38 30-34 38-16 30 0 10 2 0 14Z", colour)
                + line("M0 12C0 24 2 36 7 46", colour, 3.2) + "</g>";
    }

    private static String arch(int radius, String colour) {
        return line(
                "M" + (50 - radius) + " 84V58a" + radius + ' ' + radius + " 0 0 1 " + 2 * radius + " 0V84", colour, 8);
    }

    private static String star(double x, double y, double radius, String colour) {
        double r = radius * 0.3;
        return path(
                "M" + number(x) + ' ' + number(y - radius) + "l" + number(r) + ' ' + number(radius - r) + ' '
                        + number(radius - r) + ' ' + number(r) + ' ' + number(r - radius) + ' ' + number(r) + ' '
                        + number(-r) + ' ' + number(radius - r) + ' ' + number(-r) + ' ' + number(r - radius) + ' '
                        + number(r - radius) + ' ' + number(-r) + ' ' + number(radius - r) + ' ' + number(-r) + 'Z',
                colour);
    }

    private static String flower(double x, double y, double radius, String petals, String middle) {
        // petals are thick strokes with round ends: one path instead of eight ellipses
        double inner = radius * 0.42;
        double outer = radius * 0.78;
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            double angle = Math.PI * i / 4;
            d.append('M')
                    .append(number(x + inner * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + inner * Math.sin(angle)))
                    .append('L')
                    .append(number(x + outer * Math.cos(angle)))
                    .append(' ')
                    .append(number(y + outer * Math.sin(angle)));
        }
        return line(d.toString(), petals, radius * 0.5) + circle(x, y, radius * 0.32, middle);
    }

    private static String swallow(double x, double y, double size, double degrees, String colour) {
        return "<path d=\"M-44-10C-24-20-10-12-2-2 4-18 18-30 42-30 28-20 20-10 18 2 26 4 32 2 38-2 34 8 24 14 12 14 2 16-6 24-16 36"
                + "-16 28-14 22-10 16-20 20-30 22-40 18-28 14-18 10-12 4-20-2-30-8-44-10Z\" transform=\"translate("
                + number(x) + ' ' + number(y) + ") rotate(" + number(degrees) + ") scale(" + number(size)
                + ")\" fill=\"" + colour + "\"/>";
    }

    private static String slice(double x, double y, double radius, String rind, String flesh) {
        StringBuilder d = new StringBuilder();
        double inner = radius * 0.74;
        for (int i = 0; i < 8; i++) {
            double from = Math.PI * (i * 45 + 5) / 180;
            double to = Math.PI * (i * 45 + 40) / 180;
            double middle = (from + to) / 2;
            double tip = radius * 0.14;
            d.append('M')
                    .append(number(x + tip * Math.cos(middle)))
                    .append(' ')
                    .append(number(y + tip * Math.sin(middle)))
                    .append('L')
                    .append(number(x + inner * Math.cos(from)))
                    .append(' ')
                    .append(number(y + inner * Math.sin(from)))
                    .append('A')
                    .append(number(inner))
                    .append(' ')
                    .append(number(inner))
                    .append(" 0 0 1 ")
                    .append(number(x + inner * Math.cos(to)))
                    .append(' ')
                    .append(number(y + inner * Math.sin(to)))
                    .append('Z');
        }
        return circle(x, y, radius, rind)
                + circle(x, y, radius * 0.84, Tone.light(rind, 0.75))
                + path(d.toString(), Tone.mix(rind, flesh, 0.12));
    }

    private static String lavender(double x, double lean, String blossom, String stem) {
        StringBuilder d = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            int y = 50 - i * 8;
            double side = 4.6 - i * 0.4;
            d.append('M').append(number(x - side)).append(' ').append(y).append("v3");
            d.append('M').append(number(x + side)).append(' ').append(y - 3).append("v3");
        }
        String left = number(x - 10);
        return turned(
                lean,
                x,
                96,
                line(
                                "M" + number(x) + " 96V40M" + number(x) + " 84C" + number(x - 8) + " 80 " + left
                                        + " 72 " + left + " 66",
                                stem,
                                2)
                        + line(d + "M" + number(x) + " 3v4", blossom, 7));
    }

    private static String bauhaus(String main, String accent, String second) {
        String[] inks = {main, accent, second};
        StringBuilder drawing = new StringBuilder();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int cell = row * 4 + column;
                int x = column * 25;
                int y = row * 25;
                String d =
                        switch ((cell * 7 + row) % 5) {
                            case 0 -> "M" + x + ' ' + y + "h25a25 25 0 0 1-25 25Z";
                            case 1 -> "M" + (x + 25) + ' ' + y + "v25h-25a25 25 0 0 1 25-25Z";
                            case 2 -> "M" + x + ' ' + y + "v25h25a25 25 0 0 0-25-25Z";
                            case 3 -> "M" + x + ' ' + y + "l25 25h-25Z";
                            default -> "M" + x + ' ' + (y + 12.5) + "a12.5 12.5 0 0 1 25 0 12.5 12.5 0 0 1-25 0Z";
                        };
                drawing.append(path(d, inks[(cell * 2 + row) % 3]));
            }
        }
        return drawing.toString();
    }

    private static String zigzag(double y, String colour, double width) {
        return line(
                "M-25 " + number(y + 7)
                        + "l12.5-14 12.5 14 12.5-14 12.5 14 12.5-14 12.5 14 12.5-14 12.5 14 12.5-14 12.5 14 12.5-14 12.5 14",
                colour,
                width);
    }

    private static String hexagon(double x, double y, String colour) {
        return path("M" + number(x) + ' ' + number(y - 19) + "l20.5 9.5v19l-20.5 9.5-20.5-9.5v-19Z", colour);
    }
}
