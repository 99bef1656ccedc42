package io.shopoperator.e2e.cluster;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long things may take on a small machine. */
public final class Await {
    private Await() {}

    /** Something the operator does by itself, without starting a pod. */
    public static ConditionFactory soon() {
        return within(Duration.ofSeconds(60));
    }

    /** Something that needs pods to start or stop. */
    public static ConditionFactory pods() {
        return within(Duration.ofMinutes(5));
    }

    /** Lets time pass, for what measures what goes on meanwhile; whoever waits for something uses the others. */
    public static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public static ConditionFactory within(Duration time) {
        return Awaitility.await().atMost(time).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(250));
    }
}
