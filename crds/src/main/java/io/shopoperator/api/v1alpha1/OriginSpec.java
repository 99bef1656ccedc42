package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What a new shop's database begins with. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OriginSpec(
        @JsonPropertyDescription(
                "A backup: it is restored into the empty database before the first migration, and nobody is served before that. "
                        + "An empty object means the newest backup at the shop's own destination.")
        @Required
        OriginBackupSpec fromBackup) {}
