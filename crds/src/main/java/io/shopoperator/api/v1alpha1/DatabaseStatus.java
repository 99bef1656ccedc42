package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What is known of a shop's database. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseStatus(
        @JsonPropertyDescription("Who runs the database: embedded, cloudnativepg, or what the external binding says.")
        String provider,

        @JsonPropertyDescription(
                "True once the database, if it is no external one, has been ready. From then on an empty one is never made "
                        + "in its place: it would hide the loss of the data.")
        Boolean initialized,

        @JsonPropertyDescription("The size that the embedded database's volume has been asked for with success. "
                + "spec.database.embedded.storage can go back to it, not below.")
        @Size(max = 32)
        String storage,

        @JsonPropertyDescription(
                "The move by which the embedded database has come to its present volume: the claim, the StatefulSet and the "
                        + "pod are named by it. Left out while it is where it began.")
        @Size(max = 8)
        String instance,

        @JsonPropertyDescription("The move to another volume that is under way, or the last one.")
        DatabaseMoveStatus move,

        @JsonPropertyDescription(
                "Volumes that the database has moved away from; each is removed after spec.database.embedded.keepFormerVolumeForHours.")
        List<FormerVolumeStatus> formerVolumes) {

    public DatabaseStatus {
        formerVolumes = formerVolumes == null || formerVolumes.isEmpty() ? null : List.copyOf(formerVolumes);
    }
}
