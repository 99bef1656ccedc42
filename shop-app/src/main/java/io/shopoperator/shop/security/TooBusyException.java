package io.shopoperator.shop.security;

import java.time.Duration;

/** Too many people log in at this moment. */
public final class TooBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** After this time an attempt is worth it. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    TooBusyException() {
        super("Too many passwords are waiting to be hashed", null, false, false);
    }
}
