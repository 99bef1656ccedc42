package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** The stable address of the web pods inside the cluster. */
public final class WebService {
    private WebService() {}

    public static Service desired(Shop shop) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(ShopNames.web(shop))
                .withNamespace(shop.getMetadata().getNamespace())
                .withLabels(ShopLabels.of(shop, Component.WEB))
                .withOwnerReferences(Owners.reference(shop))
                .endMetadata()
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
