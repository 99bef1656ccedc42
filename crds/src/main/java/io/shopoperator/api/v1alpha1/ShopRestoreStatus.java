package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How far a restore has come, what it would do and what it did. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShopRestoreStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long observedGeneration,

        @JsonPropertyDescription("How far the restore has come.")
        Phase phase,

        @JsonPropertyDescription(
                "What is true of the restore: Complete says whether the orders are back; OldDatabaseKept, of a restore of the whole shop, whether the former database is still there; Reconciling and Stalled are there only while "
                        + "something is under way or needs a person.")
        List<Condition> conditions,

        @JsonPropertyDescription("Name of the ShopBackup that the orders come from, or the whole shop.")
        String backup,

        @JsonPropertyDescription("What would be done.") RestoredOrdersStatus preview,

        @JsonPropertyDescription("What was done.") RestoredOrdersStatus applied) {

    /** How far a restore has come. */
    public enum Phase {
        @JsonProperty("Pending")
        PENDING,
        @JsonProperty("Previewing")
        PREVIEWING,
        @JsonProperty("Previewed")
        PREVIEWED,
        @JsonProperty("Securing")
        SECURING,
        @JsonProperty("Applying")
        APPLYING,
        @JsonProperty("Succeeded")
        SUCCEEDED,
        @JsonProperty("Failed")
        FAILED
    }

    public ShopRestoreStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
