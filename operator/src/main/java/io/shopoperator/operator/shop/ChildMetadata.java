package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.shop.ShopLabels.Component;

/** What the metadata of a shop's children have in common. */
public final class ChildMetadata {
    private ChildMetadata() {}

    /** Of a child in the shop's namespace that is found by its labels and disappears with its shop. */
    public static ObjectMeta of(Shop shop, Component component, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(shop.getMetadata().getNamespace())
                .withLabels(ShopLabels.of(shop, component))
                .withOwnerReferences(Owners.reference(shop))
                .build();
    }
}
