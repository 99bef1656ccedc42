package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** The stable address of the web pods inside the cluster. */
public final class WebService {
    private WebService() {}

    public static Service desired(Shop shop) {
        return new ServiceBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(ShopLabels.selector(shop, Component.WEB))
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }
}
