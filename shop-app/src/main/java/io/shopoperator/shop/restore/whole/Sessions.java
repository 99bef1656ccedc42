package io.shopoperator.shop.restore.whole;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the visitors of the moment. */
public enum Sessions {
    /** They stay logged in, and their carts stay as they are. */
    @JsonProperty("Keep")
    KEEP,
    /** All sessions and carts end. */
    @JsonProperty("Discard")
    DISCARD
}
