package io.shopoperator.shop.database;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Gives Quarkus the values of the service bindings {@code database} and {@code mail}. */
public final class BindingConfigSource implements ConfigSource {
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;

    private final Map<String, String> values = new TreeMap<>();

    /** Reads the bindings that are there; what is wrong with one is told by the command that needs it. */
    public BindingConfigSource() {
        Binding.find("database").ifPresent(this::readDatabase);
        Binding.find("mail").ifPresent(this::readMail);
    }

    private void readDatabase(Binding binding) {
        DatabaseAddress address = DatabaseAddress.of(binding);
        values.put("quarkus.datasource.jdbc.url", address.url());
        values.put("quarkus.datasource.username", address.username());
        values.put("quarkus.datasource.password", address.password());
    }

    private void readMail(Binding binding) {
        binding.requireType("smtp");
        values.put("shop.mail.configured", "true");
        values.put("quarkus.mailer.host", binding.required("host"));
        values.put("quarkus.mailer.from", binding.required("from"));
        copy(binding, "port", "quarkus.mailer.port");
        copy(binding, "username", "quarkus.mailer.username");
        copy(binding, "password", "quarkus.mailer.password");
        copy(binding, "start-tls", "quarkus.mailer.start-tls");
    }

    private void copy(Binding binding, String key, String property) {
        binding.value(key).filter(value -> !value.isEmpty()).ifPresent(value -> values.put(property, value));
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public String getValue(String propertyName) {
        return values.get(propertyName);
    }

    @Override
    public String getName() {
        return "service bindings";
    }

    @Override
    public int getOrdinal() {
        return ABOVE_APPLICATION_PROPERTIES;
    }
}
