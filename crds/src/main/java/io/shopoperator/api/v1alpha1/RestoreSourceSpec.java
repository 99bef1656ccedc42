package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A union: exactly one member is set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value =
                "[has(self.backupRef), has(self.before), has(self.restoreRef), has(self.time), has(self.latest)].exists_one(kind, kind)",
        message = "from must hold exactly one of backupRef, before, restoreRef, time and latest")
public record RestoreSourceSpec(
        @JsonPropertyDescription("A backup of this shop, by name.")
        BackupReference backupRef,

        @JsonPropertyDescription(
                "The newest backup that was complete before this time and was not found damaged, e.g. 2026-11-18T12:00:00Z.")
        @Size(min = 20, max = 20)
        @ValidationRule(
                value =
                        "self.matches('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$')",
                message = "before must be a time in UTC, e.g. 2026-11-18T12:00:00Z")
        String before,

        @JsonPropertyDescription(
                "The way back: the database that the shop had before this restore of the whole shop, as long as it is kept. With scope.full alone.")
        RestoreReference restoreRef,

        @JsonPropertyDescription(
                "The database as it was at this time, from a base backup and the write-ahead log after it; for shops with "
                        + "backup.pointInTime. E.g. 2026-11-18T12:00:00Z.")
        @Size(min = 20, max = 20)
        @ValidationRule(
                value =
                        "self.matches('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$')",
                message = "time must be a time in UTC, e.g. 2026-11-18T12:00:00Z")
        String time,

        @JsonPropertyDescription(
                "The end of the write-ahead log that is stored: the last that is known of the database; for scope.database.")
        LatestSourceSpec latest) {}
