package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.circle;
import static io.shopoperator.shop.demo.drawing.Svg.ellipse;
import static io.shopoperator.shop.demo.drawing.Svg.line;
import static io.shopoperator.shop.demo.drawing.Svg.moved;
import static io.shopoperator.shop.demo.drawing.Svg.path;
import static io.shopoperator.shop.demo.drawing.Svg.rect;
import static io.shopoperator.shop.demo.drawing.Svg.turned;
import static io.shopoperator.shop.demo.drawing.Svg.veil;

/** What is worn, in a square of 400 by 400. */
final class Clothing {
    private static final String SHADE = "#20150c";
    private static final String LIGHT = "#fffaf0";
    private static final String BODY = "url(#b)";

    private Clothing() {}

    static String tShirt(Piece p) {
        return path("M146 82Q200 62 254 82L246 112Q200 126 154 112Z", p.dark(0.42))
                + path(
                        "M146 82C120 90 94 102 76 122L42 192C56 206 78 216 100 219L119 190V334Q119 346 131 346H269Q281 346 281 334V190L300 219C322 216 344 206 358 192L324 122C306 102 280 90 254 82 246 110 226 124 200 124S154 110 146 82Z",
                        BODY)
                + p.print(149, 148, 102)
                + veil("M281 190V334Q281 346 269 346H226C256 320 268 250 281 190Z", SHADE, 0.13)
                + veil(
                        "M42 192C56 206 78 216 100 219L119 190 112 176C100 196 70 196 42 192ZM358 192C344 206 322 216 300 219L281 190 288 176C300 196 330 196 358 192Z",
                        SHADE,
                        0.1)
                + line("M119 190C117 172 118 158 124 142M281 190C283 172 282 158 276 142", SHADE, 2.4, 0.2)
                + line(
                        "M134 292C150 300 158 316 160 338M262 270C250 292 240 304 222 316M134 214C142 226 144 236 142 252",
                        SHADE,
                        7,
                        0.06)
                + line("M146 82C154 110 174 124 200 124S246 110 254 82", p.dark(0.12), 8)
                + line("M142 84C150 116 172 130 200 130S250 116 258 84", SHADE, 1.6, 0.18)
                + line("M122 336H278M52 196C66 206 80 211 96 213M348 196C334 206 320 211 304 213", SHADE, 1.6, 0.2);
    }

    static String longSleeve(Piece p) {
        return path("M148 76Q200 58 252 76L246 106Q200 120 154 106Z", p.dark(0.42))
                + path(
                        "M148 76C122 84 104 94 92 114L44 306C52 318 72 324 90 320L119 216V340Q119 352 131 352H269Q281 352 281 340V216L310 320C328 324 348 318 356 306L308 114C296 94 278 84 252 76 244 104 226 118 200 118S156 104 148 76Z",
                        BODY)
                + p.print(150, 146, 100)
                + veil("M281 216V340Q281 352 269 352H228C256 326 270 260 281 216Z", SHADE, 0.13)
                + veil(
                        "M44 306C52 318 72 324 90 320L119 216 118 182 80 300C70 304 56 306 44 306ZM356 306C348 318 328 324 310 320L281 216 282 182 320 300C330 304 344 306 356 306Z",
                        SHADE,
                        0.12)
                + line("M119 216C116 180 118 160 126 138M281 216C284 180 282 160 274 138", SHADE, 2.4, 0.2)
                + line(
                        "M138 300C152 308 160 322 162 344M262 280C250 302 240 312 224 322M74 220C84 226 92 228 102 226M326 220C316 226 308 228 298 226",
                        SHADE,
                        7,
                        0.06)
                + line("M148 76C156 104 174 118 200 118S244 104 252 76", p.dark(0.12), 8)
                + line("M49 290C60 300 78 306 95 303M351 290C340 300 322 306 305 303M122 342H278", SHADE, 1.8, 0.24);
    }

