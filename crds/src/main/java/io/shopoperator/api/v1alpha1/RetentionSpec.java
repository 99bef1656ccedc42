package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** For how long backups are kept: a backup goes when it is old enough and enough newer ones are proven. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RetentionSpec(
        @JsonPropertyDescription(
                "Backups are kept for at least so many days. Time in which no backup succeeded does not count. Default: 30.")
        @Default("30")
        @Min(1)
        @Max(3650)
        Integer days,

        @JsonPropertyDescription("A backup is kept, however old, until so many newer ones are verified. Default: 3.")
        @Default("3")
        @Min(1)
        @Max(100)
        Integer keepLastVerified) {

    public RetentionSpec {
        if (days == null) days = 30;
        if (keepLastVerified == null) keepLastVerified = 3;
    }
}
