/** Orders, or whole shops, come back from backups: one ShopRestore is one restore, from its preview over its approval to its end. */
package io.shopoperator.operator.restore;
