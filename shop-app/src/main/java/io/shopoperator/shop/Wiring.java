package io.shopoperator.shop;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The one place that reads the real time; everything else is given a {@link Clock}. */
final class Wiring {

    /** The clock of the shop, in UTC. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
