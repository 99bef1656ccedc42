package io.shopoperator.e2e.load;

/** What a customer of the load does. */
enum Journey {
    /** Looks around, fills a cart, orders as a guest, and comes back as somebody else. */
    BUY,
    /** Fills a cart and keeps looking at it until the load ends: whoever loses a cart is found out. */
    KEEP_A_CART
}
