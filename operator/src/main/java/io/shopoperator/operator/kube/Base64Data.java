package io.shopoperator.operator.kube;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The data of Secrets. */
public final class Base64Data {
    private Base64Data() {}

    public static Map<String, String> of(Map<String, String> plain) {
        Map<String, String> encoded = new TreeMap<>();
        plain.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return encoded;
    }

    /** The plain value of a key; empty if the key is missing or blank. */
    public static Optional<String> value(Map<String, String> encoded, String key) {
        return Optional.ofNullable(encoded)
                .map(data -> data.get(key))
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
