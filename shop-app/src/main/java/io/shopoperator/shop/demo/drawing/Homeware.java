package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.circle;
import static io.shopoperator.shop.demo.drawing.Svg.ellipse;
import static io.shopoperator.shop.demo.drawing.Svg.line;
import static io.shopoperator.shop.demo.drawing.Svg.path;
import static io.shopoperator.shop.demo.drawing.Svg.rect;
import static io.shopoperator.shop.demo.drawing.Svg.veil;

/** What stands, lies or hangs at home, in a square of 400 by 400. */
final class Homeware {
    private static final String SHADE = "#20150c";
    private static final String LIGHT = "#fffaf0";
    private static final String PAPER = "#fbf6ea";
    private static final String ROUND = "url(#c)";

    private Homeware() {}

    static String mug(Piece p) {
        return line("M274 166H298C330 166 340 194 334 226 328 258 300 276 270 274", p.dark(0.16), 22)
                + line("M276 160H298C326 160 336 180 334 206", LIGHT, 4, 0.3)
                + path("M84 122V278C84 322 112 340 148 340H224C260 340 288 322 288 278V122Z", ROUND)
                + p.print(134, 166, 104)
                + veil("M84 122V278C84 322 112 340 148 340H224C260 340 288 322 288 278V122Z", "url(#o)", 0.75)
                + ellipse(186, 122, 102, 21, p.light(0.3))
                + ellipse(186, 123, 93, 16, p.dark(0.36))
                + path("M96 127C120 117 252 117 276 127 262 136 226 139.500 186 139.500S110 136 96 127Z", "#4a2c1a")
                + line("M116 130C146 123 190 122 220 124", "#8a5a38", 2.4, 0.8)
                + line("M108 156V282", LIGHT, 7, 0.3);
    }

    static String beaker(Piece p) {
        return line("M270 150H300C332 150 332 172 328 196 324 222 300 244 264 250", p.dark(0.16), 13)
                + path("M92 104 108 324C109 336 116 342 128 342H244C256 342 263 336 264 324L280 104Z", ROUND)
                + p.print(133, 156, 106)
                + veil("M92 104 108 324C109 336 116 342 128 342H244C256 342 263 336 264 324L280 104Z", "url(#o)", 0.7)
                + ellipse(186, 104, 95, 19, p.dark(0.45))
                + ellipse(186, 105.5, 88, 14.5, PAPER)
                + veil(
                        "M98 105.500C100 97 140 91 186 91S272 97 274 105.500C262 100 226 98 186 98S110 100 98 105.500Z",
                        SHADE,
                        0.22)
                + line("M114 132 126 318", LIGHT, 6, 0.32)
                + line("M110 336H262", p.dark(0.45), 4, 0.7);
    }

    static String poster(Piece p) {
        return rect(92, 52, 216, 300, 0, PAPER)
                + p.artPrint(110, 74, 180, 202)
                + rect(150, 298, 100, 7, 3.5, p.colour().onPaper().main())
                + rect(168, 316, 64, 4.5, 2, p.colour().onPaper().second())
                + veil("M92 52H308V352H92Z", "url(#o)", 0.22)
                + veil("M240 52H308V352H286Z", LIGHT, 0.16)
                + rect(82, 40, 236, 17, 5, "url(#w)")
                + rect(82, 343, 236, 17, 5, "url(#w)")
                + line("M112 41C150 10 176 6 200 6S250 10 288 41", "#6a4d33", 2.4);
    }

    static String framedPrint(Piece p) {
        return rect(74, 34, 252, 330, 4, "#3b3029")
                + rect(74, 34, 252, 330, 4, "url(#o)")
                + rect(86, 46, 228, 306, 2, PAPER)
                + path("M86 46H314L304 56H96V342L86 352Z", "#d9d0bd")
                + rect(118, 82, 164, 196, 0, p.colour().onPaper().ground())
                + p.artPrint(122, 86, 156, 188)
                + rect(158, 300, 84, 5, 2.5, p.colour().onPaper().main())
                + veil("M86 46H196L110 352H86ZM230 46H262L176 352H144Z", LIGHT, 0.13);
    }

