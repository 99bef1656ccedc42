package io.shopoperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunScheduleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NIGHT = Instant.parse("2026-11-23T02:15:00Z");

    @Test
    void aRunIsDueFromItsTimeOnAndOnce() {
        // Given
        RunSchedule schedule = schedule("15 2 * * *", "uid");
        Instant begins = schedule.next(NIGHT.minus(Duration.ofHours(3)));

        // When, Then
        assertThat(schedule.due(NIGHT.minus(Duration.ofDays(1)), begins.minusSeconds(1)))
                .isEmpty();
        assertThat(schedule.due(NIGHT.minus(Duration.ofDays(1)), begins)).contains(NIGHT);
        assertThat(schedule.due(NIGHT, begins.plus(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void missedRunsAreMadeUpForOnce() {
        // Given
        RunSchedule schedule = schedule("15 2 * * *", "uid");
        Instant afterAWeek = NIGHT.plus(Duration.ofDays(7)).plus(Duration.ofHours(9));

        // When
        Optional<Instant> due = schedule.due(NIGHT, afterAWeek);

        // Then
        assertThat(due).contains(NIGHT.plus(Duration.ofDays(7)));
        assertThat(schedule.due(due.orElseThrow(), afterAWeek)).isEmpty();
    }

    @Test
    void aClockThatGoesBackMakesNothingDueTwice() {
        assertThat(schedule("15 2 * * *", "uid").due(NIGHT, NIGHT.minus(Duration.ofDays(3))))
                .isEmpty();
    }

    @Test
    void theRunsOfAFleetAreSpreadOverTenMinutesAndEachKeepsItsPlace() {
        // Given
        List<Instant> begins = IntStream.range(0, 1000)
                .mapToObj(i -> schedule("15 2 * * *", "uid-" + i).next(NIGHT.minusSeconds(1)))
                .toList();

        // Then
        assertThat(begins)
                .allSatisfy(begin -> assertThat(begin).isBetween(NIGHT, NIGHT.plus(Duration.ofMinutes(10))))
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(i -> schedule("15 2 * * *", "uid-" + i).next(NIGHT.minusSeconds(1)))
                        .toList());
        assertThat(begins.stream().distinct()).hasSizeGreaterThan(300);
    }

    @Test
    void theSpreadOfAFrequentScheduleIsAQuarterOfItsPause() {
        Instant run = Instant.parse("2026-11-23T02:16:00Z");

        IntStream.range(0, 100)
                .forEach(i -> assertThat(schedule("*/4 * * * *", "uid-" + i).next(NIGHT.minusSeconds(1)))
                        .isBetween(run, run.plus(Duration.ofMinutes(1))));
    }

    @Test
    void theLongestPauseOfAScheduleIsKnown() {
        assertThat(schedule("15 2 * * *", "uid").longestPause(NIGHT)).isEqualTo(Duration.ofDays(1));
        assertThat(schedule("15 2 * * 1-5", "uid").longestPause(NIGHT)).isEqualTo(Duration.ofDays(3));
    }

    private static RunSchedule schedule(String cron, String uid) {
        return new RunSchedule(CronExpression.of(cron), UTC, uid);
    }
}
