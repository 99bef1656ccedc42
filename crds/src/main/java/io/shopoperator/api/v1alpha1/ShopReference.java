package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Names a shop in the same namespace: nobody reaches another tenant's shop by it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShopReference(
        @JsonPropertyDescription("Name of the shop, in the same namespace.")
        @Required
        @Size(min = 1, max = 40)
        @ValidationRule(
                value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                message = "name must be the name of a Shop in the same namespace, e.g. tee")
        String name) {}
