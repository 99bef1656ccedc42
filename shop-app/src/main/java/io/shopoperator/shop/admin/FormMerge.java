package io.shopoperator.shop.admin;

import io.shopoperator.shop.digest.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings together what two people do in one form: a field that only one of them changed becomes what that one wrote, and what both changed is replaced by
 * nobody unseen.
 */
final class FormMerge {
    /** The field that tells what a form showed. */
    static final String VERSION = "version";

    private static final int FINGERPRINT_DIGITS = 16;
    private static final int LONGEST_SHOWN = 300;

    private FormMerge() {}

    /**
     * What a form shows, to be sent along with it: a fingerprint per field.
     *
     * @param fields the fields that count, in an order that stays
     */
    static String version(List<String> fields, Map<String, String> shown) {
        List<String> prints = new ArrayList<>();
        fields.forEach(field -> prints.add(fingerprint(shown.get(field))));
        return String.join(".", prints);
    }

    /**
     * Takes over into a form that was sent what others have changed since it was shown. The form counts as shown anew then: sent once more, it holds.
     *
     * @param sent the form's values by field; those that only others changed become theirs. {@link #VERSION} is what {@link #version} gave for the form as it was
     *     shown; with anything else all that differs counts as changed by both
     * @param stored what is stored now, with its {@link #VERSION}
     * @return what is stored in the fields that both changed (the beginning of long texts), by field; empty if the form may be stored
     */
    static Map<String, String> conflicts(List<String> fields, Map<String, String> sent, Map<String, String> stored) {
        String[] shown = sent.put(VERSION, stored.get(VERSION)).split("\\.", -1);
        Map<String, String> conflicts = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            String before = shown.length == fields.size() ? shown[i] : "";
            String theirs = stored.get(field);
            if (same(sent.get(field), theirs) || fingerprint(theirs).equals(before)) {
                continue;
            }
            if (fingerprint(sent.get(field)).equals(before)) {
                sent.put(field, theirs);
            } else {
                conflicts.put(
                        field, theirs.length() <= LONGEST_SHOWN ? theirs : theirs.substring(0, LONGEST_SHOWN) + "…");
            }
        }
        return conflicts;
    }

    private static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** Browsers send line ends as they like. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }

    private static String fingerprint(String text) {
        return Sha256.hex(plain(text), FINGERPRINT_DIGITS);
    }
}