    static String tote(Piece p) {
        return line("M148 150C146 66 166 34 200 34S254 66 252 150", p.dark(0.28), 12)
                + path("M104 142Q200 150 296 142L314 340C315 352 308 358 298 358H102C92 358 85 352 86 340Z", "url(#b)")
                + p.print(138, 186, 124)
                + line("M142 156C140 70 160 46 200 46S260 70 258 156", p.light(0.06), 13)
                + line("M142 150V182M258 150V182", p.light(0.06), 13)
                + line("M136 164l12 12m0-12-12 12M252 164l12 12m0-12-12 12", SHADE, 1.6, 0.3)
                + veil("M276 144 296 142 314 340C315 352 308 358 298 358H244C276 320 284 230 276 144Z", SHADE, 0.12)
                + line("M106 156Q200 164 294 156", SHADE, 1.8, 0.22)
                + line(
                        "M112 230C126 250 130 270 124 296M286 250C270 278 262 300 262 330M112 332C128 338 136 346 140 356",
                        SHADE,
                        7,
                        0.06);
    }

    static String backpack(Piece p) {
        return line("M176 64C176 34 224 34 224 64", p.dark(0.3), 11)
                + path(
                        "M92 150C78 170 70 220 74 296 84 306 96 308 104 306ZM308 150C322 170 330 220 326 296 316 306 304 308 296 306Z",
                        p.dark(0.3))
                + path(
                        "M98 142C98 84 132 58 200 58S302 84 302 142V324C302 344 292 354 272 354H128C108 354 98 344 98 324Z",
                        "url(#b)")
                + veil(
                        "M262 74C290 88 302 110 302 142V324C302 344 292 354 272 354H240C276 310 284 170 262 74Z",
                        SHADE,
                        0.13)
                + line("M112 148C112 96 142 72 200 72S288 96 288 148", p.dark(0.35), 4)
                + path("M282 138h12v22h-12Z", "#c79a5a")
                + p.print(153, 96, 94)
                + path(
                        "M118 218Q200 204 282 218V318C282 332 274 338 262 338H138C126 338 118 332 118 318Z",
                        p.dark(0.09))
                + line(
                        "M118 218Q200 204 282 218V318C282 332 274 338 262 338H138C126 338 118 332 118 318Z",
                        SHADE,
                        2,
                        0.24)
                + line("M130 236Q200 224 270 236", p.dark(0.4), 4)
                + rect(176, 264, 48, 32, 4, "#b98752")
                + line("M184 274h32M184 284h20", "#5d3f22", 2.4, 0.7)
                + rect(128, 334, 144, 5, 2, p.dark(0.3));
    }

    static String notebook(Piece p) {
        return path("M122 66H306C312 66 316 70 316 76V340C316 346 312 350 306 350H122Z", "#efe6d2")
                + line("M310 74V344M306 74V346M302 74V348", "#c9bc9f", 1.2)
                + rect(96, 56, 206, 290, 10, "url(#b)")
                + p.print(150, 122, 114)
                + rect(150, 272, 114, 4, 2, p.colour().onProduct().main())
                + rect(176, 286, 62, 4, 2, p.colour().onProduct().accent())
                + veil("M96 66C96 60 100 56 106 56H126V346H106C100 346 96 342 96 336Z", SHADE, 0.16)
                + line("M127 57V345", LIGHT, 1.4, 0.28)
                + rect(278, 55, 9, 292, 0, p.colour().onProduct().accent())
                + veil("M287 56h4v290h-4Z", SHADE, 0.16)
                + path("M172 345h14v36l-7-9-7 9Z", p.colour().onProduct().accent())
                + veil("M126 56H230L126 250Z", LIGHT, 0.1);
    }

