package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;

/** How the embedded database is reached. Made once, never applied again: a random password must not change by itself. */
public final class DatabaseCredentials {
    private DatabaseCredentials() {}

    public static Secret fresh(Shop shop, String password) {
        return new SecretBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withType("servicebinding.io/postgresql")
                .withData(Base64Data.of(Map.of(
                        "type", "postgresql",
                        "provider", "embedded",
                        "host", ShopNames.database(shop),
                        "port", "5432",
                        "database", "shop",
                        "username", "shop",
                        "password", password)))
                .build();
    }
}
