package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How long a customer's session (cart and login) lives without a request. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionsSpec(
        @JsonPropertyDescription(
                "A session ends after this time without a request, in seconds, minutes, hours or days: 30m, 12h, "
                        + "14d. Default: 14d.")
        @Default(SessionsSpec.DEFAULT_IDLE_TIMEOUT)
        @Size(max = 32)
        @ValidationRule(
                value = "self.matches('^[1-9][0-9]{0,4}[smhd]$')",
                message = "idleTimeout must be a whole number with one of the units s, m, h, d: 30m, 12h or 14d")
        String idleTimeout) {

    static final String DEFAULT_IDLE_TIMEOUT = "14d";

    public SessionsSpec {
        if (idleTimeout == null) idleTimeout = DEFAULT_IDLE_TIMEOUT;
    }
}
