package io.shopoperator.shop.restore;

/** A restore of which nobody knows whether it was done; the message says how to find out. */
public final class RestoreInDoubtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** In doubt because of {@code cause}, with a message for people. */
    public RestoreInDoubtException(String message, Throwable cause) {
        super(message, cause);
    }
}
