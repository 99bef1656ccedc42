package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What happens to the data when the shop is deleted. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeletionSpec(
        @JsonPropertyDescription(
                "Retain keeps the database's volume, or CloudNativePG's Cluster with its volumes, and a shop of the same name picks it up again; Delete removes "
                        + "it with the shop. An external database is never touched. Default: Retain.")
        @Default("Retain")
        Policy policy) {

    /** Whether the database's data outlive the shop. */
    public enum Policy {
        @JsonProperty("Retain")
        RETAIN,
        @JsonProperty("Delete")
        DELETE
    }

    public DeletionSpec {
        if (policy == null) policy = Policy.RETAIN;
    }
}
