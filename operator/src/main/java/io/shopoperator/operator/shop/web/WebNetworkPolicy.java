package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.SettingsSource;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.NetworkRules;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who may talk to the web pods: the ingress to the shop's port, Prometheus to the management port, and nobody else. */
public final class WebNetworkPolicy {
    private WebNetworkPolicy() {}

    public static NetworkPolicy desired(Shop shop, OperatorSettings settings) {
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.WEB))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(rules(settings.network()))
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyIngressRule> rules(SettingsSource.Network network) {
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        // without labels from everywhere, as an ingress controller may run on the nodes' own network
        Map<String, String> ingress = network.ingressNamespaceLabels();
        rules.add(NetworkRules.allow(ingress.isEmpty() ? List.of() : List.of(NetworkRules.namespaces(ingress)), 8080));
        if (!network.monitoringNamespaceLabels().isEmpty()) {
            rules.add(NetworkRules.allow(List.of(NetworkRules.namespaces(network.monitoringNamespaceLabels())), 9000));
        }
        return rules;
    }
}
