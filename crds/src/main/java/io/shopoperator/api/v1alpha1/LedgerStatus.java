package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How far the ShopBackups have been brought up to what is at the destination, whose manifests are the truth. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerStatus(
        @JsonPropertyDescription("Fingerprint of the destination that this speaks of.")
        String destination,

        @JsonPropertyDescription("When the destination began to be read.")
        String since,

        @JsonPropertyDescription(
                "When all of it had been read; left out while it is being read, and until then no backup is removed.")
        String readAt,

        @JsonPropertyDescription("The last backup that has been read, while more are to come.")
        String after,

        @JsonPropertyDescription("Number of this shop's backups that were found there.") @Min(0) @Max(Integer.MAX_VALUE)
        Integer found,

        @JsonPropertyDescription("The newest backup that was known when the destination began to be read.")
        String newest,

        @JsonPropertyDescription("What keeps it from being read, and what to do.")
        String message) {}
