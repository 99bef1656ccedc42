package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.RetentionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which backups may go. A backup's age is the time in which the shop went on being backed up: a gap between two backups counts at most a
 * given while. So a clock that jumps ahead makes nothing old, and weeks in which no backup succeeded cost none of the old ones. Pure.
 */
final class Retention {
    private final RetentionSpec rule;
    private final Duration longestGap;

    /** What of a backup matters here. */
    record Kept(String id, long sequence, Instant completedAt, State state, boolean pinned) {}

    /** What is known of a backup. */
    enum State {
        /** It was restored and compared. */
        VERIFIED,
        /** It is complete, but was not restored yet. */
        COMPLETE,
        /** It cannot be restored. */
        DAMAGED
    }

    /** By a rule; of each gap between two backups, {@code longestGap} counts at most. */
    Retention(RetentionSpec rule, Duration longestGap) {
        this.rule = rule;
        this.longestGap = longestGap;
    }

    /** The ids of the backups that may go, the oldest first. */
    List<String> expired(List<Kept> backups, Instant now) {
        List<Kept> newestFirst = backups.stream()
                .sorted(Comparator.comparingLong(Kept::sequence)
                        .thenComparing(Kept::completedAt)
                        .thenComparing(Kept::id)
                        .reversed())
                .toList();
        List<String> expired = new ArrayList<>();
        Duration age = Duration.ZERO;
        Instant later = now;
        int verified = 0;
        for (Kept backup : newestFirst) {
            age = age.plus(counted(backup.completedAt(), later));
            later = backup.completedAt();
            if (old(age) && !backup.pinned() && enough(backup, verified)) expired.addFirst(backup.id());
            if (backup.state() == State.VERIFIED) verified++;
        }
        return List.copyOf(expired);
    }

    private boolean old(Duration age) {
        return age.compareTo(Duration.ofDays(rule.days())) > 0;
    }

    /** What cannot be restored is worth nothing, once there is something that can. */
    private boolean enough(Kept backup, int newerVerified) {
        return newerVerified >= (backup.state() == State.DAMAGED ? 1 : rule.keepLastVerified());
    }

    private Duration counted(Instant from, Instant to) {
        Duration gap = Duration.between(from, to);
        if (gap.isNegative()) return Duration.ZERO;
        return gap.compareTo(longestGap) < 0 ? gap : longestGap;
    }
}
