package io.shopoperator.shop.restore;

/** A restore that cannot be done as it was asked for; the message says what to change. Nothing was changed. */
public final class RestoreRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Refuses with a message for people. */
    public RestoreRefusedException(String message) {
        super(message);
    }
}
