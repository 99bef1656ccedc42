package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How the whole shop is put back. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FullScopeSpec(
        @JsonPropertyDescription(
                "What becomes of the visitors of the moment: Keep leaves them logged in and their carts as they are, as far as customers and "
                        + "products are known to the backup; Discard ends all sessions and empties all carts. Administrators log in again in any case. Default: Keep.")
        @Default("Keep")
        Sessions sessions,

        @JsonPropertyDescription(
                "For how many hours the old database is kept beside the restored one, on the same volume; until then another ShopRestore with "
                        + "from.restoreRef brings it back. Default: 24.")
        @Default("24")
        @Min(1)
        @Max(168)
        Integer keepOldForHours,

        @JsonPropertyDescription(
                "Whether the shop as it is must be backed up before anything is changed. Skip is for a database that is too damaged to be dumped: the "
                        + "old database is kept for keepOldForHours in any case. Default: Required.")
        @Default("Required")
        SafetyBackup safetyBackup) {

    /** What becomes of the visitors of the moment. */
    public enum Sessions {
        @JsonProperty("Keep")
        KEEP,
        @JsonProperty("Discard")
        DISCARD
    }

    /** Whether the shop as it is must be backed up first. */
    public enum SafetyBackup {
        @JsonProperty("Required")
        REQUIRED,
        @JsonProperty("Skip")
        SKIP
    }

    public FullScopeSpec {
        if (sessions == null) sessions = Sessions.KEEP;
        if (keepOldForHours == null) keepOldForHours = 24;
        if (safetyBackup == null) safetyBackup = SafetyBackup.REQUIRED;
    }
}
