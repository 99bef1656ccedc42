package io.shopoperator.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronExpressionTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    // 2026-11-23 is a Monday
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "15 2 * * *; 2026-11-23T02:15:00Z; 2026-11-24T02:15:00Z",
                "0 12 * * *; 2026-11-23T12:00:00Z; 2026-11-24T12:00:00Z",
                "*/15 * * * *; 2026-11-23T12:00:00Z; 2026-11-23T12:15:00Z",
                "7/20 6-8 * * *; 2026-11-23T08:47:00Z; 2026-11-24T06:07:00Z",
                "0 4 * * 0; 2026-11-22T04:00:00Z; 2026-11-29T04:00:00Z",
                "0 4 * * 7; 2026-11-22T04:00:00Z; 2026-11-29T04:00:00Z",
                "0 4 * * mon-FRI; 2026-11-23T04:00:00Z; 2026-11-24T04:00:00Z",
                "30 1 1,15 * *; 2026-11-15T01:30:00Z; 2026-12-01T01:30:00Z",
                "30 1 15 * 1; 2026-11-23T01:30:00Z; 2026-11-30T01:30:00Z",
                "0 0 29 2 *; 2024-02-29T00:00:00Z; 2028-02-29T00:00:00Z",
                "0 0 1 JAN *; 2026-01-01T00:00:00Z; 2027-01-01T00:00:00Z"
            })
    void findsTheTimesAroundNoon(String text, Instant last, Instant next) {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(CronExpression.of(text).last(noon, UTC)).contains(last);
        assertThat(CronExpression.of(text).next(noon, UTC)).contains(next);
    }

    @Test
    void aTimeThatAClockChangeLeavesOutIsAnHourLater() {
        CronExpression cron = CronExpression.of("15 2 * * *");

        assertThat(cron.next(Instant.parse("2026-03-28T12:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-29T01:15:00Z"));
        assertThat(cron.next(Instant.parse("2026-03-29T01:15:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-30T00:15:00Z"));
    }

    @Test
    void aTimeThatComesTwiceIsRunOnce() {
        CronExpression cron = CronExpression.of("15 2 * * *");

        assertThat(cron.next(Instant.parse("2026-10-24T12:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-25T00:15:00Z"));
        assertThat(cron.next(Instant.parse("2026-10-25T00:15:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-26T01:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "60 2 * * *; '60' is no minute: use numbers from 0 to 59",
                "0 24 * * *; '24' is no hour",
                "0 0 0 * *; '0' is no day of the month: use numbers from 1 to 31",
                "0 0 * 13 *; '13' is no month",
                "0 0 * * 8; '8' is no day of the week",
                "0 0 * * MOO; 'MOO' is no day of the week",
                "9-5 * * * *; '9-5' is no minute",
                "*/0 * * * *; '0' is no minute: use numbers from 1",
                "1,,2 * * * *; '' is no minute",
                "1/2/3 * * * *; '1/2/3' is no minute",
                "0 0 31 2 *; no month has such a day",
                "0 0 * *; it has 4 fields instead of 5"
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> CronExpression.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
