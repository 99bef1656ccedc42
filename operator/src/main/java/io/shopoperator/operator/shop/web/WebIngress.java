package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.TlsSpec;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;

/** The way in for customers. Without a certificate of its own the host gets the controller's default one. */
public final class WebIngress {
    private WebIngress() {}

    public static Ingress desired(Shop shop, OperatorSettings settings) {
        String host = shop.getSpec().host();
        String className = shop.getSpec().exposure().ingressClassName();
        return new IngressBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .withNewSpec()
                .withIngressClassName(
                        className != null
                                ? className
                                : settings.ingress().className().orElse(null))
                .withTls(tls(host, shop.getSpec().exposure().tls()))
                .addNewRule()
                .withHost(host)
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(ShopNames.web(shop))
                .withNewPort()
                .withName("http")
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build();
    }

    private static IngressTLS tls(String host, TlsSpec tls) {
        return new IngressTLSBuilder()
                .withHosts(host)
                .withSecretName(tls == null ? null : tls.secretRef().name())
                .build();
    }
}
