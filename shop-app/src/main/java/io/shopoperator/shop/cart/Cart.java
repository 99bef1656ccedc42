package io.shopoperator.shop.cart;

import java.util.List;

/**
 * A cart as it is now.
 *
 * @param lines its products, in the order they were put in
 */
public record Cart(List<CartLine> lines) {
    /** A cart nothing was put into. */
    public static final Cart EMPTY = new Cart(List.of());

    /** Whether nothing is in it. */
    public boolean empty() {
        return lines.isEmpty();
    }

    /** How many pieces are in it. */
    public int pieces() {
        return lines.stream().mapToInt(CartLine::quantity).sum();
    }

    /** Price of everything in it, including VAT, without shipping. */
    public long totalCents() {
        return lines.stream().mapToLong(CartLine::totalCents).sum();
    }

    /** Whether everything in it can be delivered. */
    public boolean available() {
        return lines.stream().allMatch(CartLine::available);
    }
}
