package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far a backup has come, and what is in it. What is at the destination is the truth; this is its copy. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShopBackupStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long observedGeneration,

        @JsonPropertyDescription("How far the backup has come.")
        Phase phase,

        @JsonPropertyDescription(
                "What is true of the backup: Complete says whether it is at the destination, Verified whether it was "
                        + "restored and compared; Reconciling and Stalled are there only while something is under way or needs a person.")
        List<Condition> conditions,

        @JsonPropertyDescription("Name of the backup at the destination.")
        String id,

        @JsonPropertyDescription("Place of the backup in the row of this shop's backups.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long sequence,

        @JsonPropertyDescription("When the run began.") String startedAt,

        @JsonPropertyDescription("When the backup was complete.")
        String completedAt,

        @JsonPropertyDescription("Size of the backup as it is stored.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long bytes,

        @JsonPropertyDescription("Version of the shop's schema in the backup.")
        String schemaVersion,

        @JsonPropertyDescription("Version of the PostgreSQL that was backed up.")
        String databaseVersion,

        @JsonPropertyDescription(
                "Version of PostgreSQL's programs that made the backup. If it is older than the database's, the backup is verified at once.")
        String toolsVersion,

        @JsonPropertyDescription("Number of orders in the backup.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orders,

        @JsonPropertyDescription("Sum of all orders in the backup, in cents.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orderTotalCents,

        @JsonPropertyDescription("What the last verification found.")
        VerificationStatus verification,

        @JsonPropertyDescription("When the backup will be removed at the earliest; left out while it is pinned.")
        String expiresAt,

        @JsonPropertyDescription(
                "Number of this shop's backups at the destination that had no ShopBackup when this one was complete; they get theirs again.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer unlisted,

        @JsonPropertyDescription("Size of the shop's database when it was backed up.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long databaseBytes) {

    /** How far a backup has come. */
    public enum Phase {
        @JsonProperty("Pending")
        PENDING,
        @JsonProperty("Running")
        RUNNING,
        @JsonProperty("Succeeded")
        SUCCEEDED,
        @JsonProperty("Verifying")
        VERIFYING,
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("Deleting")
        DELETING
    }

    public ShopBackupStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
