package io.shopoperator.operator.shop.release;

import java.util.Optional;

/** The Secrets that web pods mount. */
public record Bindings(Binding database, Optional<Binding> mail) {

    /**
     * A Secret, and a hash that changes with its content.
     *
     * @param layout what its keys are called
     */
    public record Binding(String secret, String hash, Layout layout) {}

    /** What the keys of a Secret are called. */
    public enum Layout {
        /** As the shop contract has it: each key is a file. */
        SERVICE_BINDING,
        /** As CloudNativePG writes it, from which the files of the contract are made. */
        CLOUD_NATIVE_PG
    }
}
