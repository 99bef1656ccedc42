package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Optional;

/** The stable address of the embedded database, and those by which a move tells the database from its copy. */
public final class DatabaseService {
    private DatabaseService() {}

    /** Where customers' pods connect to; {@code instance} is the one that it leads to. */
    public static Service desired(Shop shop, Optional<String> instance) {
        return leading(shop, ShopNames.database(shop), Component.DATABASE, instance);
    }

    /** While a move is under way: to the database that is moved. */
    public static Service moveFrom(Shop shop) {
        return leading(shop, ShopNames.moveFrom(shop), Component.MOVE, ShopNames.instance(shop));
    }

    /** While a move is under way: to the copy. */
    public static Service moveTo(Shop shop, String id) {
        return leading(shop, ShopNames.moveTo(shop), Component.MOVE, Optional.of(id));
    }

    private static Service leading(Shop shop, String name, Component component, Optional<String> instance) {
        return new ServiceBuilder()
                .withMetadata(ChildMetadata.of(shop, component, name))
                .withNewSpec()
                .withType("ClusterIP")
                // it leads to one pod; while its volume is nearly full it is not ready, but must go on serving
                .withPublishNotReadyAddresses(true)
                .withSelector(ShopLabels.selector(shop, Component.DATABASE))
                .addToSelector("statefulset.kubernetes.io/pod-name", ShopNames.databasePod(shop, instance))
                .addNewPort()
                .withName("postgresql")
                .withPort(5432)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString("postgresql"))
                .endPort()
                .endSpec()
                .build();
    }
}
