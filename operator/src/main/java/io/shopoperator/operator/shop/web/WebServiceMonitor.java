package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;
import java.util.TreeMap;

/** Tells Prometheus to scrape the web pods' management port. */
public final class WebServiceMonitor {
    private WebServiceMonitor() {}

    public static ServiceMonitor desired(Shop shop, OperatorSettings settings) {
        Map<String, String> labels = new TreeMap<>(settings.monitoring().labels());
        labels.putAll(ShopLabels.of(shop, Component.WEB));
        return new ServiceMonitorBuilder()
                .withNewMetadata()
                .withName(ShopNames.web(shop))
                .withNamespace(shop.getMetadata().getNamespace())
                .withLabels(labels)
                .withOwnerReferences(Owners.reference(shop))
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.WEB))
                .endSelector()
                .addNewEndpoint()
                .withTargetPort(new IntOrString("management"))
                .withPath("/q/metrics")
                .endEndpoint()
                .endSpec()
                .build();
    }
}