    static String spiralPad(Piece p) {
        StringBuilder rings = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            int x = 112 + i * 17;
            rings.append("M").append(x).append(" 90V58a4 4 0 0 1 8 0V74");
        }
        return path("M98 78H308V346C308 352 304 356 298 356H108C102 356 98 352 98 346Z", "#efe6d2")
                + path("M92 72H302V338C302 344 298 348 292 348H102C96 348 92 344 92 338Z", "url(#b)")
                + p.covered("M92 196H302V338C302 344 298 348 292 348H102C96 348 92 344 92 338Z", 92, 196, 210, 152, 60)
                + rect(136, 124, 122, 48, 5, PAPER)
                + line("M152 142H242M152 155H214", p.colour().onPaper().main(), 3)
                + line("M92 196H302", p.dark(0.3), 2)
                + veil("M92 72H200L92 300Z", LIGHT, 0.12)
                + line(rings.toString(), "#4b4640", 2.6)
                + line(rings.toString(), "#cfc8bd", 0.9);
    }

    static String tableLamp(Piece p) {
        return circle(200, 140, 168, "url(#l)")
                + path("M186 214h28v26h-28Z", "#9b7b4d")
                + path(
                        "M178 238H222C218 262 250 276 252 306 254 336 234 350 200 350S146 336 148 306C150 276 182 262 178 238Z",
                        ROUND)
                + veil(
                        "M178 238H222C218 262 250 276 252 306 254 336 234 350 200 350S146 336 148 306C150 276 182 262 178 238Z",
                        "url(#o)",
                        0.6)
                + path(
                        "M142 56H258L304 212Q200 230 96 212Z",
                        Tone.light(p.colour().onPaper().ground(), 0.3))
                + p.coveredOnPaper("M142 56H258L304 212Q200 230 96 212Z", 96, 56, 208, 164, 58)
                + veil("M142 56H258L304 212Q200 230 96 212Z", "url(#l)", 0.75)
                + veil("M142 56H258L304 212Q200 230 96 212Z", "url(#o)", 0.7)
                + line("M142 56Q200 62 258 56M96 212Q200 230 304 212", p.dark(0.15), 4)
                + ellipse(200, 349, 52, 7, p.dark(0.3))
                + line("M250 344C290 350 330 346 372 352", "#4b4036", 2.6);
    }

    static String pendantLamp(Piece p) {
        String dome = "M90 252C92 176 136 124 180 118H220C264 124 308 176 310 252Q200 276 90 252Z";
        return line("M200 0V92", "#3d352d", 3.4)
                + ellipse(200, 300, 190, 90, "url(#l)")
                + rect(184, 88, 32, 32, 6, "#9b7b4d")
                + rect(184, 88, 32, 32, 6, "url(#o)")
                + path(dome, ROUND)
                + p.covered(dome, 90, 118, 220, 148, 60)
                + veil(dome, "url(#o)", 0.9)
                + line("M122 220C128 176 152 148 178 138", LIGHT, 8, 0.24)
                + path("M90 252Q200 276 310 252 296 240 200 239T90 252Z", "#fff1c9")
                + circle(200, 254, 17, "#fffbe9")
                + line("M90 252Q200 276 310 252", p.dark(0.25), 3.4);
    }

    static String cushion(Piece p) {
        String outline =
                "M66 74C110 88 290 88 334 74 344 70 350 76 346 86 332 130 332 290 346 334 350 344 344 350 334 346 290 332 110 332 66 346 56 350 50 344 54 334 68 290 68 130 54 86 50 76 56 70 66 74Z";
        return path(outline, "url(#b)")
                + (p.motif().isPattern() ? p.covered(outline, 60, 70, 280, 280, 94) : p.print(110, 120, 180))
                + veil(outline, "url(#v)", 0.8)
                + veil(
                        "M336 338C290 332 180 330 110 336 240 322 316 290 332 150 334 230 338 300 346 334 348 342 344 346 336 338Z",
                        SHADE,
                        0.13)
                + line(
                        "M72 86C90 108 96 122 98 140M328 86C310 108 304 122 302 140M72 334C92 312 100 296 102 278M328 334C308 312 300 296 298 278",
                        SHADE,
                        8,
                        0.07)
                + line(outline, p.dark(0.2), 3, 0.55);
    }

    static String lumbarCushion(Piece p) {
        String outline =
                "M36 120C100 132 300 132 364 120 374 116 380 122 376 132 366 170 366 250 376 288 380 298 374 304 364 300 300 288 100 288 36 300 26 304 20 298 24 288 34 250 34 170 24 132 20 122 26 116 36 120Z";
        return path(outline, "url(#b)")
                + p.covered(outline, 28, 116, 344, 188, 80)
                + veil(outline, "url(#v)", 0.8)
                + line(
                        "M42 132C62 150 68 162 70 178M358 132C338 150 332 162 330 178M42 288C62 272 68 260 70 244M358 288C338 272 332 260 330 244",
                        SHADE,
                        8,
                        0.08)
                + line(
                        "M34 112l-14-12M28 118l-20-4M36 110l-4-20M366 112l14-12M372 118l20-4M364 110l4-20M34 308l-14 12M28 302l-20 4M36 310l-4 20M366 308l14 12M372 302l20 4M364 310l4 20",
                        p.colour().onProduct().accent(),
                        4)
                + line(outline, p.dark(0.2), 3, 0.55);
    }

    static String candleGlass(Piece p) {
        return circle(200, 100, 120, "url(#l)")
                + path("M106 128V322C106 340 116 350 134 350H266C284 350 294 340 294 322V128Z", ROUND)
                + path("M114 170Q200 184 286 170V322C286 336 280 342 266 342H134C120 342 114 336 114 322Z", "#f6ead0")
                + veil("M106 128V322C106 340 116 350 134 350H266C284 350 294 340 294 322V128Z", p.base(), 0.55)
                + ellipse(200, 170, 86, 13, "#fff4dc")
                + line("M200 172V142", "#3a2d22", 3.4)
                + flame(200, 146, 1)
                + rect(140, 206, 120, 112, 6, PAPER)
                + p.printOnPaper(165, 213, 70)
                + rect(166, 293, 68, 4, 2, p.colour().onPaper().main())
                + rect(178, 303, 44, 3.4, 1.7, p.colour().onPaper().accent())
                + veil("M106 128V322C106 340 116 350 134 350H266C284 350 294 340 294 322V128Z", "url(#o)", 0.85)
                + "<ellipse cx=\"200\" cy=\"128\" rx=\"94\" ry=\"15\" fill=\"none\" stroke=\"#fff\" stroke-opacity=\".65\" stroke-width=\"3.4\"/>"
                + line("M122 150V320", LIGHT, 6, 0.38);
    }

    static String pillarCandle(Piece p) {
        return circle(200, 76, 120, "url(#l)")
                + path("M124 112V340C124 350 160 356 200 356S276 350 276 340V112Z", ROUND)
                + p.print(146, 172, 108)
                + veil("M124 112V340C124 350 160 356 200 356S276 350 276 340V112Z", "url(#o)", 0.8)
                + ellipse(200, 112, 76, 16, p.light(0.45))
                + ellipse(200, 113, 50, 9, p.light(0.7))
                + path(
                        "M132 118C136 140 138 152 142 152S148 140 152 126ZM246 124C248 152 252 170 256 170S262 150 264 118Z",
                        p.light(0.3))
                + line("M200 114V88", "#3a2d22", 3.4)
                + flame(200, 92, 1.05);
    }

    private static String flame(double x, double y, double scale) {
        return Svg.moved(
                x,
                y,
                scale,
                path("M0 0C-18-8-20-28-8-44-4-50 0-58 0-66 10-54 22-34 18-16 15-6 8 0 0 0Z", "#f6a43a")
                        + path("M0-2C-10-8-12-20-4-32 0-38 2-40 2-46 10-36 14-24 10-12 8-5 4-2 0-2Z", "#ffe08a"));
    }

    static String teaTin(Piece p) {
        return path("M104 108V330C104 346 148 354 200 354S296 346 296 330V108Z", ROUND)
                + path("M132 152H268V312Q200 322 132 312Z", PAPER)
                + p.printOnPaper(154, 164, 92)
                + rect(156, 270, 88, 6, 3, p.colour().onPaper().main())
                + rect(170, 284, 60, 4.5, 2, p.colour().onPaper().second())
                + rect(182, 296, 36, 4, 2, p.colour().onPaper().accent())
                + veil("M104 108V330C104 346 148 354 200 354S296 346 296 330V108Z", "url(#o)", 0.9)
                + path("M98 74V116C98 126 142 134 200 134S302 126 302 116V74Z", p.dark(0.14))
                + veil("M98 74V116C98 126 142 134 200 134S302 126 302 116V74Z", "url(#o)", 1)
                + ellipse(200, 74, 102, 18, p.light(0.22))
                + ellipse(200, 73, 84, 13, p.light(0.1))
                + ellipse(200, 70, 18, 6, p.dark(0.25))
                + line("M98 120C98 130 142 138 200 138S302 130 302 120", SHADE, 2.4, 0.3);
    }

    static String teaPouch(Piece p) {
        return path("M110 70H290L300 326C301 346 292 354 276 354H124C108 354 99 346 100 326Z", "url(#b)")
                + veil("M110 70H290L300 326C301 346 292 354 276 354H124C108 354 99 346 100 326Z", "url(#o)", 0.5)
                + path("M106 48H294V92H106Z", p.dark(0.12))
                + line("M106 56H294M106 84H294", LIGHT, 1.6, 0.4)
                + circle(200, 70, 7, p.colour().backdrop())
                + rect(130, 122, 140, 178, 70, PAPER)
                + p.printOnPaper(156, 140, 88)
                + rect(162, 244, 76, 6, 3, p.colour().onPaper().main())
                + rect(174, 258, 52, 4.5, 2, p.colour().onPaper().second())
                + rect(184, 270, 32, 4, 2, p.colour().onPaper().accent())
                + veil("M270 94H291L300 326C301 346 292 354 276 354H246C272 300 280 190 270 94Z", SHADE, 0.14)
                + veil(
                        "M100 326C110 316 290 316 300 326 301 346 292 354 276 354H124C108 354 99 346 100 326Z",
                        SHADE,
                        0.14)
                + line("M122 106C116 180 116 250 112 310", LIGHT, 6, 0.26);
    }

    static String teaBox(Piece p) {
        return path("M272 106 322 84V326L272 352Z", p.dark(0.3))
                + path("M82 106 136 84H322L272 106Z", p.light(0.3))
                + path("M82 106H272V352H82Z", "url(#b)")
                + p.covered("M82 106H272V352H82Z", 82, 106, 190, 246, 64)
                + rect(104, 146, 146, 164, 8, PAPER)
                + p.printOnPaper(136, 156, 82)
                + rect(138, 252, 78, 6, 3, p.colour().onPaper().main())
                + rect(150, 266, 54, 4.5, 2, p.colour().onPaper().second())
                + rect(160, 282, 34, 10, 5, p.colour().onPaper().accent())
                + veil("M82 106H200L82 330Z", LIGHT, 0.12)
                + line("M298 96C306 150 286 180 304 226", PAPER, 2.4)
                + path("M288 226h32v38l-16 12-16-12Z", PAPER)
                + circle(304, 246, 8, p.colour().onPaper().accent());
    }
}
