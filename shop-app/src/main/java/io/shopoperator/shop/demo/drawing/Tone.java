package io.shopoperator.shop.demo.drawing;

import java.util.HexFormat;

/** Mixes colours given as {@code #rrggbb}. */
final class Tone {
    private Tone() {}

    /** The colour {@code share} of the way from one colour to the other. */
    static String mix(String from, String to, double share) {
        int a = Integer.parseInt(from.substring(1), 16);
        int b = Integer.parseInt(to.substring(1), 16);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int x = a >> shift & 0xff;
            int y = b >> shift & 0xff;
            mixed |= (int) Math.round(x + (y - x) * share) << shift;
        }
        return '#' + HexFormat.of().toHexDigits(mixed, 6);
    }

    static String light(String colour, double share) {
        return mix(colour, "#fffaf0", share);
    }

    static String dark(String colour, double share) {
        return mix(colour, "#1c1712", share);
    }
}
