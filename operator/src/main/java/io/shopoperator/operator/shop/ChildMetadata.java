package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.shopoperator.api.v1alpha1.DeletionSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.util.List;

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

    /** The same of one that holds data: whether it disappears with its shop is said by the shop's deletion policy. */
    public static ObjectMeta ofData(Shop shop, Component component, String name) {
        ObjectMeta metadata = of(shop, component, name);
        metadata.setOwnerReferences(ownersOfData(shop));
        return metadata;
    }

    /** The shop, if its data, and what tells of them, disappear with it. */
    public static List<OwnerReference> ownersOfData(Shop shop) {
        return shop.getSpec().deletion().policy() == DeletionSpec.Policy.DELETE
                ? List.of(Owners.reference(shop))
                : List.of();
    }
}
