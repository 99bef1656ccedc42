package io.shopoperator.operator.shop.backup;

import io.shopoperator.api.v1alpha1.BackupSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.schedule.CronExpression;
import io.shopoperator.operator.schedule.RunSchedule;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** When a shop is backed up and its backups are verified, as its spec says. */
public final class BackupSchedules {
    private BackupSchedules() {}

    /** What is wrong with the schedules, with what to change; empty if they can be read. */
    public static Optional<Finding> mistake(Shop shop) {
        BackupSpec spec = shop.getSpec().backup();
        try {
            zone(spec);
        } catch (DateTimeException e) {
            return Optional.of(new Finding(
                    Reason.TIME_ZONE_UNKNOWN,
                    "There is no time zone '" + spec.timeZone()
                            + "'. Set spec.backup.timeZone to a name of the tz database, e.g. Europe/Berlin."));
        }
        return mistake("spec.backup.schedule", spec.schedule())
                .or(() -> mistake("spec.backup.verify.schedule", spec.verify().schedule()));
    }

    /** When backups are made; the schedule must have no mistake. */
    public static RunSchedule backups(Shop shop) {
        return schedule(shop, shop.getSpec().backup().schedule());
    }

    /** When the newest backup is verified; the schedule must have no mistake. */
    public static RunSchedule verifications(Shop shop) {
        return schedule(shop, shop.getSpec().backup().verify().schedule());
    }

    private static Optional<Finding> mistake(String field, String schedule) {
        try {
            CronExpression.of(schedule);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Finding(
                    Reason.SCHEDULE_INVALID,
                    field + " '" + schedule + "' is no cron expression: " + e.getMessage() + "."));
        }
    }

    private static RunSchedule schedule(Shop shop, String schedule) {
        return new RunSchedule(
                CronExpression.of(schedule),
                zone(shop.getSpec().backup()),
                shop.getMetadata().getUid());
    }

    private static ZoneId zone(BackupSpec spec) {
        return ZoneId.of(spec.timeZone());
    }
}
