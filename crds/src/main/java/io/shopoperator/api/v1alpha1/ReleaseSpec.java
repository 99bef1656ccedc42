package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;

/** How a new image is brought to the customers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseSpec(
        @JsonPropertyDescription(
                "True brings the last stable release back by itself, its image with the database and mail server it was "
                        + "bound to, when the new pods do not become ready within progressDeadline. The data is never "
                        + "rolled back. Default: true.")
        @Default("true")
        Boolean rollbackOnFailure,

        @JsonPropertyDescription(
                "How long the rollout may go without progress before it counts as failed, in seconds, minutes or "
                        + "hours, at least 30s: 90s, 10m, 1h. Default: 10m.")
        @Default(ReleaseSpec.DEFAULT_PROGRESS_DEADLINE)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^([3-9][0-9]s|[1-9][0-9]{2,3}s|[1-9][0-9]{0,2}m|[1-9][0-9]?h)$')",
                message = "progressDeadline must be a whole number with one of the units s, m, h, between 30s and 99h: "
                        + "90s, 10m or 1h")
        String progressDeadline) {

    static final String DEFAULT_PROGRESS_DEADLINE = "10m";

    public ReleaseSpec {
        if (rollbackOnFailure == null) rollbackOnFailure = true;
        if (progressDeadline == null) progressDeadline = DEFAULT_PROGRESS_DEADLINE;
    }

    /** The deadline as a duration. */
    @JsonIgnore
    public Duration deadline() {
        long number = Long.parseLong(progressDeadline.substring(0, progressDeadline.length() - 1));
        return switch (progressDeadline.charAt(progressDeadline.length() - 1)) {
            case 'h' -> Duration.ofHours(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
