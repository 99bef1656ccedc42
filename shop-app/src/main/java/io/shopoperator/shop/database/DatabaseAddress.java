package io.shopoperator.shop.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * How to reach the database.
 *
 * @param url JDBC address without user and password
 * @param username owner of the database
 * @param password its password, never shown
 */
public record DatabaseAddress(String url, String username, String password) {

    /** Reads the binding {@code database}; a {@link BindingException} says what is wrong with it. */
    public static DatabaseAddress of(Binding binding) {
        return of(binding, binding.required("database"));
    }

    /** Like {@link #of(Binding)}, but another database of the same server. */
    public static DatabaseAddress of(Binding binding, String database) {
        binding.requireType("postgresql");
        StringBuilder url = new StringBuilder("jdbc:postgresql://")
                .append(binding.required("host"))
                .append(':')
                .append(binding.value("port").filter(port -> !port.isEmpty()).orElse("5432"))
                .append('/')
                .append(encoded(database));
        char separator = '?';
        for (String key : new String[] {"sslmode", "sslrootcert"}) {
            String value = binding.value(key).orElse("");
            if (!value.isEmpty()) {
                url.append(separator).append(key).append('=').append(encoded(value));
                separator = '&';
            }
        }
        return new DatabaseAddress(url.toString(), binding.required("username"), binding.required("password"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return url + " as " + username;
    }
}
