package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** A union: exactly one member is set. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "[has(self.orders), has(self.full), has(self.database)].exists_one(kind, kind)",
        message = "scope must hold exactly one of orders, full and database")
public record RestoreScopeSpec(
        @JsonPropertyDescription("Single orders, with all that belongs to them. No other order is touched.")
        OrdersScopeSpec orders,

        @JsonPropertyDescription(
                "The whole shop: its database as it was takes the place of the one of now, which is kept for a while. All that has happened since "
                        + "is not in the shop any more.")
        FullScopeSpec full,

        @JsonPropertyDescription(
                "The embedded database of a shop that has lost its volume (DatabaseReady=False, DataLost). What is there is never replaced.")
        DatabaseScopeSpec database) {}
