package io.shopoperator.e2e.storefront;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Does something again and again, in threads of its own, until it is closed; the rounds that have begun then are finished. */
final class Rounds implements AutoCloseable {
    private final AtomicBoolean on = new AtomicBoolean(true);
    private final List<Thread> threads;

    private Rounds(String name, int number, Runnable round) {
        threads = IntStream.range(0, number)
                .mapToObj(n -> Thread.ofVirtual().name(name + " " + n).start(() -> {
                    while (on.get()) round.run();
                }))
                .toList();
    }

    /** Begins, with so many threads. */
    static Rounds of(String name, int number, Runnable round) {
        return new Rounds(name, number, round);
    }

    @Override
    public void close() {
        on.set(false);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
