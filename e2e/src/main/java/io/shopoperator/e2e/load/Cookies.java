package io.shopoperator.e2e.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The cookies of one customer. */
final class Cookies {
    private final Map<String, String> values = new LinkedHashMap<>();

    void keep(List<String> setCookies) {
        for (String header : setCookies) {
            String pair = header.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (equals < 1) {
                continue;
            }
            String name = pair.substring(0, equals).trim();
            if (header.toLowerCase(Locale.ROOT).matches(".*;\\s*max-age=0\\b.*")) {
                values.remove(name);
            } else {
                values.put(name, pair.substring(equals + 1).trim());
            }
        }
    }

    /** The Cookie header, null if there is none to send. */
    String header() {
        if (values.isEmpty()) {
            return null;
        }
        return values.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
