package io.shopoperator.shop.payment;

import io.shopoperator.shop.layout.Language;

/** A way to pay. Another one is another bean that implements this. */
public interface PaymentMethod {
    /** Stored with the order, e.g. {@code invoice}; never changes. */
    String id();

    /** Its place in the list customers choose from. */
    int position();

    /** What customers read when they choose. */
    String name(Language language);

    /** What customers have to do, shown before and after ordering. */
    String instructions(Language language);

    /** Whether the goods leave only after the money has come. */
    boolean paidInAdvance();
}