    static String hoodie(Piece p) {
        return path(
                        "M138 114C128 66 158 34 200 34S272 66 262 114C250 142 222 156 200 158 178 156 150 142 138 114Z",
                        p.dark(0.1))
                + path(
                        "M160 110C156 78 174 58 200 58S244 78 240 110C230 130 214 140 200 142 186 140 170 130 160 110Z",
                        p.dark(0.5))
                + path(
                        "M144 102C116 108 94 118 82 142L38 296C36 310 44 316 56 320L86 326 118 232V342Q118 352 128 352H272Q282 352 282 342V232L314 326 344 320C356 316 364 310 362 296L318 142C306 118 284 108 256 102 246 132 222 146 200 148 178 146 154 132 144 102Z",
                        BODY)
                + p.print(157, 162, 86)
                + path("M146 292 168 258H232L254 292V328H146Z", p.dark(0.07))
                + line("M146 292 168 258H232L254 292V328H146ZM172 258 150 294M228 258 250 294", SHADE, 2, 0.22)
                + veil("M282 232V342Q282 352 272 352H230C258 326 272 280 282 232Z", SHADE, 0.13)
                + veil(
                        "M118 334H282V342Q282 352 272 352H128Q118 352 118 342ZM41 288 94 302 86 326 56 320C44 316 36 310 38 296ZM359 288 306 302 314 326 344 320C356 316 364 310 362 296Z",
                        SHADE,
                        0.14)
                + line("M118 232C115 196 118 170 128 148M282 232C285 196 282 170 272 148", SHADE, 2.4, 0.2)
                + line("M144 102C154 132 178 146 200 148 222 146 246 132 256 102", SHADE, 2.4, 0.24)
                + line(
                        "M126 338V349M138 338V350M150 338V350M162 338V350M174 338V350M186 338V350M198 338V350M210 338V350M222 338V350M234 338V350M246 338V350M258 338V350M270 338V349",
                        SHADE,
                        1.6,
                        0.2)
                + line("M180 140C176 158 178 170 174 186M220 140C224 158 222 172 226 192", p.light(0.75), 4)
                + circle(180, 140, 3.4, "#d9cdb8")
                + circle(220, 140, 3.4, "#d9cdb8");
    }

    static String sweatshirt(Piece p) {
        return path("M146 80Q200 60 254 80L246 110Q200 124 154 110Z", p.dark(0.42))
                + path(
                        "M146 80C116 86 96 98 84 122L38 292C36 306 44 314 56 318L88 324 118 220V340Q118 352 128 352H272Q282 352 282 340V220L312 324 344 318C356 314 364 306 362 292L316 122C304 98 284 86 254 80 246 110 226 124 200 124S154 110 146 80Z",
                        BODY)
                + p.print(147, 150, 106)
                + veil("M282 220V340Q282 352 272 352H230C258 326 272 270 282 220Z", SHADE, 0.13)
                + veil(
                        "M118 332H282V340Q282 352 272 352H128Q118 352 118 340ZM42 280 96 298 88 324 56 318C44 314 36 306 38 292ZM358 280 304 298 312 324 344 318C356 314 364 306 362 292Z",
                        SHADE,
                        0.14)
                + line("M118 220C115 186 118 160 128 136M282 220C285 186 282 160 272 136", SHADE, 2.4, 0.2)
                + line(
                        "M126 337V349M138 337V350M150 337V350M162 337V350M174 337V350M186 337V350M198 337V350M210 337V350M222 337V350M234 337V350M246 337V350M258 337V350M270 337V349",
                        SHADE,
                        1.6,
                        0.2)
                + line("M136 282C152 290 158 304 160 322M264 264C252 286 242 298 224 308", SHADE, 7, 0.06)
                + line("M146 80C154 110 174 124 200 124S246 110 254 80", p.dark(0.16), 11)
                + path("M191 130h18l-9 13Z", p.dark(0.12));
    }

    static String cap(Piece p) {
        return path("M92 226C88 132 134 84 204 84S316 138 312 226C270 208 140 208 92 226Z", BODY)
                + line("M204 84C180 112 168 160 166 212M204 84C232 112 246 160 246 212", SHADE, 2, 0.2)
                + veil("M246 212C244 160 232 112 204 84 274 84 316 138 312 226 292 218 270 214 246 212Z", SHADE, 0.14)
                + p.print(171, 126, 70)
                + path(
                        "M88 222C140 200 268 200 316 222 344 240 356 262 358 284 312 256 106 256 56 288 54 262 64 240 88 222Z",
                        p.dark(0.1))
                + veil(
                        "M88 222C140 200 268 200 316 222 320 225 324 228 327 231 270 212 136 212 78 229 81 227 84 224 88 222Z",
                        SHADE,
                        0.22)
                + line("M76 254C128 232 284 232 332 252M70 266C124 244 288 244 340 264", LIGHT, 1.4, 0.3)
                + ellipse(204, 84, 13, 6, p.dark(0.2))
                + circle(140, 142, 4, p.dark(0.35))
                + circle(274, 142, 4, p.dark(0.35));
    }

