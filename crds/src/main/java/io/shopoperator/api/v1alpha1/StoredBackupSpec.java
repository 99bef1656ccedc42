package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A backup that is at the destination already, as its manifest tells. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredBackupSpec(
        @JsonPropertyDescription("Name of the backup at the destination.")
        @Required
        @Size(max = 25)
        @ValidationRule(
                value = "self.matches('" + StoredBackupSpec.ID + "')",
                message = "id must be the name of a backup at its destination, e.g. 20261123T021500Z-1a2b3c4d")
        String id,

        @JsonPropertyDescription("Place of the backup in the row of this shop's backups.")
        @Required
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long sequence,

        @JsonPropertyDescription("When the run began.")
        @Required
        @Size(min = 20, max = 20)
        @ValidationRule(
                value = StoredBackupSpec.IS_TIME,
                message = "startedAt must be a time in UTC, e.g. 2026-11-18T02:15:00Z")
        String startedAt,

        @JsonPropertyDescription("When the backup was complete.")
        @Required
        @Size(min = 20, max = 20)
        @ValidationRule(
                value = StoredBackupSpec.IS_TIME,
                message = "completedAt must be a time in UTC, e.g. 2026-11-18T02:16:00Z")
        String completedAt,

        @JsonPropertyDescription("Size of the backup as it is stored.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long bytes,

        @JsonPropertyDescription("Version of the shop's schema in the backup.") @Size(max = 64)
        String schemaVersion,

        @JsonPropertyDescription("Version of the PostgreSQL that was backed up.") @Size(max = 64)
        String databaseVersion,

        @JsonPropertyDescription("Version of PostgreSQL's programs that made the backup.") @Size(max = 64)
        String toolsVersion,

        @JsonPropertyDescription("Number of orders in the backup.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orders,

        @JsonPropertyDescription("Sum of all orders in the backup, in cents.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orderTotalCents,

        @JsonPropertyDescription("When it was verified, if it was.")
        @Size(min = 20, max = 20)
        @ValidationRule(
                value = StoredBackupSpec.IS_TIME,
                message = "verifiedAt must be a time in UTC, e.g. 2026-11-18T04:00:00Z")
        String verifiedAt,

        @JsonPropertyDescription("How long that took, in seconds.") @Min(0) @Max(Integer.MAX_VALUE)
        Integer restoreSeconds) {

    /** The name of a backup at its destination. */
    public static final String ID = "^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$";

    /** The form of a time in UTC. */
    static final String TIME =
            "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$";

    /** A form that is right may still name no day of the calendar. */
    static final String IS_TIME = "self.matches('" + TIME + "') && timestamp(self).getFullYear() > 0";
}
