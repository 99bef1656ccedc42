package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/**
 * Drains of nodes take the web pods one at a time, however many there are: Kubernetes reads their number from the Deployment, whoever says it. A single
 * pod goes, too, and customers wait for the next one: a drain that never ended would help nobody.
 */
public final class WebDisruptionBudget {
    private WebDisruptionBudget() {}

    public static PodDisruptionBudget desired(Shop shop) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                // pods that are broken anyway must not keep a node from being drained
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.WEB))
                .endSelector()
                .endSpec()
                .build();
    }
}
