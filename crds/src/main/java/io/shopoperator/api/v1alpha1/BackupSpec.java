package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** When a shop is backed up, where to, and for how long backups are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupSpec(
        @JsonPropertyDescription(
                "When a backup is made, as a cron expression of five fields: minute, hour, day of the month, month, "
                        + "day of the week. A fleet's backups are spread over some minutes after that. A run that was missed "
                        + "is made up for once. Default: 15 2 * * *, every night.")
        @Default(BackupSpec.DEFAULT_SCHEDULE)
        @Size(min = 9, max = 100)
        @ValidationRule(
                value = "self.matches('" + BackupSpec.CRON + "')",
                message = "schedule must be a cron expression of five fields separated by one space, e.g. 15 2 * * *")
        String schedule,

        @JsonPropertyDescription(
                "The time zone of the schedules, by its name in the tz database, e.g. Europe/Berlin. Default: UTC.")
        @Default(BackupSpec.DEFAULT_TIME_ZONE)
        @Size(min = 1, max = 64)
        @ValidationRule(
                value = "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$')",
                message = "timeZone must be a name of the tz database, e.g. Europe/Berlin")
        String timeZone,

        @JsonPropertyDescription("True makes no backups by schedule; those that are there are kept. Default: false.")
        @Default("false")
        Boolean suspend,

        @JsonPropertyDescription("For how long backups are kept.") @Default("{}")
        RetentionSpec retention,

        @JsonPropertyDescription("Where backups are stored: one kind. Left out, a volume of their own of 10Gi.")
        BackupDestinationSpec destination,

        @JsonPropertyDescription("Encrypts backups before they are stored. Left out, they are stored as they are.")
        BackupEncryptionSpec encryption,

        @JsonPropertyDescription("When backups are proven by restoring them.") @Default("{}")
        BackupVerificationSpec verify,

        @JsonPropertyDescription("Whether the database can be restored as it was at any time between two backups.")
        @Default("{}")
        PointInTimeSpec pointInTime) {

    static final String DEFAULT_SCHEDULE = "15 2 * * *";
    static final String DEFAULT_TIME_ZONE = "UTC";

    /** The form of a cron expression; whether its numbers make sense is found out when it is read. */
    static final String CRON = "^[0-9*,/-]+ [0-9*,/-]+ [0-9*,/-]+ [0-9A-Za-z*,/-]+ [0-9A-Za-z*,/-]+$";

    public BackupSpec {
        if (schedule == null) schedule = DEFAULT_SCHEDULE;
        if (timeZone == null) timeZone = DEFAULT_TIME_ZONE;
        if (suspend == null) suspend = false;
        if (retention == null) retention = new RetentionSpec(null, null);
        if (verify == null) verify = new BackupVerificationSpec(null, null);
        if (pointInTime == null) pointInTime = new PointInTimeSpec(null);
    }
}
