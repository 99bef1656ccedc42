package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.moved;
import static io.shopoperator.shop.demo.drawing.Svg.number;
import static io.shopoperator.shop.demo.drawing.Svg.rect;

/** A colour and a print, and how they get onto a product. */
record Piece(Colour colour, Motif motif) {
    private static final String FRAME_ROUND = "k";
    private static final String FRAME_SQUARE = "q";

    String base() {
        return colour.base();
    }

    String light(double share) {
        return Tone.light(colour.base(), share);
    }

    String dark(double share) {
        return Tone.dark(colour.base(), share);
    }

    String accent() {
        return colour.onPaper().accent();
    }

    /** One print on the product's own colour. */
    String print(double x, double y, double size) {
        return framed(x, y, size, colour.onProduct());
    }

    /** One print on light paper, such as a label. */
    String printOnPaper(double x, double y, double size) {
        return framed(x, y, size, colour.onPaper());
    }

    /** A sheet of paper with the motif as its picture: scenes and patterns to the edge, an ornament large in the middle. */
    String artPrint(double x, double y, double width, double height) {
        Inks inks = colour.onPaper();
        if (motif.kind() == Motif.Kind.ORNAMENT) {
            double side = Math.min(width, height) * 0.84;
            return rect(x, y, width, height, 0, Tone.mix(inks.ground(), inks.second(), 0.3))
                    + moved(x + (width - side) / 2, y + (height - side) / 2, side / 100, motif.draw(inks));
        }
        String area = "M" + number(x) + ' ' + number(y) + 'h' + number(width) + 'v' + number(height) + 'h'
                + number(-width) + 'Z';
        return covered(area, x, y, width, height, 90, inks);
    }

    private String framed(double x, double y, double size, Inks inks) {
        String drawing = motif.draw(inks);
        String framed =
                switch (motif.kind()) {
                    case SCENE -> cut(FRAME_ROUND, drawing);
                    case PATTERN -> cut(FRAME_SQUARE, drawing);
                    case ORNAMENT -> drawing;
                };
        return moved(x, y, size / 100, framed);
    }

    private static String cut(String frame, String drawing) {
        return "<g clip-path=\"url(#" + frame + ")\">" + drawing + "</g>";
    }

    /** The whole area printed: patterns and ornaments repeat in tiles of the given size, scenes fill the box once. */
    String covered(String area, double x, double y, double width, double height, double tile) {
        return covered(area, x, y, width, height, tile, colour.onProduct());
    }

    String coveredOnPaper(String area, double x, double y, double width, double height, double tile) {
        return covered(area, x, y, width, height, tile, colour.onPaper());
    }

    private String covered(String area, double x, double y, double width, double height, double tile, Inks inks) {
        if (motif.kind() == Motif.Kind.SCENE) {
            double side = Math.max(width, height);
            return "<clipPath id=\"y\"><path d=\"" + area + "\"/></clipPath><g clip-path=\"url(#y)\">"
                    + moved(x - (side - width) / 2, y - (side - height) / 2, side / 100, motif.draw(inks)) + "</g>";
        }
        String drawing = motif.draw(inks);
        double scale = tile / 100;
        if (motif.kind() == Motif.Kind.ORNAMENT) {
            // a second row between the first ones, as on printed cloth
            drawing = "<g id=\"u\">" + moved(4, 4, 0.42, drawing)
                    + "</g><use href=\"#u\" transform=\"translate(50 50)\"/>";
            scale *= 1.5;
        }
        return "<pattern id=\"m\" width=\"100\" height=\"100\" patternUnits=\"userSpaceOnUse\" patternTransform=\"translate("
                + number(x) + ' ' + number(y) + ") scale(" + number(scale) + ")\">" + drawing + "</pattern>"
                + Svg.path(area, "url(#m)");
    }

