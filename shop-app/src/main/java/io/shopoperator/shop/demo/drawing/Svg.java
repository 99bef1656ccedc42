package io.shopoperator.shop.demo.drawing;

/** Elements of SVG as text. Only presentation attributes: a strict Content-Security-Policy refuses inline styles. */
final class Svg {
    private Svg() {}

    static String path(String d, String fill) {
        return "<path d=\"" + d + "\" fill=\"" + fill + "\"/>";
    }

    /** An area laid over what is there: shade, light. */
    static String veil(String d, String fill, double opacity) {
        return "<path d=\"" + d + "\" fill=\"" + fill + "\" fill-opacity=\"" + number(opacity) + "\"/>";
    }

    static String line(String d, String stroke, double width) {
        return "<path d=\"" + d + "\" fill=\"none\" stroke=\"" + stroke + "\" stroke-width=\"" + number(width)
                + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";
    }

    static String line(String d, String stroke, double width, double opacity) {
        return "<path d=\"" + d + "\" fill=\"none\" stroke=\"" + stroke + "\" stroke-width=\"" + number(width)
                + "\" stroke-opacity=\"" + number(opacity) + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>";
    }

    static String rect(double x, double y, double width, double height, double radius, String fill) {
        return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + (radius == 0 ? "" : "\" rx=\"" + number(radius)) + "\" fill=\"" + fill + "\"/>";
    }

    static String circle(double x, double y, double radius, String fill) {
        return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\" fill=\"" + fill
                + "\"/>";
    }

    static String ellipse(double x, double y, double radiusX, double radiusY, String fill) {
        return "<ellipse cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" rx=\"" + number(radiusX) + "\" ry=\""
                + number(radiusY) + "\" fill=\"" + fill + "\"/>";
    }

    static String moved(double x, double y, double scale, String content) {
        return "<g transform=\"translate(" + number(x) + ' ' + number(y) + ")"
                + (scale == 1 ? "" : " scale(" + number(scale) + ")") + "\">" + content + "</g>";
    }

    static String turned(double degrees, double x, double y, String content) {
        return "<g transform=\"rotate(" + number(degrees) + ' ' + number(x) + ' ' + number(y) + ")\">" + content
                + "</g>";
    }

    /** At most two decimals, no trailing zeros, whatever the machine's language. */
    static String number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        String sign = hundredths < 0 ? "-" : "";
        long absolute = Math.abs(hundredths);
        long rest = absolute % 100;
        return sign
                + absolute / 100
                + '.'
                + (rest % 10 == 0 ? Long.toString(rest / 10) : rest < 10 ? "0" + rest : Long.toString(rest));
    }
}
