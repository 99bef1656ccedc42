package io.shopoperator.e2e.storefront;

import io.fabric8.kubernetes.api.model.Pod;
import io.shopoperator.e2e.cluster.DatabasePod;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks at all of a shop's databases all the time, and remembers each moment at which two of them could be written to. */
public final class WriterWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String WRITABLE =
            "select not pg_is_in_recovery() and exists (select from pg_database where datname = 'shop')";

    private final TestShop shop;
    private final List<String> twoAtATime = new ArrayList<>();
    private final Rounds rounds;
    private int looks;

    private WriterWatch(TestShop shop) {
        this.shop = shop;
        this.rounds = Rounds.of("writer watch", 1, this::watch);
    }

    public static WriterWatch over(TestShop shop) {
        return new WriterWatch(shop);
    }

    private void watch() {
        look();
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** A name that is lost is not had again: who could be written to before another was looked at and after that, could so at that moment. */
    private void look() {
        List<Pod> pods = shop.pods("database");
        for (Pod one : pods) {
            for (Pod other : pods) {
                if (one != other && isWritable(one) && isWritable(other) && isWritable(one)) {
                    note(one.getMetadata().getName() + " and "
                            + other.getMetadata().getName());
                }
            }
        }
        seen();
    }

    /** One that does not answer takes no orders. */
    private static boolean isWritable(Pod pod) {
        try {
            return DatabasePod.query(pod, "postgres", WRITABLE).strip().equals("t");
        } catch (RuntimeException | AssertionError e) {
            return false;
        }
    }

    private synchronized void note(String which) {
        twoAtATime.add(Instant.now() + " " + which);
    }

    private synchronized void seen() {
        looks++;
    }

    public synchronized List<String> twoAtATime() {
        return List.copyOf(twoAtATime);
    }

    public synchronized int looks() {
        return looks;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
