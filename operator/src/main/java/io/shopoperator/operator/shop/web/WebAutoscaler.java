package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.shopoperator.api.v1alpha1.AutoscalingSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** Adds web pods and takes them away, as their use of CPU asks for; how fast is Kubernetes' default: up at once, down after five quiet minutes. */
public final class WebAutoscaler {
    private WebAutoscaler() {}

    /** The autoscaler of a shop whose spec asks for one. */
    public static HorizontalPodAutoscaler desired(Shop shop) {
        AutoscalingSpec spec = shop.getSpec().autoscaling();
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .withNewSpec()
                .withNewScaleTargetRef()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(ShopNames.web(shop))
                .endScaleTargetRef()
                .withMinReplicas(spec.minReplicas())
                .withMaxReplicas(spec.maxReplicas())
                .addNewMetric()
                // of the shop alone: a container that somebody has added need not ask for CPU
                .withType("ContainerResource")
                .withNewContainerResource()
                .withContainer(WebDeployment.CONTAINER)
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(spec.targetCPUUtilizationPercentage())
                .endTarget()
                .endContainerResource()
                .endMetric()
                .endSpec()
                .build();
    }
}
