package io.shopoperator.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.RetentionSpec;
import io.shopoperator.operator.backup.Retention.Kept;
import io.shopoperator.operator.backup.Retention.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant START = Instant.parse("2026-10-01T02:15:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Retention THIRTY_DAYS = new Retention(new RetentionSpec(30, 3), DAY.multipliedBy(2));

    @Test
    void ofDailyBackupsThoseOfThirtyDaysRemain() {
        // Given: the newest is an hour old
        List<Kept> backups = daily(40);

        // When
        List<String> expired = THIRTY_DAYS.expired(backups, at(39).plus(Duration.ofHours(1)));

        // Then: 30 remain, the oldest of them 29 days and an hour old
        assertThat(expired).containsExactlyElementsOf(ids(0, 10));
    }

    @Test
    void aClockThatJumpsAheadExpiresNothing() {
        // Given
        List<Kept> backups = daily(25);
        Instant yearAhead = at(24).plus(Duration.ofDays(365));
        backups.add(new Kept("b25", 25, yearAhead, State.VERIFIED, false));
        backups.add(new Kept("b26", 26, yearAhead.plus(DAY), State.VERIFIED, false));

        // When
        List<String> expired = THIRTY_DAYS.expired(backups, yearAhead.plus(DAY));

        // Then
        assertThat(expired).isEmpty();
        assertThat(backups.stream()
                        .filter(backup -> backup.completedAt().isBefore(yearAhead.minus(Duration.ofDays(29)))))
                .as("control: a rule that trusted the clock would have deleted these")
                .hasSize(25);
    }

    @Test
    void aClockThatWentBackExpiresNothingEarly() {
        // Given
        List<Kept> backups = daily(25);
        for (int i = 25; i < 35; i++) backups.add(verified(i, at(i).minus(Duration.ofDays(100))));

        // When, Then: 24 days before the change and 9 after it, the change itself counts nothing
        assertThat(THIRTY_DAYS.expired(backups, at(34).minus(Duration.ofDays(100))))
                .containsExactlyElementsOf(ids(0, 3));
    }

    @Test
    void weeksWithoutABackupCostNoOldOnes() {
        // Given
        List<Kept> backups = daily(20);

        // When, Then
        assertThat(THIRTY_DAYS.expired(backups, at(19).plus(Duration.ofDays(300))))
                .isEmpty();
    }

    @Test
    void whatIsOldStaysUntilEnoughNewerOnesAreVerified() {
        // Given
        List<Kept> backups = new ArrayList<>(
                daily(40).stream().map(RetentionTest::unverified).toList());
        assertThat(THIRTY_DAYS.expired(backups, at(40))).isEmpty();

        // When
        for (int i : List.of(20, 30, 39)) backups.set(i, verified(i, at(i)));

        // Then
        assertThat(THIRTY_DAYS.expired(backups, at(40))).containsExactlyElementsOf(ids(0, 10));
    }

    @Test
    void theLastVerifiedOneIsNeverDeleted() {
        // Given
        Retention shortest = new Retention(new RetentionSpec(1, 1), DAY.multipliedBy(2));
        List<Kept> backups = new ArrayList<>(
                daily(40).stream().map(RetentionTest::unverified).toList());
        backups.set(3, verified(3, at(3)));

        // When, Then: those before it may go, it and what came after it stay
        assertThat(shortest.expired(backups, at(40))).containsExactlyElementsOf(ids(0, 3));
    }

    @Test
    void pinnedOnesStay() {
        // Given
        List<Kept> backups = daily(40);
        backups.set(2, new Kept("b2", 2, at(2), State.VERIFIED, true));

        // When, Then
        assertThat(THIRTY_DAYS.expired(backups, at(39).plus(Duration.ofHours(1))))
                .hasSize(9)
                .doesNotContain("b2");
    }

    @Test
    void damagedOnesGoWhenTheyAreOldAndOneThatIsVerifiedIsNewer() {
        // Given
        List<Kept> backups = new ArrayList<>(
                daily(40).stream().map(RetentionTest::unverified).toList());
        backups.set(5, new Kept("b5", 5, at(5), State.DAMAGED, false));
        backups.set(38, new Kept("b38", 38, at(38), State.DAMAGED, false));
        assertThat(THIRTY_DAYS.expired(backups, at(40))).isEmpty();

        // When
        backups.set(39, verified(39, at(39)));

        // Then
        assertThat(THIRTY_DAYS.expired(backups, at(40))).containsExactly("b5");
    }

    @Test
    void nothingExpiresOfNothing() {
        assertThat(THIRTY_DAYS.expired(List.of(), at(0))).isEmpty();
    }

    /** Verified backups of so many days, a day apart. */
    private static List<Kept> daily(int days) {
        List<Kept> backups = new ArrayList<>();
        for (int i = 0; i < days; i++) backups.add(verified(i, at(i)));
        return backups;
    }

    private static Kept verified(int i, Instant time) {
        return new Kept("b" + i, i, time, State.VERIFIED, false);
    }

    private static Kept unverified(Kept backup) {
        return new Kept(backup.id(), backup.sequence(), backup.completedAt(), State.COMPLETE, backup.pinned());
    }

    private static Instant at(int day) {
        return START.plus(DAY.multipliedBy(day));
    }

    private static List<String> ids(int from, int to) {
        return Stream.iterate(from, i -> i < to, i -> i + 1).map(i -> "b" + i).toList();
    }
}
