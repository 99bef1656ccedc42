package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A PostgreSQL that is not run by the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ExternalDatabaseSpec(
        @JsonPropertyDescription(
                "The Secret that says how to reach the database, in the layout of servicebinding.io: keys type "
                        + "(postgresql), host, port, database, username, password and optionally provider, sslmode, sslrootcert.")
        @Required
        SecretReference bindingSecretRef) {}
