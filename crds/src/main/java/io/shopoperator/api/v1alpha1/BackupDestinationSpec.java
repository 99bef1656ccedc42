package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A union: at most one member is set. Neither means a volume; no default is written, so that a shop can change over. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "!(has(self.volume) && has(self.s3))",
        message = "destination must not hold both volume and s3: take one of them out")
public record BackupDestinationSpec(
        @JsonPropertyDescription(
                "A volume of its own in the cluster, which outlives the database's. It does not outlive the cluster.")
        VolumeDestinationSpec volume,

        @JsonPropertyDescription("A bucket of a storage that speaks S3.")
        S3DestinationSpec s3) {}
