package io.shopoperator.shop.demo;

/** The three pictures of a demo product as SVG: by itself, close up, and at home. Same input, same bytes. */
final class Drawing {
    /** Width and height of every picture. */
    static final int SIZE = 400;

    private static final double CLOSE = 2.1;
    private static final double SMALL = 0.58;

    private Drawing() {}

    static String alone(Shape shape, Palette palette, Motif motif) {
        return svg("<rect width=\"400\" height=\"400\" fill=\"" + palette.wall() + "\"/>"
                + "<circle cx=\"200\" cy=\"204\" r=\"168\" fill=\"#ffffff\" fill-opacity=\".45\"/>"
                + "<ellipse cx=\"200\" cy=\"358\" rx=\"128\" ry=\"13\" fill=\"#000000\" fill-opacity=\".12\"/>"
                + shape.draw(palette, motif));
    }

    static String closeUp(Shape shape, Palette palette, Motif motif) {
        double x = SIZE / 2.0 - CLOSE * shape.centreX();
        double y = SIZE / 2.0 - CLOSE * shape.centreY();
        return svg("<rect width=\"400\" height=\"400\" fill=\"" + palette.wall() + "\"/>" + "<g transform=\"translate("
                + x + ' ' + y + ") scale(" + CLOSE + ")\">" + shape.draw(palette, motif) + "</g>");
    }

    static String atHome(Shape shape, Palette palette, Motif motif) {
        return svg("<rect width=\"400\" height=\"400\" fill=\"" + palette.wall() + "\"/>"
                + "<rect x=\"36\" y=\"34\" width=\"104\" height=\"138\" rx=\"6\" fill=\"#ffffff\"/>"
                + "<rect x=\"44\" y=\"42\" width=\"88\" height=\"122\" fill=\"#cfe4ee\"/>"
                + "<circle cx=\"112\" cy=\"66\" r=\"13\" fill=\"" + palette.accent() + "\"/>"
                + "<path d=\"M44 138c20-22 40-22 56-6 12-10 22-8 32 0v32H44Z\" fill=\"#a9c3a0\"/>"
                + "<path d=\"M86 42h4v122h-4ZM44 100h88v4H44Z\" fill=\"#ffffff\"/>"
                + "<path d=\"M140 34 400 330v70H240L140 172Z\" fill=\"#ffffff\" fill-opacity=\".22\"/>"
                + "<path d=\"M0 318h400v82H0Z\" fill=\"#b98d63\"/><path d=\"M0 318h400v9H0Z\" fill=\"#a07851\"/>"
                + "<path d=\"M30 352h120M190 372h150M60 388h70\" stroke=\"#a07851\" stroke-width=\"3\" stroke-linecap=\"round\" fill=\"none\"/>"
                + "<path d=\"M336 318l8-58h34l8 58Z\" fill=\"" + palette.accent() + "\"/>"
                + "<path d=\"M361 262c-4-50-26-70-44-76 0 30 14 58 44 76ZM361 262c2-44 16-66 32-74 4 30-6 56-32 74ZM361 262c-10-40-4-80 6-98 12 30 10 66-6 98Z\" fill=\"#5d8a66\"/>"
                + "<ellipse cx=\"206\" cy=\"334\" rx=\"88\" ry=\"9\" fill=\"#000000\" fill-opacity=\".18\"/>"
                + "<g transform=\"translate(90 127) scale(" + SMALL + ")\">" + shape.draw(palette, motif) + "</g>");
    }

    private static String svg(String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 400\" width=\"400\" height=\"400\">"
                + content + "</svg>";
    }
}
