package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The memory of releases. The web Deployment carries it too; this is what is left when somebody deletes that. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleaseStatus(
        @JsonPropertyDescription(
                "The release that was last rolled out completely: it comes back if another one fails, or if the web "
                        + "Deployment is lost.")
        StableReleaseStatus stable,

        @JsonPropertyDescription("The release that failed and was rolled back, as long as the spec asks for it.")
        FailedReleaseStatus failed) {}
