package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.circle;
import static io.shopoperator.shop.demo.drawing.Svg.ellipse;
import static io.shopoperator.shop.demo.drawing.Svg.line;
import static io.shopoperator.shop.demo.drawing.Svg.moved;
import static io.shopoperator.shop.demo.drawing.Svg.path;
import static io.shopoperator.shop.demo.drawing.Svg.rect;
import static io.shopoperator.shop.demo.drawing.Svg.veil;

/** Where a product is at home: a place with the product in it, in a square of 400 by 400. */
public enum Setting {
    TABLE,
    HANGER,
    PEG,
    WALL,
    SOFA,
    LINE,
    CEILING;

    private static final String SHADE = "#20150c";
    private static final String LIGHT = "#fffaf0";
    private static final String WOOD = "url(#w)";
    private static final String SHADOW = "url(#s)";

    /** The place, furnished in one of a few ways by {@code variant}, with the product drawn in it. */
    String draw(Piece p, Form form, int variant) {
        String product = form.draw(p);
        String wall = Tone.mix(p.colour().backdrop(), p.colour().onPaper().second(), 0.3);
        String room = rect(0, 0, 400, 400, 0, wall) + veil("M0 0H400V400H0Z", "url(#v)", 0.8);
        return switch (this) {
            case TABLE ->
                room
                        + window(p, variant)
                        + rect(0, 304, 400, 96, 0, WOOD)
                        + rect(0, 304, 400, 5, 0, "#d9b184")
                        + line("M20 336H150M210 352H360M60 378H240M300 386H380M0 360H40", "#8d6239", 2, 0.35)
                        + beside(p, variant)
                        + ellipse(204, 342, 126, 15, SHADOW)
                        + moved(60, 342 - 0.7 * form.ground(), 0.7, product);
            case HANGER ->
                room
                        + floor()
                        + line("M28 58H372", "#6a4d33", 9)
                        + line("M28 56H372", "#a9784c", 3.4)
                        + line("M56 58V330M344 58V330", "#6a4d33", 8)
                        + neighbours(p)
                        + moved(51, 52, 0.76, hanger() + product)
                        + plant(p, 348, 352, 0.8);
            case PEG ->
                room
                        + floor()
                        + rect(40, 62, 320, 26, 6, WOOD)
                        + rect(40, 86, 320, 5, 2, "#7a5330")
                        + pegs()
                        + veil("M120 120C160 110 280 110 312 130L320 330C280 340 170 340 132 330Z", SHADE, 0.1)
                        + moved(64, 52, 0.72, product)
                        + rect(186, 66, 14, 24, 6, "#c79a6b")
                        + plant(p, 60, 352, 0.8);
            case WALL ->
                room
                        + veil("M110 26H322V262H128Z", SHADE, 0.13)
                        + moved(60, -2, 0.7, product)
                        + rect(30, 300, 340, 76, 6, WOOD)
                        + rect(24, 292, 352, 14, 4, "#d9b184")
                        + line("M200 312V368M190 338h4M206 338h4", "#6a4d33", 3, 0.6)
                        + rect(48, 376, 12, 24, 0, "#6a4d33")
                        + rect(340, 376, 12, 24, 0, "#6a4d33")
                        + (variant % 2 == 0
                                ? plant(p, 330, 292, 0.66) + books(p, 62, 292)
                                : vase(p, 72, 292) + books(p, 290, 292));
            case SOFA ->
                room
                        + floor()
                        + path("M22 176C22 146 40 132 70 132H330C360 132 378 146 378 176V352H22Z", "#a7b3ad")
                        + veil("M22 176C22 146 40 132 70 132H330C360 132 378 146 378 176V352H22Z", "url(#v)", 0.8)
                        + line("M200 138V282", SHADE, 2.4, 0.16)
                        + path("M40 276H360C372 276 378 284 378 296V344H22V296C22 284 28 276 40 276Z", "#b6c1ba")
                        + line("M200 278V342M30 342H370", SHADE, 2.4, 0.16)
                        + path(
                                "M8 226C8 210 20 202 36 202S64 210 64 226V348H8ZM336 226C336 210 348 202 364 202S392 210 392 226V348H336Z",
                                "#98a59f")
                        + rect(30, 346, 12, 26, 0, "#6a4d33")
                        + rect(358, 346, 12, 26, 0, "#6a4d33")
                        + ellipse(204, 288, 112, 12, SHADOW)
                        + (variant % 2 == 0 ? moved(250, 148, 0.34, plain(p)) : "")
                        + moved(88, 288 - 0.56 * form.ground(), 0.56, product);
            case LINE ->
                rect(0, 0, 400, 400, 0, "#cfe5ee")
                        + veil("M0 0H400V400H0Z", "url(#v)", 0.7)
                        + circle(variant % 2 == 0 ? 326 : 78, 66, 30, "#fff3cf")
                        + veil(
                                "M40 96a18 18 0 0 1 30-10 24 24 0 0 1 44 4 15 15 0 0 1 2 30H52a14 14 0 0 1-12-24ZM246 150a14 14 0 0 1 24-8 19 19 0 0 1 35 3 12 12 0 0 1 2 24H256a11 11 0 0 1-10-19Z",
                                "#fff",
                                0.8)
                        + path("M0 304C80 258 150 270 214 294S344 300 400 268V400H0Z", "#a9c3a0")
                        + path("M0 346C90 310 200 352 400 322V400H0Z", "#7fa37c")
                        + line("M0 92Q200 112 400 88", "#6a4d33", 3)
                        + moved(70, 78, 0.68, product)
                        + pin(143)
                        + pin(176)
                        + pin(223)
                        + pin(256);
            case CEILING ->
                room
                        + window(p, variant + 1)
                        + moved(56, 0, 0.72, product)
                        + ellipse(200, 330, 190, 26, "url(#l)")
                        + path("M30 322H370L388 346H12Z", "#d0a274")
                        + path("M12 346H388V358H12Z", "#9b6d42")
                        + rect(44, 358, 14, 42, 0, "#8a5e37")
                        + rect(342, 358, 14, 42, 0, "#8a5e37")
                        + (variant % 2 == 0
                                ? vase(p, 130, 334) + bowl(p, 250, 334)
                                : books(p, 110, 334) + bowl(p, 240, 334));
        };
    }

