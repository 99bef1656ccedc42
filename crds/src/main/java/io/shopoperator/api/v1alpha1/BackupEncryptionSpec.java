package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Encryption by age. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupEncryptionSpec(
        @JsonPropertyDescription(
                "The Secret with the keys recipient (age1..., for which backups are encrypted) and identity "
                        + "(AGE-SECRET-KEY-..., with which they are verified and restored). Keep a copy of the identity outside the "
                        + "cluster: without it no backup can be read.")
        @Required
        SecretReference keySecretRef) {}
