package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A volume that holds backups. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OriginVolumeSpec(
        @JsonPropertyDescription("Name of the PersistentVolumeClaim, in the shop's namespace, e.g. tee-backup.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$')",
                message =
                        "claimName must be the name of a PersistentVolumeClaim in the shop's namespace, e.g. tee-backup")
        String claimName) {}
