package io.shopoperator.shop.order;

/** A change of an order that is not possible; the message says why. */
public final class OrderRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Carries {@code message} to whoever asked. */
    public OrderRefusedException(String message) {
        super(message);
    }
}
