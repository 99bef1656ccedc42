package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The whole embedded database, into its volume. It has no fields yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseScopeSpec() {}
