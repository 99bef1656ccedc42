package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** What the binding needs beside CloudNativePG's Secret, and whether the database has ever been ready. */
public final class ClusterConfig {
    public static final String PROVIDER = "cloudnativepg";

    private ClusterConfig() {}

    public static ConfigMap desired(Shop shop, boolean initialized) {
        return new ConfigMapBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .addToData("initialized", Boolean.toString(initialized))
                .addToData("provider", PROVIDER)
                .addToData("type", "postgresql")
                .build();
    }
}
