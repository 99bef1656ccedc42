package io.shopoperator.operator.shop;

import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import java.util.Optional;

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
        return volume(shop, instance(shop));
    }

    /** The volume of one instance of the database, e.g. of the copy that a move makes. */
    public static String volume(Shop shop, Optional<String> instance) {
        return "data-" + databasePod(shop, instance);
    }

    /** The StatefulSet of the embedded database. */
    public static String databaseSet(Shop shop) {
        return databaseSet(shop, instance(shop));
    }

    /** The StatefulSet of one instance: the first is called like the Service, those that a move makes by the move, and short, for labels are made of it. */
    public static String databaseSet(Shop shop, Optional<String> instance) {
        return instance.map(id -> name(shop) + "-db-" + id).orElseGet(() -> database(shop));
    }

    /** The pod of one instance. */
    public static String databasePod(Shop shop, Optional<String> instance) {
        return databaseSet(shop, instance) + "-0";
    }

    /** The instance of the database that customers are served by; empty until it has moved. */
    public static Optional<String> instance(Shop shop) {
        return Optional.ofNullable(shop.getStatus()).map(ShopStatus::database).map(DatabaseStatus::instance);
    }

    /** The ConfigMap of the program that moves a database. */
    public static String move(Shop shop) {
        return name(shop) + "-move";
    }

    /** The address of the database that is moved, and what its copy follows. */
    public static String moveFrom(Shop shop) {
        return move(shop) + "-from";
    }

    /** The address of the copy. */
    public static String moveTo(Shop shop) {
        return move(shop) + "-to";
    }

    /** One step of a move; {@code id} tells it from other moves. */
    public static String move(Shop shop, String id, String step) {
        return move(shop) + "-" + id + "-" + step;
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
