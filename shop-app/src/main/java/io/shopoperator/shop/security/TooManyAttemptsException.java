package io.shopoperator.shop.security;

import java.time.Duration;

/** Logging in is refused for a while. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    /** Says that another attempt is possible after {@code wait}. */
    public TooManyAttemptsException(Duration wait) {
        super("Too many attempts to log in", null, false, false);
        this.wait = wait;
    }

    /** After this time an attempt is possible again. */
    public Duration toWait() {
        return wait;
    }
}
