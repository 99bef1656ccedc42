package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What the operator has seen. Computed whole, never patched in parts. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShopStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long observedGeneration,

        @JsonPropertyDescription(
                "What is true of the shop: Ready sums up; Accepted, Released, DatabaseReady, HighlyAvailable, Sized and StorageHealthy say "
                        + "what of; AutoscalingActive tells of the autoscaler, BackupRecent, BackupVerified and PointInTimeAvailable of its backups; Reconciling and Stalled are there only while something is under way or needs a person.")
        List<Condition> conditions,

        @JsonPropertyDescription("The address customers use.")
        String url,

        @JsonPropertyDescription("Which version of the shop software runs, and which should.")
        VersionStatus version,

        @JsonPropertyDescription("What is remembered of releases, so that a lost web Deployment comes back as it was.")
        ReleaseStatus release,

        @JsonPropertyDescription("Number of web pods that are ready.") @Min(0) @Max(Integer.MAX_VALUE) @StatusReplicas
        Integer replicas,

        @JsonPropertyDescription("Selects the web pods, for autoscalers.") @LabelSelector
        String selector,

        @JsonPropertyDescription("What is known of the database.")
        DatabaseStatus database,

        @JsonPropertyDescription("What the shop's backups add up to.")
        BackupStatus backup,

        @JsonPropertyDescription("What the database began with, if spec.origin asked for something.")
        OriginStatus origin,

        @JsonPropertyDescription("Which size the pods are made with, and what it means.")
        SizingStatus sizing) {

    /** JSON numbers are exact up to here. */
    static final double MAX_EXACT_INTEGER = 9007199254740991d;

    public ShopStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
