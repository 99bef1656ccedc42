package io.shopoperator.operator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a shop's runs are due. The shops of a fleet have the same schedule more often than not, so each begins a little later, by an
 * amount that is always the same for the same shop. Pure.
 */
public final class RunSchedule {
    private static final Duration WIDEST_SPREAD = Duration.ofMinutes(10);
    private static final int RUNS_LOOKED_AT = 32;

    private final CronExpression cron;
    private final ZoneId zone;
    private final Duration delay;

    /** For a shop that is told apart by {@code uid}. */
    public RunSchedule(CronExpression cron, ZoneId zone, String uid) {
        this.cron = cron;
        this.zone = zone;
        Duration quarter = shortestPause().dividedBy(4);
        long widest = (quarter.compareTo(WIDEST_SPREAD) < 0 ? quarter : WIDEST_SPREAD).toSeconds();
        this.delay = Duration.ofSeconds(Math.floorMod((long) uid.hashCode(), widest + 1));
    }

    /**
     * The run that is due, by the time the schedule names. Runs that were missed are one run: the last of them.
     *
     * @param latest the time of the last run that there was, or since when there is a schedule
     */
    public Optional<Instant> due(Instant latest, Instant now) {
        return cron.last(now.minus(delay), zone).filter(run -> run.isAfter(latest));
    }

    /** When the next run begins. */
    public Instant next(Instant now) {
        return after(now.minus(delay)).plus(delay);
    }

    /** The longest time between two runs that follow each other, as seen from now. */
    public Duration longestPause(Instant now) {
        Duration longest = Duration.ZERO;
        Instant run = after(now);
        for (int i = 0; i < RUNS_LOOKED_AT; i++) {
            Instant next = after(run);
            Duration pause = Duration.between(run, next);
            if (pause.compareTo(longest) > 0) longest = pause;
            run = next;
        }
        return longest;
    }

    private Duration shortestPause() {
        Duration shortest = null;
        Instant run = after(Instant.EPOCH);
        for (int i = 0; i < RUNS_LOOKED_AT; i++) {
            Instant next = after(run);
            Duration pause = Duration.between(run, next);
            if (shortest == null || pause.compareTo(shortest) < 0) shortest = pause;
            run = next;
        }
        return shortest;
    }

    private Instant after(Instant moment) {
        return cron.next(moment, zone).orElseThrow();
    }
}