    static String beanie(Piece p) {
        return path("M88 268C76 148 124 84 200 84S324 148 312 268Z", BODY)
                + veil("M88 268C76 148 124 84 200 84S324 148 312 268Z", "url(#n)", 1)
                + veil("M250 96C300 128 318 190 312 268H262C278 200 276 142 250 96Z", SHADE, 0.14)
                + line("M146 258C142 180 162 112 190 88M254 258C258 180 238 112 210 88M200 256V86", SHADE, 3, 0.1)
                + circle(200, 74, 34, p.colour().onProduct().accent())
                + line(
                        "M174 66l10 8M186 48l6 12M204 44l-2 14M222 52l-8 10M230 70l-12 4M224 90l-10-8M206 102v-14M184 96l6-10M196 72l6 6M210 78l4-4",
                        p.dark(0.1),
                        3,
                        0.35)
                + rect(74, 236, 252, 92, 20, p.dark(0.08))
                + line(
                        "M92 244V322M110 242V324M128 240V326M146 240V326M254 240V326M272 240V326M290 242V324M308 244V322",
                        SHADE,
                        4,
                        0.12)
                + rect(158, 240, 84, 84, 8, p.light(0.12))
                + line("M163 245h74v74h-74Z", p.colour().onProduct().main(), 1.4, 0.5)
                + p.print(165, 247, 70)
                + veil("M292 240C312 240 326 240 326 256V308C326 326 316 328 300 328Z", SHADE, 0.1);
    }

    static String socks(Piece p) {
        String sock =
                "M128 58H206V196C206 214 214 224 232 234L286 262C310 276 316 304 298 322 284 336 262 336 244 328L154 284C136 274 128 262 128 238Z";
        return pair(36, -8, 8, -34, 14, sock(p, sock));
    }

    static String kneeSocks(Piece p) {
        String sock =
                "M140 30H206V236C206 252 212 262 228 270L276 294C298 306 302 328 288 344 276 356 256 356 240 348L160 310C146 302 140 292 140 270Z";
        return pair(38, -4, 6, -38, 6, sock(p, sock));
    }

    /** One behind the other; the second is a reference to the first. */
    private static String pair(int behindX, int behindY, int degrees, int frontX, int frontY, String sock) {
        return moved(behindX, behindY, 1, turned(degrees, 200, 200, "<g id=\"e\">" + sock + "</g>"))
                + "<use href=\"#e\" transform=\"translate(" + frontX + ' ' + frontY + ")\"/>";
    }

    private static String sock(Piece p, String outline) {
        boolean high = outline.startsWith("M140");
        String cuff = high ? "M136 26H210V62H136Z" : "M124 52H210V88H124Z";
        String heel = high
                ? "M140 254C140 292 146 302 160 310L182 320C190 296 178 262 140 254Z"
                : "M128 222C128 262 136 274 154 284L176 295C186 268 170 232 128 222Z";
        String toe = high
                ? "M276 294C298 306 302 328 288 344 276 356 256 356 240 348 244 322 256 304 276 294Z"
                : "M286 262C310 276 316 304 298 322 284 336 262 336 244 328 248 300 262 276 286 262Z";
        return path(outline, BODY)
                + p.covered(outline, 128, 30, 180, 330, 62)
                + path(heel, p.dark(0.18))
                + path(toe, p.dark(0.18))
                + path(cuff, p.dark(0.12))
                + line(
                        high
                                ? "M144 30V58M153 30V58M162 30V58M171 30V58M180 30V58M189 30V58M198 30V58"
                                : "M132 56V84M142 56V84M152 56V84M162 56V84M172 56V84M182 56V84M192 56V84M202 56V84",
                        SHADE,
                        2.4,
                        0.16)
                + veil(outline, "url(#n)", 1)
                + veil(
                        high
                                ? "M188 62H206V236C206 252 212 262 228 270L276 294C262 296 240 288 216 276 192 264 188 250 188 232Z"
                                : "M186 88H206V196C206 214 214 224 232 234L286 262C270 264 246 254 220 242 194 228 186 214 186 196Z",
                        SHADE,
                        0.13);
    }
}
