package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** The stable address of the embedded database. */
public final class DatabaseService {
    private DatabaseService() {}

    public static Service desired(Shop shop) {
        return new ServiceBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withNewSpec()
                .withType("ClusterIP")
                // there is one pod; while its volume is nearly full it is not ready, but must go on serving
                .withPublishNotReadyAddresses(true)
                .withSelector(ShopLabels.selector(shop, Component.DATABASE))
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
