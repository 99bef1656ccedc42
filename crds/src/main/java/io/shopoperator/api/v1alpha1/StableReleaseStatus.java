package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A release that was rolled out completely. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StableReleaseStatus(
        @JsonPropertyDescription("Its container image.") String image,

        @JsonPropertyDescription("A fingerprint of its image and of the database it ran on.")
        String id,

        @JsonPropertyDescription("The Secret its database was reached by.")
        String databaseSecret,

        @JsonPropertyDescription("The Secret its mail server was reached by, if there was one.")
        String mailSecret) {}