    private static String window(Piece p, int variant) {
        int x = variant % 2 == 0 ? 24 : 262;
        return rect(x - 8, 22, 130, 186, 5, LIGHT)
                + rect(x, 30, 114, 170, 0, "#d3e6ea")
                + circle(x + 78, 66, 16, "#fff1c9")
                + path("M" + x + " 158c26-26 52-22 70-6 16-14 30-14 44-4v52H" + x + "Z", "#a9c3a0")
                + path("M" + x + " 178c34-14 74-8 114-12v34H" + x + "Z", "#7fa37c")
                + path("M" + (x + 54) + " 30h6v170h-6ZM" + x + " 106h114v6H" + x + "Z", LIGHT)
                + rect(x - 14, 206, 142, 9, 3, "#efe6d6")
                + veil(
                        variant % 2 == 0 ? "M138 30 400 250V304H330L138 200Z" : "M262 30 0 250V304H70L262 200Z",
                        LIGHT,
                        0.2);
    }

    private static String beside(Piece p, int variant) {
        return switch (variant % 4) {
            case 0 -> plant(p, 352, 318, 0.78) + books(p, 20, 318);
            case 1 -> vase(p, 54, 318) + bowl(p, 318, 322);
            case 2 -> books(p, 304, 318) + plant(p, 48, 318, 0.7);
            default -> vase(p, 348, 318) + bowl(p, 28, 322);
        };
    }

    private static String floor() {
        return rect(0, 340, 400, 60, 0, "#c9a57c")
                + rect(0, 330, 400, 11, 0, LIGHT)
                + line(
                        "M0 362H400M0 384H400M120 341V362M280 362V384M60 384V400M220 384V400M340 341V362",
                        "#a07a50",
                        1.6,
                        0.5);
    }

    private static String hanger() {
        return line("M200 92V74C200 64 214 62 214 50S198 38 194 48", "#5a5148", 4.4)
                + line("M132 112 200 88 268 112", "#b98752", 9);
    }

    private static String neighbours(Piece p) {
        return path("M64 66h6v14c16 4 22 14 22 30v196H60V80Z", Tone.mix(p.accent(), "#ffffff", 0.25))
                + path("M90 66h6v14c12 4 16 14 16 30v180H86V84Z", Tone.light(p.base(), 0.45))
                + veil("M86 84V306H92V110c0-12-2-18-6-26Z", SHADE, 0.14)
                + path(
                        "M334 66h-6v14c-16 4-20 14-20 30v184h30V80Z",
                        Tone.mix(p.colour().onPaper().second(), "#ffffff", 0.15));
    }

