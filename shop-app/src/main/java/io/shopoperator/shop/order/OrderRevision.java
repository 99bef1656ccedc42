package io.shopoperator.shop.order;

import java.time.Instant;

/**
 * The state of an order before a change.
 *
 * @param changedAt when it was changed
 * @param changedBy who changed it
 * @param status the status it had
 * @param deleted whether it was deleted before
 */
public record OrderRevision(Instant changedAt, String changedBy, OrderStatus status, boolean deleted) {}
