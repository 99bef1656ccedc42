package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A union: exactly one member is set. None set means the default, an embedded database. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "[has(self.embedded), has(self.cloudNativePg), has(self.external)].exists_one(kind, kind)",
        message = "database must hold exactly one of embedded, cloudNativePg and external; "
                + "the kind of a living shop's database cannot be changed")
@ValidationRule(
        value = "has(self.embedded) == has(oldSelf.embedded) && has(self.cloudNativePg) == has(oldSelf.cloudNativePg)",
        message = "the kind of the database cannot be changed on a living shop, its data would stay behind: "
                + "create another shop with the other kind")
public record DatabaseSpec(
        @JsonPropertyDescription(
                "One PostgreSQL pod with a volume, run by the operator. Simple, not highly available: a restart "
                        + "of the pod takes some seconds.")
        EmbeddedDatabaseSpec embedded,

        @JsonPropertyDescription(
                "PostgreSQL with standbys, run by CloudNativePG, which must be installed in the cluster: it survives the loss of a node.")
        CloudNativePgDatabaseSpec cloudNativePg,

        @JsonPropertyDescription(
                "A PostgreSQL database that somebody else runs. The operator never creates, changes or drops it.")
        ExternalDatabaseSpec external) {

    public DatabaseSpec {
        if (embedded == null && cloudNativePg == null && external == null) {
            embedded = new EmbeddedDatabaseSpec(null, null, null);
        }
    }
}
