package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The shop that a backup is of: what its place at the destination is named after. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OriginShopSpec(
        @JsonPropertyDescription("The namespace it was in. Left out, that of this shop.")
        @Size(min = 1, max = 63)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
                message = "namespace must be the name of a namespace, e.g. shops")
        String namespace,

        @JsonPropertyDescription("The name it had. Left out, that of this shop.")
        @Size(min = 1, max = 40)
        @ValidationRule(
                value = "self.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
                message = "name must be the name of a Shop, e.g. tee")
        String name) {}
