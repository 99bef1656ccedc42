package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which orders are put back. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OrdersScopeSpec(
        @JsonPropertyDescription("The numbers of the orders, at most 100.")
        @Required
        @Size(min = 1, max = 100)
        @ValidationRule(
                value = "self.all(number, number > 0)",
                message = "numbers must hold numbers of orders, e.g. 10023")
        List<Long> numbers,

        @JsonPropertyDescription(
                "What to do with an order that is there and differs from the backup: Fail puts nothing back at all, Skip leaves that order "
                        + "as it is, Replace puts the backup's state in its place. Default: Fail.")
        @Default("Fail")
        OnConflict onConflict) {

    /** What to do with an order that is there and differs. */
    public enum OnConflict {
        @JsonProperty("Fail")
        FAIL,
        @JsonProperty("Skip")
        SKIP,
        @JsonProperty("Replace")
        REPLACE
    }

    public OrdersScopeSpec {
        numbers = numbers == null ? List.of() : List.copyOf(numbers);
        if (onConflict == null) onConflict = OnConflict.FAIL;
    }
}
