package io.shopoperator.shop.layout;

/** Euro amounts as people read them. */
public final class Money {
    private static final char NO_BREAK_SPACE = '\u00a0';

    private Money() {}

    /** {@code 123450} becomes {@code 1.234,50 €} in German and {@code €1,234.50} in English. */
    public static String format(long cents, Language language) {
        boolean german = language == Language.DE;
        long absolute = Math.abs(cents);
        StringBuilder text = new StringBuilder(16);
        if (cents < 0) {
            text.append('-');
        }
        if (!german) {
            text.append('€');
        }
        String euros = Long.toString(absolute / 100);
        for (int i = 0; i < euros.length(); i++) {
            if (i > 0 && (euros.length() - i) % 3 == 0) {
                text.append(german ? '.' : ',');
            }
            text.append(euros.charAt(i));
        }
        long rest = absolute % 100;
        text.append(german ? ',' : '.').append(rest < 10 ? "0" : "").append(rest);
        if (german) {
            text.append(NO_BREAK_SPACE).append('€');
        }
        return text.toString();
    }
}
