package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Between how many web pods an autoscaler chooses, and by what. Named as in Kubernetes' own HorizontalPodAutoscaler. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.minReplicas <= self.maxReplicas",
        fieldPath = ".maxReplicas",
        message = "maxReplicas must not be less than minReplicas, which is 2 if it is left out")
public record AutoscalingSpec(
        @JsonPropertyDescription(
                "The fewest web pods, however little there is to do. With 2 or more, the loss of one is not noticed. Default: 2.")
        @Default("2")
        @Min(1)
        @Max(ShopSpec.MAX_REPLICAS)
        Integer minReplicas,

        @JsonPropertyDescription(
                "The most web pods, however much there is to do: what the nodes and the database have room for.")
        @Required
        @Min(1)
        @Max(ShopSpec.MAX_REPLICAS)
        Integer maxReplicas,

        @JsonPropertyDescription(
                "How much of the CPU that the size asks for the web pods should use on average, in percent: pods are added above it "
                        + "and taken away below it. It may be more than 100, for pods may use more than they ask for. Default: 70.")
        @Default("70")
        @Min(1)
        @Max(1000)
        Integer targetCPUUtilizationPercentage) {

    public AutoscalingSpec {
        if (minReplicas == null) minReplicas = ShopSpec.DEFAULT_REPLICAS;
        if (targetCPUUtilizationPercentage == null) targetCPUUtilizationPercentage = 70;
    }
}
