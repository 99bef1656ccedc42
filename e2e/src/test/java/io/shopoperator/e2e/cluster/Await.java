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

    public static ConditionFactory within(Duration time) {
        return Awaitility.await().atMost(time).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(250));
    }
}
