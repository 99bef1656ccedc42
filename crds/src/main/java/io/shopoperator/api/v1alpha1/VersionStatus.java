package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Versions are the tags of images, or their digests when there is no tag. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionStatus(
        @JsonPropertyDescription("The version the web pods are made of.")
        String current,

        @JsonPropertyDescription("The version the spec asks for.")
        String target,

        @JsonPropertyDescription("The version that was last rolled out completely: what comes back if a release fails.")
        String lastStable) {}
