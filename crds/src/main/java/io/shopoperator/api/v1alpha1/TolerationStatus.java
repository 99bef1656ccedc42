package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** A taint that pods of a size tolerate, in the words of a pod spec. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TolerationStatus(
        @JsonPropertyDescription("Key of the taint; left out, every key.")
        String key,

        @JsonPropertyDescription("Exists, or Equal, which is meant if it is left out.")
        String operator,

        @JsonPropertyDescription("Value of the taint.") String value,

        @JsonPropertyDescription("Effect of the taint; left out, every effect.")
        String effect,

        @JsonPropertyDescription("How long a taint with the effect NoExecute is tolerated; left out, for ever.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long tolerationSeconds) {}
