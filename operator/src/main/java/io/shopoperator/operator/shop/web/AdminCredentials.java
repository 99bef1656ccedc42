package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;

/** The first administrator of the shop. Made once, read by the migration, never applied again. */
public final class AdminCredentials {
    private AdminCredentials() {}

    public static Secret fresh(Shop shop, String password) {
        return new SecretBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.admin(shop)))
                .withType("servicebinding.io/shop-admin")
                .withData(Base64Data.of(Map.of("type", "shop-admin", "username", "admin", "password", password)))
                .build();
    }
}