    /** What the drawings refer to by name, as far as {@code content} does. */
    String definitions(String content) {
        StringBuilder definitions = new StringBuilder();
        String b = base();
        add(
                definitions,
                content,
                "b",
                "<linearGradient id=\"b\" x2=\".9\" y2=\"1\">" + stop(0, Tone.light(b, 0.16)) + stop(0.5, b)
                        + stop(1, Tone.dark(b, 0.16)) + "</linearGradient>");
        add(
                definitions,
                content,
                "c",
                "<linearGradient id=\"c\">" + stop(0, Tone.dark(b, 0.2)) + stop(0.16, b)
                        + stop(0.36, Tone.light(b, 0.34)) + stop(0.62, b) + stop(1, Tone.dark(b, 0.32))
                        + "</linearGradient>");
        add(
                definitions,
                content,
                "w",
                "<linearGradient id=\"w\" x2=\"0\" y2=\"1\">" + stop(0, "#c79a6b") + stop(1, "#a9784c")
                        + "</linearGradient>");
        add(
                definitions,
                content,
                "o",
                "<linearGradient id=\"o\">" + stop(0, "#000", 0.2) + stop(0.2, "#000", 0) + stop(0.36, "#fff", 0.26)
                        + stop(0.6, "#000", 0) + stop(1, "#000", 0.26) + "</linearGradient>");
        String backdrop = colour.backdrop();
        add(
                definitions,
                content,
                "g",
                "<radialGradient id=\"g\" cx=\".46\" cy=\".4\" r=\".75\">" + stop(0, Tone.light(backdrop, 0.6))
                        + stop(1, Tone.dark(backdrop, 0.05)) + "</radialGradient>");
        add(
                definitions,
                content,
                "s",
                "<radialGradient id=\"s\">" + stop(0, "#2a1d10", 0.42) + stop(0.55, "#2a1d10", 0.2)
                        + stop(1, "#2a1d10", 0) + "</radialGradient>");
        add(
                definitions,
                content,
                "v",
                "<radialGradient id=\"v\" cx=\".42\" cy=\".38\" r=\".8\">" + stop(0, "#fff", 0.14)
                        + stop(0.5, "#fff", 0) + stop(1, "#1c120a", 0.34) + "</radialGradient>");
        add(
                definitions,
                content,
                "l",
                "<radialGradient id=\"l\">" + stop(0, "#ffe9b0", 0.85) + stop(0.4, "#ffdf9a", 0.32)
                        + stop(1, "#ffdf9a", 0) + "</radialGradient>");
        add(
                definitions,
                content,
                "t",
                "<pattern id=\"t\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 1h3M2.5 3.5h3\" stroke=\"#fff\" stroke-opacity=\".13\"/><path d=\"M1 2.2v2.4M3.6 0v2\" stroke=\"#000\" stroke-opacity=\".1\"/></pattern>");
        add(
                definitions,
                content,
                "n",
                "<pattern id=\"n\" width=\"10\" height=\"9\" patternUnits=\"userSpaceOnUse\"><path d=\"M1 0l4 6 4-6\" fill=\"none\" stroke=\"#000\" stroke-opacity=\".13\" stroke-width=\"2.2\"/><path d=\"M1 1.6l4 6 4-6\" fill=\"none\" stroke=\"#fff\" stroke-opacity=\".15\" stroke-width=\"1.4\"/></pattern>");
        add(definitions, content, FRAME_ROUND, "<clipPath id=\"k\"><circle cx=\"50\" cy=\"50\" r=\"50\"/></clipPath>");
        add(definitions, content, FRAME_SQUARE, "<clipPath id=\"q\">" + rect(2, 2, 96, 96, 12, "#000") + "</clipPath>");
        return definitions.isEmpty() ? "" : "<defs>" + definitions + "</defs>";
    }

    private static void add(StringBuilder definitions, String content, String id, String definition) {
        if (content.contains("url(#" + id + ")")) {
            definitions.append(definition);
        }
    }

    private static String stop(double offset, String colour) {
        return "<stop offset=\"" + number(offset) + "\" stop-color=\"" + colour + "\"/>";
    }

    private static String stop(double offset, String colour, double opacity) {
        return "<stop offset=\"" + number(offset) + "\" stop-color=\"" + colour + "\" stop-opacity=\"" + number(opacity)
                + "\"/>";
    }
}
