package io.shopoperator.operator.shop.release;

import java.util.Optional;

/** The Secrets that web pods mount. */
public record Bindings(Binding database, Optional<Binding> mail) {

    /** A Secret, and a hash that changes with its content. */
    public record Binding(String secret, String hash) {}
}
