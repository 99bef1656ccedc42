package io.shopoperator.shop.withdrawal;

import java.time.Instant;

/**
 * A declaration of withdrawal as it was received.
 *
 * @param receivedAt when it was received
 * @param name who withdraws
 * @param orderNumber from which order
 * @param email where the receipt goes
 * @param remark which part of the order, or anything else; may be empty
 */
public record Declaration(Instant receivedAt, String name, String orderNumber, String email, String remark) {}
