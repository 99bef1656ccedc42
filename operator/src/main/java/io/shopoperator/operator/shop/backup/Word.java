package io.shopoperator.operator.shop.backup;

/**
 * Why a backup is what it is.
 *
 * @param reason one CamelCase word: the operator's own, or that of the program, which are explained in
 *     {@code docs/operations/conditions-and-events.md}
 * @param message for people: what is going on and what to do
 */
public record Word(String reason, String message) {}
