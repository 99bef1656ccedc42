package io.shopoperator.operator.shop;

/** Something a person must know about a shop: why, in a word, and what to do. */
public record Finding(Reason reason, String message) {}
