package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** When backups are proven: restored into a database of their own and compared with what was backed up. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupVerificationSpec(
        @JsonPropertyDescription(
                "When the newest backup is verified, as a cron expression of five fields. Default: 0 4 * * 0, on Sundays.")
        @Default(BackupVerificationSpec.DEFAULT_SCHEDULE)
        @Size(min = 9, max = 100)
        @ValidationRule(
                value = "self.matches('" + BackupSpec.CRON + "')",
                message = "schedule must be a cron expression of five fields separated by one space, e.g. 0 4 * * 0")
        String schedule,

        @JsonPropertyDescription("True verifies each backup right after it was made. Default: false.") @Default("false")
        Boolean everyBackup) {

    static final String DEFAULT_SCHEDULE = "0 4 * * 0";

    public BackupVerificationSpec {
        if (schedule == null) schedule = DEFAULT_SCHEDULE;
        if (everyBackup == null) everyBackup = false;
    }
}
