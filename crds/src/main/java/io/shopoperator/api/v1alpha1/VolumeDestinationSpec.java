package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A volume for backups. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumeDestinationSpec(
        @JsonPropertyDescription(
                "Size of the volume in Mi, Gi or Ti, e.g. 20Gi. It can grow later if the storage class allows it. "
                        + "Default: 10Gi.")
        @Default(VolumeDestinationSpec.DEFAULT_SIZE)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$')",
                message = "size must be a whole number of Mi, Gi or Ti, e.g. 20Gi")
        String size) {

    static final String DEFAULT_SIZE = "10Gi";

    public VolumeDestinationSpec {
        if (size == null) size = DEFAULT_SIZE;
    }
}
