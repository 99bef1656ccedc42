package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What a shop's backups add up to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupStatus(
        @JsonPropertyDescription("When the newest backup was complete.")
        String lastSuccess,

        @JsonPropertyDescription("When a backup was last verified by restoring it.")
        String lastVerified,

        @JsonPropertyDescription("When the oldest backup that is kept was complete: nothing older can be restored.")
        String firstRestorable,

        @JsonPropertyDescription("The last time of the schedule for which a backup was asked for.")
        String lastRun,

        @JsonPropertyDescription("When the schedule asks for the next backup; left out while it is suspended.")
        String nextRun,

        @JsonPropertyDescription("How long the last verification took to restore a backup, in seconds.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer measuredRestoreSeconds,

        @JsonPropertyDescription("Number of backups that are kept.") @Min(0) @Max(Integer.MAX_VALUE)
        Integer count,

        @JsonPropertyDescription("Size of all backups that are kept, as they are stored.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long bytes,

        @JsonPropertyDescription("How far the ShopBackups have been brought up to what is at the destination.")
        LedgerStatus ledger,

        @JsonPropertyDescription(
                "Between which times the database can be restored as it was; left out without backup.pointInTime.")
        PointInTimeStatus pointInTime) {}
