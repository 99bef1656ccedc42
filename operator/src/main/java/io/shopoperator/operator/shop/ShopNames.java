package io.shopoperator.operator.shop;

import io.shopoperator.api.v1alpha1.Shop;

/** The one place that names a shop's children. */
public final class ShopNames {
    private ShopNames() {}

    public static String web(Shop shop) {
        return name(shop) + "-web";
    }

    /** What runs the database, and all that belongs to it alone; with CloudNativePG, its Cluster. */
    public static String database(Shop shop) {
        return name(shop) + "-database";
    }

    /** The volume of the embedded database. It outlives the shop unless the spec says otherwise. */
    public static String volume(Shop shop) {
        return "data-" + database(shop) + "-0";
    }

    public static String admin(Shop shop) {
        return name(shop) + "-admin";
    }

    /** The migration of one release; {@code release} is the short hash of its image and database. */
    public static String migration(Shop shop, String release) {
        return name(shop) + "-migrate-" + release;
    }

    /** The volume that backups are stored on, and the ConfigMap of the program that makes them. */
    public static String backup(Shop shop) {
        return name(shop) + "-backup";
    }

    /** The reading of one page of what is at the backups' destination. */
    public static String ledger(Shop shop, String page) {
        return name(shop) + "-ledger-" + page;
    }

    /** The filling of a new database from a backup; {@code asked} is a fingerprint of what was asked for. */
    public static String origin(Shop shop, String asked) {
        return name(shop) + "-origin-" + asked;
    }

    /** What receives the database's write-ahead log and stores it with the backups. */
    public static String logReceiver(Shop shop) {
        return name(shop) + "-log-receiver";
    }

    /** The Secret the database is reached by: the operator's own, CloudNativePG's for its Cluster, or the one the spec names. */
    public static String binding(Shop shop) {
        var database = shop.getSpec().database();
        if (database.external() != null)
            return database.external().bindingSecretRef().name();
        return database.cloudNativePg() == null ? database(shop) : database(shop) + "-app";
    }

    private static String name(Shop shop) {
        return shop.getMetadata().getName();
    }
}
