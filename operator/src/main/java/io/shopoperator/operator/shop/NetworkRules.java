package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What network policies are made of. */
public final class NetworkRules {
    private NetworkRules() {}

    /** Lets these peers reach the TCP ports; everybody, if there are none. */
    public static NetworkPolicyIngressRule allow(List<NetworkPolicyPeer> from, int... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .withPorts(IntStream.of(ports).mapToObj(NetworkRules::tcp).toList())
                .withFrom(from)
                .build();
    }

    /** Pods of the same namespace with these labels. */
    public static NetworkPolicyPeer pods(Map<String, String> labels) {
        return new NetworkPolicyPeerBuilder()
                .withNewPodSelector()
                .withMatchLabels(labels)
                .endPodSelector()
                .build();
    }

    /** All pods of the namespaces with these labels. */
    public static NetworkPolicyPeer namespaces(Map<String, String> labels) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .withMatchLabels(new TreeMap<>(labels))
                .endNamespaceSelector()
                .build();
    }

    private static NetworkPolicyPort tcp(int port) {
        return new NetworkPolicyPortBuilder()
                .withPort(new IntOrString(port))
                .withProtocol("TCP")
                .build();
    }
}
