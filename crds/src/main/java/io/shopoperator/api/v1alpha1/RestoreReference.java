package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names a restore in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreReference(
        @JsonPropertyDescription("Name of the ShopRestore, in the same namespace.")
        @Required
        @Size(min = 1, max = 52)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
                message = "name must be the name of a ShopRestore in the same namespace")
        String name) {}
