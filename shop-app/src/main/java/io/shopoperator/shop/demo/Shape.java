package io.shopoperator.shop.demo;

/** The goods of the demo catalogue as drawings in a square of 400 by 400, with the place and size of the print on them. */
enum Shape {
    T_SHIRT(146, 150, 108),
    SWEATSHIRT(144, 160, 112),
    MUG(128, 158, 100),
    POSTER(122, 92, 156),
    TOTE_BAG(138, 186, 124),
    NOTEBOOK(140, 120, 124),
    CUSHION(132, 128, 136),
    BEANIE(164, 238, 72),
    CANDLE(150, 200, 100),
    TEA(148, 158, 104),
    COFFEE(144, 168, 112),
    SOAP(144, 148, 112);

    private final int printX;
    private final int printY;
    private final int printSize;

    Shape(int printX, int printY, int printSize) {
        this.printX = printX;
        this.printY = printY;
        this.printSize = printSize;
    }

    /** The product with its print. */
    String draw(Palette palette, Motif motif) {
        return body(palette) + "<g transform=\"translate(" + printX + ' ' + printY + ") scale(" + printSize / 100.0
                + ")\">" + motif.draw(printColour(palette), palette.accent()) + "</g>";
    }

    /** The middle of the print, for the close-up. */
    int centreX() {
        return printX + printSize / 2;
    }

    int centreY() {
        return printY + printSize / 2;
    }

    private String printColour(Palette palette) {
        // on a paper label or on paper itself the print is dark, whatever the colour around it
        return switch (this) {
            case POSTER, CANDLE, TEA, COFFEE, SOAP -> dark(palette);
            default -> palette.print();
        };
    }

    private static String dark(Palette palette) {
        return switch (palette.english()) {
            case "sage", "sand", "natural" -> palette.print();
            default -> palette.base();
        };
    }

