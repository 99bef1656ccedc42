package io.shopoperator.shop.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One service binding: a directory with a file per value, in the layout of servicebinding.io.
 *
 * @param directory where the files are
 */
public record Binding(Path directory) {

    /** Names the directory above all bindings; unset when the shop runs alone. */
    public static final String ROOT_VARIABLE = "SERVICE_BINDING_ROOT";

    /** The binding {@code name} under {@code $SERVICE_BINDING_ROOT}; empty when the variable is not set or the directory is absent. */
    public static Optional<Binding> find(String name) {
        return root().map(root -> root.resolve(name)).filter(Files::isDirectory).map(Binding::new);
    }

    /** The binding {@code name} below {@code root}; a {@link BindingException} if the shop was told no root. */
    public static Binding below(Path root, String name) {
        if (root == null) {
            throw new BindingException(
                    "No service bindings: set " + ROOT_VARIABLE + " to the directory that holds '" + name + "'");
        }
        return new Binding(root.resolve(name));
    }

    /** The directory above all bindings, if the shop was told one. */
    public static Optional<Path> root() {
        return Optional.ofNullable(System.getenv(ROOT_VARIABLE))
                .or(() -> Optional.ofNullable(System.getProperty("service.binding.root")))
                .filter(root -> !root.isBlank())
                .map(Path::of);
    }

    /** The content of the file {@code key} without surrounding white space; empty when there is no such file. */
    public Optional<String> value(String key) {
        Path file = directory.resolve(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The binding file " + file + " cannot be read", e);
        }
    }

    /** The content of the file {@code key}; a missing or empty one is a {@link BindingException} that names it. */
    public String required(String key) {
        return value(key)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new BindingException("The file " + directory.resolve(key)
                        + " is missing or empty; add the key '" + key + "' to the binding secret"));
    }

    /** Refuses a binding whose {@code type} is another one. */
    public void requireType(String expected) {
        String type = required("type");
        if (!type.equals(expected)) {
            throw new BindingException("The binding " + directory + " has type '" + type + "' but must have type '"
                    + expected + "'; check which secret is mounted there");
        }
    }
}
