package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How customers reach the shop. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExposureSpec(
        @JsonPropertyDescription(
                "The ingress class that serves the shop. Left out, the operator's default class is used, or the "
                        + "cluster's if the operator names none.")
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$')",
                message = "ingressClassName must be the name of an IngressClass, see kubectl get ingressclasses")
        String ingressClassName,

        @JsonPropertyDescription(
                "The certificate for the host. Left out, the ingress controller's default certificate is used.")
        TlsSpec tls) {}
