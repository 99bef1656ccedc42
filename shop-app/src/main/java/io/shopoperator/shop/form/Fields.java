package io.shopoperator.shop.form;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;

/** Reads the fields of a posted form and says what a field may be. */
public final class Fields {
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[^\\s@<>\"(),:;\\[\\]\\\\.]+(\\.[^\\s@<>\"(),:;\\[\\]\\\\.]+)+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final MultivaluedMap<String, String> values;

    /** For the form that was posted. */
    public Fields(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /** One line of text without surrounding space and control characters, cut at {@code longest} characters. */
    public String line(String name, int longest) {
        String value = values == null ? null : values.getFirst(name);
        if (value == null) {
            return "";
        }
        String line = CONTROL.matcher(value).replaceAll(" ").strip();
        return line.length() > longest ? line.substring(0, longest) : line;
    }

    /** Whether a box was ticked. */
    public boolean ticked(String name) {
        return !line(name, 1).isEmpty();
    }

    /** A secret exactly as typed. */
    public String secret(String name) {
        String value = values == null ? null : values.getFirst(name);
        return value == null ? "" : value;
    }

    /** Whether mail can be sent to {@code text}. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
    }
}
