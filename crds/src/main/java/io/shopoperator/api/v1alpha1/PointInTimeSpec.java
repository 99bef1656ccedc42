package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether the database can be restored as it was at any time between two backups. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PointInTimeSpec(
        @JsonPropertyDescription(
                "True stores the embedded database's write-ahead log at the destination of the backups as it is written, with a base "
                        + "backup each week, both for as long as retention.days says: at most a minute is lost with the database's volume. "
                        + "It takes one more pod, and room at the destination. Default: false.")
        @Default("false")
        Boolean enabled) {

    public PointInTimeSpec {
        if (enabled == null) enabled = false;
    }
}
