package io.shopoperator.shop.session;

import java.time.Instant;

/**
 * A visitor the shop remembers.
 *
 * @param id number of the session, never shown
 * @param customerId the customer who logged in, null for a guest
 * @param lastSeenAt when the last request was noted
 */
public record Session(long id, Long customerId, Instant lastSeenAt) {}
