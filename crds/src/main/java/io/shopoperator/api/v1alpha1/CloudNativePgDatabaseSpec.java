package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A PostgreSQL with standbys, run by CloudNativePG. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudNativePgDatabaseSpec(
        @JsonPropertyDescription(
                "Number of PostgreSQL instances: a primary, and standbys that take its place when it fails. With 2, a standby has each order "
                        + "before the customer is told, as long as it is there; with 3 or more, always, and one of the standbys may be missing. "
                        + "With 1 there is no standby. Default: 2.")
        @Default("2")
        @Min(1)
        @Max(9)
        Integer instances,

        @JsonPropertyDescription(
                "Size of each instance's volume in Mi, Gi or Ti, e.g. 20Gi, at least 2Gi. It can grow later if the storage class allows it, "
                        + "and never shrink. Default: 5Gi.")
        @Default(CloudNativePgDatabaseSpec.DEFAULT_STORAGE)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$')",
                message = "storage must be a whole number of Mi, Gi or Ti, e.g. 20Gi")
        @ValidationRule(
                value = "!self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$') || "
                        + "quantity(self).compareTo(quantity('2Gi')) >= 0",
                message = "storage must be at least 2Gi: standbys that are away have the primary keep its log for them")
        @ValidationRule(
                value = "!isQuantity(self) || !isQuantity(oldSelf) || "
                        + "quantity(self).compareTo(quantity(oldSelf)) >= 0",
                messageExpression = "'storage can only grow: set it to ' + oldSelf + ' or more'",
                message = "storage can only grow: set it to its former size or more")
        String storage) {

    static final int DEFAULT_INSTANCES = 2;
    static final String DEFAULT_STORAGE = "5Gi";

    public CloudNativePgDatabaseSpec {
        if (instances == null) instances = DEFAULT_INSTANCES;
        if (storage == null) storage = DEFAULT_STORAGE;
    }
}
