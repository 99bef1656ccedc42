package io.shopoperator.shop.layout;

/** What the header of every page shows about this visitor; the cart implements it. */
public interface HeaderFacts {
    /** How many pieces are in the visitor's cart; 0 without a cart. */
    int cartQuantity();

    /** Whether a customer is logged in. */
    boolean loggedIn();
}
