package io.shopoperator.shop.security;

/** The administrator of this request; injectable in everything below {@code /admin}, which nobody else reaches. */
public interface AdminIdentity {
    /** The name to write into histories. */
    String username();
}
