package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Between which times the database can be restored as it was. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PointInTimeStatus(
        @JsonPropertyDescription("The database can be restored as it was at any time from this one on.")
        String from,

        @JsonPropertyDescription(
                "What was written after this time is not stored. Left out while everything up to a minute ago is.")
        String to,

        @JsonPropertyDescription(
                "PostgreSQL's own number of the database that this is the log of: with scope.database of a ShopRestore no other database's "
                        + "is restored, such as that of an earlier shop of this name.")
        String system) {}
