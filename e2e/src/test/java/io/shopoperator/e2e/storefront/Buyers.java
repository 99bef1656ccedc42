package io.shopoperator.e2e.storefront;

import io.shopoperator.e2e.cluster.Await;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Guests who buy one thing after the other from {@link #at} to {@link #close}, and remember each order they were promised and each page they did not get. */
public final class Buyers implements AutoCloseable {
    private final List<String> orders = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Rounds rounds;

    private Buyers(String shop, int number) {
        rounds = Rounds.of("buyer", number, () -> buy(shop));
    }

    public static Buyers at(String shop, int number) {
        return new Buyers(shop, number);
    }

    private void buy(String shop) {
        try {
            note(orders, Guest.buysSomethingAt(shop));
        } catch (RuntimeException | AssertionError e) {
            note(complaints, Instant.now() + " " + e);
        }
    }

    private synchronized void note(List<String> list, String what) {
        list.add(what);
    }

    /** Numbers of the orders that were acknowledged so far. */
    public synchronized List<String> orders() {
        return List.copyOf(orders);
    }

    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Waits until so many were acknowledged. */
    public void awaitOrders(int number) {
        Await.pods().until(() -> orders().size() >= number);
    }

    @Override
    public void close() {
        finish();
    }

    /** Lets those who are buying finish, and nobody begins again. */
    public void finish() {
        rounds.close();
    }
}
