/** Backups: one ShopBackup is one run, from its turn over the dump and its proof to its end. What is at the destination is the truth. */
package io.shopoperator.operator.backup;
