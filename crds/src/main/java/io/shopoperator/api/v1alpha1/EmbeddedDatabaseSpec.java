package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The embedded PostgreSQL. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EmbeddedDatabaseSpec(
        @JsonPropertyDescription(
                "Size of the database's volume in Mi, Gi or Ti, e.g. 20Gi. It can grow later, and never shrink: the volume is expanded if "
                        + "its storage class allows it, else the database moves to a larger one while customers go on buying. A growth that the "
                        + "cluster refused, or that has not come about yet, can be taken back. Default: 5Gi.")
        @Default(EmbeddedDatabaseSpec.DEFAULT_STORAGE)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$')",
                message = "storage must be a whole number of Mi, Gi or Ti, e.g. 20Gi")
        @ValidationRule(
                value = "!self.matches('^[1-9][0-9]{0,5}(Mi|Gi|Ti)$') || "
                        + "quantity(self).compareTo(quantity('512Mi')) >= 0",
                message = "storage must be at least 512Mi")
        String storage,

        @JsonPropertyDescription(
                "Storage class of the database's volume. Another one moves the database to a new volume of that class while customers go "
                        + "on buying; writes wait for about a second. Default: a new volume gets the operator's class, or the cluster's; one that is "
                        + "there stays where it is.")
        @Size(min = 1, max = 253)
        @ValidationRule(
                value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
                message =
                        "storageClassName must be the name of a StorageClass: lower-case letters, digits, '-' and '.'")
        String storageClassName,

        @JsonPropertyDescription(
                "For how many hours the volume that the database has moved away from is kept, as it was at that moment. Default: 24.")
        @Default("24")
        @Min(1)
        @Max(720)
        Integer keepFormerVolumeForHours) {

    static final String DEFAULT_STORAGE = "5Gi";

    public EmbeddedDatabaseSpec {
        if (storage == null) storage = DEFAULT_STORAGE;
        if (keepFormerVolumeForHours == null) keepFormerVolumeForHours = 24;
    }
}
