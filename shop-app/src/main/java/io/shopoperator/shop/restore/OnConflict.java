package io.shopoperator.shop.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do with an order that is there and differs from the backup. */
public enum OnConflict {
    /** Put no order back at all. */
    @JsonProperty("Fail")
    FAIL,
    /** Leave that order as it is. */
    @JsonProperty("Skip")
    SKIP,
    /** Put the backup's state in its place; what was there goes into the audit. */
    @JsonProperty("Replace")
    REPLACE
}
