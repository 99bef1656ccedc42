package io.shopoperator.shop.database;

/** A service binding that cannot be used; the message says which file and what to change. */
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Carries {@code message} to whoever runs the shop. */
    public BindingException(String message) {
        super(message);
    }
}
