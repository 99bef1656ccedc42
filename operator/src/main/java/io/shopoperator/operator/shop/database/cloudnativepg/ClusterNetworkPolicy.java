package io.shopoperator.operator.shop.database.cloudnativepg;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.NetworkRules;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.database.DatabaseNetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who reaches the instances: what of the shop needs its database, the instances each other, CloudNativePG's operator, and Prometheus. */
public final class ClusterNetworkPolicy {
    private static final int POSTGRESQL = 5432;

    /** Where an instance tells how it does. */
    private static final int STATUS = 8000;

    private static final int METRICS = 9187;

    private ClusterNetworkPolicy() {}

    public static NetworkPolicy desired(Shop shop, OperatorSettings settings) {
        Map<String, String> instances = Map.of(PostgresCluster.LABEL, ShopNames.database(shop));
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(instances)
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(rules(shop, settings, instances))
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyIngressRule> rules(
            Shop shop, OperatorSettings settings, Map<String, String> instances) {
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        rules.add(NetworkRules.allow(DatabaseNetworkPolicy.guests(shop), POSTGRESQL));
        rules.add(NetworkRules.allow(List.of(NetworkRules.pods(instances)), POSTGRESQL, STATUS));
        rules.add(NetworkRules.allow(List.of(operator(settings)), POSTGRESQL, STATUS));
        Map<String, String> monitoring = settings.network().monitoringNamespaceLabels();
        if (!monitoring.isEmpty()) {
            rules.add(NetworkRules.allow(List.of(NetworkRules.namespaces(monitoring)), METRICS));
        }
        return rules;
    }

    private static NetworkPolicyPeer operator(OperatorSettings settings) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of(
                        "kubernetes.io/metadata.name",
                        settings.database().cloudNativePg().operatorNamespace()))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of("app.kubernetes.io/name", "cloudnative-pg"))
                .endPodSelector()
                .build();
    }
}