    private String body(Palette p) {
        return switch (this) {
            case T_SHIRT ->
                area(
                                "M140 74 66 112l28 72 34-14v166a10 10 0 0 0 10 10h124a10 10 0 0 0 10-10V170l34 14 28-72-74-38c-10 20-32 30-60 30s-50-10-60-30Z",
                                p.base())
                        + line("M140 74c10 20 32 30 60 30s50-10 60-30", p.shade(), 7)
                        + line("M128 170v-24M272 170v-24M128 330h144", p.shade(), 3)
                        + area("M250 346c12-40 14-110 22-176v166a10 10 0 0 1-10 10Z", p.shade());
            case SWEATSHIRT ->
                area(
                                "M146 72c-40 10-64 22-76 44L44 292c-2 12 6 18 14 20l34 6 30-116v128h156V202l30 116 34-6c8-2 16-8 14-20l-26-176c-12-22-36-34-76-44-8 18-28 26-54 26s-46-8-54-26Z",
                                p.base())
                        + area(
                                "M122 322h156v26a8 8 0 0 1-8 8H130a8 8 0 0 1-8-8ZM46 284l50 10-6 36-40-8c-8-2-12-8-10-16ZM354 284l-50 10 6 36 40-8c8-2 12-8 10-16Z",
                                p.shade())
                        + line("M146 72c8 18 28 26 54 26s46-8 54-26", p.shade(), 9)
                        + line("M122 202v-30M278 202v-30", p.shade(), 3);
            case MUG ->
                "<path d=\"M286 156h26a40 40 0 0 1 0 116h-30\" fill=\"none\" stroke=\"" + p.shade()
                        + "\" stroke-width=\"22\"/>"
                        + area("M84 116h208v164a52 52 0 0 1-52 52H136a52 52 0 0 1-52-52Z", p.base())
                        + area("M262 116h30v164a52 52 0 0 1-52 52h-16c24-6 38-26 38-52Z", p.shade())
                        + ellipse(188, 116, 104, 20, p.shade())
                        + ellipse(188, 118, 92, 14, "#5b3a26");
            case POSTER ->
                rect(86, 46, 228, 308, 4, "#3a3028")
                        + rect(94, 54, 212, 292, 2, "#fdfaf3")
                        + rect(108, 70, 184, 204, 2, p.wall())
                        + rect(150, 298, 100, 6, 3, p.shade())
                        + rect(170, 314, 60, 5, 2.5, p.shade());
            case TOTE_BAG ->
                line("M146 158c0-84 22-112 54-112s54 28 54 112", p.shade(), 13)
                        + area("M104 146h192l16 196a12 12 0 0 1-12 12H100a12 12 0 0 1-12-12Z", p.base())
                        + line("M106 160h188", p.shade(), 4)
                        + area("M278 146h18l16 196a12 12 0 0 1-12 12h-26c8-60 8-140 4-208Z", p.shade());
            case NOTEBOOK ->
                rect(112, 62, 196, 284, 10, "#efe7d8")
                        + rect(104, 56, 196, 284, 10, p.base())
                        + rect(104, 56, 26, 284, 10, p.shade())
                        + rect(262, 56, 9, 284, 0, p.accent())
                        + area("M176 340h14v34l-7-8-7 8Z", p.accent());
            case CUSHION ->
                area(
                                "M70 84c40 12 220 12 260 0 12-4 20 4 16 16-14 42-14 158 0 200 4 12-4 20-16 16-40-12-220-12-260 0-12 4-20-4-16-16 14-42 14-158 0-200-4-12 4-20 16-16Z",
                                p.base())
                        + line("M82 96c44 12 192 12 236 0M82 304c44-12 192-12 236 0", p.shade(), 4)
                        + area(
                                "M330 316c-20-6-80-9-130-9 60-4 100-20 130-61 0 20 8 40 16 54 4 12-4 20-16 16Z",
                                p.shade());
            case BEANIE ->
                "<circle cx=\"200\" cy=\"74\" r=\"34\" fill=\"" + p.accent() + "\"/>"
                        + area("M84 252c-4-100 44-158 116-158s120 58 116 158Z", p.base())
                        + line(
                                "M120 240c0-70 20-114 50-132M280 240c0-70-20-114-50-132M200 240V100M158 240c2-60 12-106 28-136M242 240c-2-60-12-106-28-136",
                                p.shade(),
                                3)
                        + rect(72, 232, 256, 84, 22, p.shade())
                        + rect(156, 230, 88, 88, 8, p.base());
            case CANDLE ->
                area("M200 60c22 28 26 44 14 60-8 10-20 10-28 0-12-16-8-32 14-60Z", "#f2a33a")
                        + area("M200 84c10 14 12 22 6 30-4 5-8 5-12 0-6-8-4-16 6-30Z", "#fbe3a0")
                        + line("M200 116v30", "#3a3028", 4)
                        + rect(112, 140, 176, 206, 22, p.base())
                        + ellipse(200, 148, 86, 14, "#fbf1dc")
                        + area("M258 156h30v168a22 22 0 0 1-22 22h-30c16-30 22-120 22-190Z", p.shade())
                        + rect(136, 186, 128, 132, 10, "#fdfaf3");
            case TEA ->
                area("M124 92h152l14 238a16 16 0 0 1-16 16H126a16 16 0 0 1-16-16Z", p.base())
                        + area("M124 92l12-36h128l12 36Z", p.shade())
                        + rect(130, 68, 140, 8, 4, p.accent())
                        + rect(134, 140, 132, 150, 10, "#fdfaf3")
                        + rect(160, 270, 80, 6, 3, p.shade())
                        + rect(150, 308, 100, 8, 4, p.accent());
            case COFFEE ->
                area(
                                "M112 84c6-10 14-14 24-14h128c10 0 18 4 24 14l10 250a14 14 0 0 1-14 14H116a14 14 0 0 1-14-14Z",
                                p.base())
                        + rect(118, 46, 164, 36, 6, p.shade())
                        + line("M126 60h148", p.accent(), 5)
                        + area("M264 84h24l10 250a14 14 0 0 1-14 14h-26c8-80 10-180 6-264Z", p.shade())
                        + rect(128, 150, 144, 154, 72, "#fdfaf3")
                        + "<circle cx=\"200\" cy=\"112\" r=\"9\" fill=\"" + p.shade() + "\"/>";
            case SOAP ->
                rect(72, 116, 256, 176, 44, p.shade())
                        + rect(72, 106, 256, 172, 44, p.base())
                        + rect(122, 100, 156, 198, 6, "#fdfaf3")
                        + rect(122, 100, 156, 14, 0, p.accent())
                        + rect(122, 284, 156, 14, 0, p.accent())
                        + "<circle cx=\"322\" cy=\"92\" r=\"16\" fill=\"#ffffff\" fill-opacity=\".7\"/><circle cx=\"348\" cy=\"124\" r=\"9\" fill=\"#ffffff\" fill-opacity=\".7\"/>";
        };
    }

    private static String area(String path, String colour) {
        return "<path d=\"" + path + "\" fill=\"" + colour + "\"/>";
    }

    private static String line(String path, String colour, int width) {
        return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + width
                + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";
    }

    private static String rect(int x, int y, int width, double height, double radius, String colour) {
        return "<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + height + "\" rx=\"" + radius
                + "\" fill=\"" + colour + "\"/>";
    }

    private static String ellipse(int x, int y, int radiusX, int radiusY, String colour) {
        return "<ellipse cx=\"" + x + "\" cy=\"" + y + "\" rx=\"" + radiusX + "\" ry=\"" + radiusY + "\" fill=\""
                + colour + "\"/>";
    }
}
