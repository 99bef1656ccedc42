package io.shopoperator.shop.form;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with a form, per field and in the visitor's language. */
public final class FieldErrors {
    private final Map<String, String> messages = new LinkedHashMap<>();

    /** Notes {@code message} for {@code field}; the first one of a field stays. */
    public void add(String field, String message) {
        messages.putIfAbsent(field, message);
    }

    /** The message of a field, empty if it is right. */
    public String of(String field) {
        return messages.getOrDefault(field, "");
    }

    /** All messages by field, in the order of the form. */
    public Map<String, String> all() {
        return messages;
    }

    /** Whether nothing is wrong. */
    public boolean none() {
        return messages.isEmpty();
    }
}
