/** Puts a whole database in the place of the shop's: what the command {@code database restore} does. */
package io.shopoperator.shop.restore.whole;
