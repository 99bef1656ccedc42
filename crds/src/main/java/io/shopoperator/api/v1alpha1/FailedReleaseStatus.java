package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A release that failed and was rolled back. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedReleaseStatus(
        @JsonPropertyDescription("Its container image.") String image,

        @JsonPropertyDescription(
                "A fingerprint of what the spec wanted released: image, host, size, database, sessions, mail, release and exposure. Another one tries again.")
        String request,

        @JsonPropertyDescription("Why it failed.") String message) {}
