package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The mail server of the shop. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MailSpec(
        @JsonPropertyDescription(
                "The Secret that says how to send mail, in the layout of servicebinding.io: keys type (smtp), "
                        + "host, port, from and optionally username, password, start-tls.")
        @Required
        SecretReference bindingSecretRef) {}
