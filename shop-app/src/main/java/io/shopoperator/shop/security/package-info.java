/**
 * Who may do what. Everything below {@code /admin} is refused to all but administrators by {@code AdminGate}, by path, so a new page needs
 * nothing to be safe; a page that wants to know who is there injects {@link io.shopoperator.shop.security.AdminIdentity}. Logging out is a
 * POST to {@code /admin/logout}. Changes asked for by other sites are refused for the whole shop.
 */
package io.shopoperator.shop.security;
