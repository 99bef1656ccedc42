package io.shopoperator.shop.security;

import java.time.Duration;

/** Logging in is refused for a while. */
public final class TooManyAttemptsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration window;

    /** Says that attempts within {@code window} count. */
    public TooManyAttemptsException(Duration window) {
        super("Too many attempts to log in", null, false, false);
        this.window = window;
    }

    /** After this time at the latest attempts are possible again. */
    public Duration window() {
        return window;
    }
}
