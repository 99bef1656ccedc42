package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What is put back. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreScopeSpec(
        @JsonPropertyDescription("Single orders, with all that belongs to them. No other order is touched.") @Required
        OrdersScopeSpec orders) {}
