package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which size the pods of a shop are made with, and what it means. It is remembered here, for the operator's table may change. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SizingStatus(
        @JsonPropertyDescription("The size that spec.size asks for.")
        String target,

        @JsonPropertyDescription(
                "The size that web pods and database are made with: the target, or the former one as long as no node has "
                        + "room for the target, or the database moves to nodes of it; the condition Sized says why.")
        String current,

        @JsonPropertyDescription("What each web pod is made with.")
        PodSizeStatus web,

        @JsonPropertyDescription("What the embedded database's pod is made with.")
        PodSizeStatus database,

        @JsonPropertyDescription("Labels that a node must have to run these pods; left out, any node may.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints of nodes that these pods tolerate.")
        List<TolerationStatus> tolerations,

        @JsonPropertyDescription(
                "Storage class that a new volume of the database gets; left out, the operator's or the cluster's default. "
                        + "A volume that is there keeps its class unless the database moves.")
        String storageClassName) {

    public SizingStatus {
        nodeSelector = nodeSelector == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    }
}
