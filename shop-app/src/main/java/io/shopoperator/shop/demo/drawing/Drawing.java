package io.shopoperator.shop.demo.drawing;

import static io.shopoperator.shop.demo.drawing.Svg.ellipse;
import static io.shopoperator.shop.demo.drawing.Svg.rect;
import static io.shopoperator.shop.demo.drawing.Svg.veil;

import java.nio.charset.StandardCharsets;

/** A product as SVG: from the front, close up, and where it is at home. Same input, same bytes. */
public record Drawing(Form form, Colour colour, Motif motif) {
    /** Width and height of every picture in pixels. */
    public static final int SIZE = 800;

    private static final double CLOSE = 2.15;
    private static final int TILT = -7;

    /** How a product is looked at; the order in which a shop shows the pictures. */
    public enum View {
        FRONT,
        DETAIL,
        SCENE
    }

    /** The picture as an SVG file. {@code variant} chooses the furniture of a scene, nothing else. */
    public byte[] svg(View view, int variant) {
        Piece piece = new Piece(colour, motif);
        String content =
                switch (view) {
                    case FRONT -> front(piece);
                    case DETAIL -> detail(piece);
                    case SCENE -> form.setting().draw(piece, form, variant);
                };
        return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 400\" width=\"" + SIZE + "\" height=\""
                        + SIZE + "\">" + piece.definitions(content) + content + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String front(Piece piece) {
        String shadow = form.hangs()
                ? form == Form.PENDANT_LAMP ? "" : veil("M84 46H334V370H84Z", "#20150c", 0.1)
                : ellipse(204, form.ground(), 160, 20, "url(#s)");
        return rect(0, 0, 400, 400, 0, "url(#g)") + shadow + form.draw(piece);
    }

    private String detail(Piece piece) {
        String product = "<g transform=\"translate(200 200) rotate(" + TILT + ") scale(" + Svg.number(CLOSE)
                + ") translate(" + -form.centreX() + ' ' + -form.centreY() + ")\">" + form.draw(piece) + "</g>";
        String surface =
                switch (form.surface()) {
                    case SMOOTH -> "";
                    case CLOTH -> rect(0, 0, 400, 400, 0, "url(#t)");
                    case KNIT -> "";
                };
        return rect(0, 0, 400, 400, 0, "url(#g)") + product + surface + veil("M0 0H400V400H0Z", "url(#v)", 1);
    }
}
