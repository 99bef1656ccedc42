package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** As late as can be. It has no fields yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LatestSourceSpec() {}
