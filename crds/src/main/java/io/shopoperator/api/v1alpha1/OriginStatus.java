package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What the shop's database began with, once that is settled. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OriginStatus(
        @JsonPropertyDescription(
                "When it was settled: the backup was restored, or the database turned out to hold data already, which always wins.")
        String settledAt,

        @JsonPropertyDescription("Name of the backup at its destination; left out if the database held data already.")
        String backup,

        @JsonPropertyDescription("When that backup was complete: what was done in the shop after it is lost.")
        String backupCompletedAt,

        @JsonPropertyDescription("Number of orders in that backup.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long orders) {}
