package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What one pod of a size gets. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodSizeStatus(
        @JsonPropertyDescription("CPU that is set aside for the pod; it may use more if there is some.")
        String cpu,

        @JsonPropertyDescription("Memory that is set aside for the pod, and the most it may use.")
        String memory) {}
