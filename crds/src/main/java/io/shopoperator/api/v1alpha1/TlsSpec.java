package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The certificate a shop is served with. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TlsSpec(
        @JsonPropertyDescription(
                "A Secret of type kubernetes.io/tls with the keys tls.crt and tls.key, valid for the host.")
        @Required
        SecretReference secretRef) {}