    private static String pegs() {
        StringBuilder pegs = new StringBuilder();
        for (int x : new int[] {84, 138, 262, 316}) {
            pegs.append(rect(x - 6, 68, 12, 20, 5, "#8a5e37")).append(circle(x, 72, 8, "#d9b184"));
        }
        return pegs.toString();
    }

    private static String pin(int x) {
        return rect(x, 84, 7, 30, 2, "#d9b184") + rect(x, 98, 7, 2.4, 0, "#7a5330");
    }

    private static String plain(Piece p) {
        return path(
                "M66 74C110 88 290 88 334 74 344 70 350 76 346 86 332 130 332 290 346 334 350 344 344 350 334 346 290 332 110 332 66 346 56 350 50 344 54 334 68 290 68 130 54 86 50 76 56 70 66 74Z",
                p.accent());
    }

    private static String plant(Piece p, double x, double y, double scale) {
        return moved(
                x,
                y,
                scale,
                ellipse(0, 0, 50, 8, SHADOW)
                        + path(
                                "M0-62C-8-108-34-126-56-128-54-100-34-74 0-62ZM0-62C6-112 30-132 58-138 56-106 36-76 0-62ZM0-58C-16-98-8-146 4-168 20-140 18-92 0-58ZM0-56C-24-74-48-76-64-66-50-52-26-48 0-56ZM0-56C22-80 48-82 66-74 54-54 28-48 0-56Z",
                                "#5f8a68")
                        + line(
                                "M0-60C-12-96-32-114-48-122M0-60C10-98 30-118 50-130M0-60C-4-100 0-130 4-156",
                                "#3f6a4c",
                                2,
                                0.6)
                        + path("M-34-62H34L26 0H-26Z", p.accent())
                        + veil("M8-62H34L26 0H8Z", SHADE, 0.14)
                        + rect(-38, -70, 76, 14, 4, Tone.light(p.accent(), 0.2)));
    }

    private static String vase(Piece p, double x, double y) {
        return moved(
                x,
                y,
                0.72,
                ellipse(0, 0, 46, 8, SHADOW)
                        + line(
                                "M0-84C-4-116-20-136-30-156M0-84C2-124 8-150 8-176M0-84C8-112 26-128 40-142",
                                "#6c7f5b",
                                2.6)
                        + circle(-32, -160, 13, p.accent())
                        + circle(8, -184, 15, Tone.light(p.accent(), 0.35))
                        + circle(44, -146, 12, p.accent())
                        + circle(-32, -160, 4, "#6d4a2c")
                        + circle(8, -184, 5, "#6d4a2c")
                        + circle(44, -146, 4, "#6d4a2c")
                        + path("M-12-92H12C10-70 32-58 32-30 32-10 22 0 0 0S-32-10-32-30C-32-58-10-70-12-92Z", LIGHT)
                        + veil("M2-92H12C10-70 32-58 32-30 32-10 22 0 0 0 22-20 20-60 2-92Z", SHADE, 0.13));
    }

    private static String books(Piece p, double x, double y) {
        return moved(
                x,
                y,
                1,
                ellipse(40, 0, 54, 6, SHADOW)
                        + rect(0, -15, 82, 15, 2, Tone.dark(p.base(), 0.1))
                        + rect(6, -29, 74, 14, 2, "#efe6d2")
                        + rect(6, -29, 12, 14, 2, p.accent())
                        + rect(
                                2,
                                -42,
                                68,
                                13,
                                2,
                                Tone.light(p.colour().onPaper().main(), 0.15))
                        + line("M14-7h20M30-22h24M12-36h16", LIGHT, 1.6, 0.6));
    }

    private static String bowl(Piece p, double x, double y) {
        return moved(
                x,
                y,
                1,
                ellipse(30, 0, 42, 6, SHADOW)
                        + circle(20, -30, 11, "#e39b4b")
                        + circle(40, -31, 12, "#d9783f")
                        + circle(31, -38, 10, "#efb458")
                        + path("M-2-28H62C60-8 48 0 30 0S0-8-2-28Z", LIGHT)
                        + veil("M34-28H62C60-8 48 0 30 0 44-8 40-20 34-28Z", SHADE, 0.12)
                        + rect(-2, -21, 64, 3, 0, p.base()));
    }
}
