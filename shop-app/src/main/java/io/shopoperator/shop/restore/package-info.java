/** Puts single orders back from a backup: what the command {@code orders restore} does. */
package io.shopoperator.shop.restore;
