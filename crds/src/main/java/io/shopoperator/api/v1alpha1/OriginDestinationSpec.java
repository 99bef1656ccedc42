package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A union: exactly one member is set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "has(self.volume) != has(self.s3)",
        message = "destination must hold exactly one of volume and s3")
public record OriginDestinationSpec(
        @JsonPropertyDescription("A volume of this namespace. It is only read.")
        OriginVolumeSpec volume,

        @JsonPropertyDescription(
                "A bucket of a storage that speaks S3. Backups of a shop of another namespace are read only if the Secret's key "
                        + "readable-namespaces names that namespace.")
        S3DestinationSpec s3) {}
