package io.shopoperator.shop.importer;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people and spreadsheets write them: with comma or point, thousands separators, a currency or a per cent sign. */
final class Numbers {
    private static final Pattern DRESSING = Pattern.compile("(?i)[\\s\\u00a0\\u202f€%]|EUR");
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern GROUPED_BY_POINT = Pattern.compile("-?\\d{1,3}(\\.\\d{3})+(,\\d{1,9})?");
    private static final Pattern GROUPED_BY_COMMA = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d{1,9})?");

    private Numbers() {}

    /** The number, empty if the text is none. */
    static Optional<BigDecimal> of(String text) {
        String bare = DRESSING.matcher(text).replaceAll("");
        boolean both = bare.indexOf('.') >= 0 && bare.indexOf(',') >= 0;
        if (both || bare.chars().filter(sign -> sign == '.' || sign == ',').count() > 1) {
            if (GROUPED_BY_POINT.matcher(bare).matches()) {
                return Optional.of(new BigDecimal(bare.replace(".", "").replace(',', '.')));
            }
            if (GROUPED_BY_COMMA.matcher(bare).matches()) {
                return Optional.of(new BigDecimal(bare.replace(",", "")));
            }
            return Optional.empty();
        }
        String plain = bare.replace(',', '.');
        return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    /** Whether a number such as {@code 1.234} can be read in two ways. */
    static boolean ambiguous(String text) {
        String bare = DRESSING.matcher(text).replaceAll("");
        return bare.matches("[1-9]\\d{0,2}[.,]\\d{3}");
    }
}
