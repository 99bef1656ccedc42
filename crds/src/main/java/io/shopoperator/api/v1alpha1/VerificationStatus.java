package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What a verification found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationStatus(
        @JsonPropertyDescription(
                "Verified: it was restored, and all orders were as they were backed up. Failed: it cannot be restored, or is "
                        + "not what was backed up. Unfinished: whether it can be restored was not found out.")
        Result result,

        @JsonPropertyDescription("When it was verified.") String at,

        @JsonPropertyDescription("How long fetching, restoring and comparing took, in seconds.")
        @Min(0)
        @Max(Integer.MAX_VALUE)
        Integer restoreSeconds,

        @JsonPropertyDescription("What was wrong, and what to do.")
        String message) {

    /** The verdict. */
    public enum Result {
        @JsonProperty("Verified")
        VERIFIED,
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("Unfinished")
        UNFINISHED
    }
}
