package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A volume that the database has moved away from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormerVolumeStatus(
        @JsonPropertyDescription("Its claim.") String claim,

        @JsonPropertyDescription("When it is removed, if the database is ready by then.")
        String keptUntil) {}
