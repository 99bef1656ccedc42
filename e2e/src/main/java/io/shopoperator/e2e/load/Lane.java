package io.shopoperator.e2e.load;

/**
 * A kind of client and where it goes.
 *
 * @param name what reports call it
 * @param share its part of all customers, in relation to the other lanes' shares
 */
public record Lane(String name, ClientKind kind, Target target, int share) {}
