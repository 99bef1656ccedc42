package io.shopoperator.operator.restore;

import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.kube.Hashes;

/** What a restore of a whole shop calls its databases and its backup: always the same for the same ShopRestore. */
final class WholeNames {
    /** As long as names of ShopBackups may be, less the digits. */
    private static final int LONGEST_NAME = 43;

    private WholeNames() {}

    /** The restored database, until it takes the place of the shop's. */
    static String beside(ShopRestore restore) {
        return "shop_restore_" + digits(restore);
    }

    /** The shop's former database, from then on. */
    static String old(ShopRestore restore) {
        return "shop_before_" + digits(restore);
    }

    /** The ShopBackup that is made just before. */
    static String safetyBackup(ShopRestore restore) {
        String name = restore.getMetadata().getName();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + digits(restore);
    }

    private static String digits(ShopRestore restore) {
        return Hashes.of(restore.getMetadata().getUid());
    }
}
