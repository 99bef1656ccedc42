package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The embedded PostgreSQL. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EmbeddedDatabaseSpec(
        @JsonPropertyDescription(
                "Size of the database's volume in Mi, Gi or Ti, e.g. 20Gi. It can grow later if the storage class "
                        + "allows it, and never shrink; a growth that the cluster refused can be taken back. Default: 5Gi.")
        @Default(EmbeddedDatabaseSpec.DEFAULT_STORAGE)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$')",
                message = "storage must be a whole number of Mi, Gi or Ti, e.g. 20Gi")
        @ValidationRule(
                value = "!self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$') || "
                        + "quantity(self).compareTo(quantity('512Mi')) >= 0",
                message = "storage must be at least 512Mi")
        String storage) {

    static final String DEFAULT_STORAGE = "5Gi";

    public EmbeddedDatabaseSpec {
        if (storage == null) storage = DEFAULT_STORAGE;
    }
}
