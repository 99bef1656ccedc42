package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;

/** The cluster under test, as KUBECONFIG names it. The operator runs in it and its registry holds the images. */
public final class Cluster {
    /** Where the chart was installed. */
    public static final String OPERATOR_NAMESPACE = "shop-operator";

    private static final KubernetesClient CLIENT = connect();

    private Cluster() {}

    private static KubernetesClient connect() {
        Config config = Config.autoConfigure(null);
        if (config.getClientCertData() != null) {
            // a key in PKCS #8 does not say its kind in the first line, and the client would take it for RSA
            config.setClientKeyAlgo(kindOfKey(config.getClientCertData()));
        }
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static String kindOfKey(String certificate) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getMimeDecoder().decode(certificate)))
                    .getPublicKey()
                    .getAlgorithm();
        } catch (CertificateException e) {
            throw new IllegalStateException("KUBECONFIG holds a client certificate that cannot be read", e);
        }
    }

    /** One client for the whole run; it is closed with the JVM. */
    public static KubernetesClient client() {
        return CLIENT;
    }

    /** Shops as anybody may write them: what the typed kind could not even express goes through as well. */
    public static MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> untypedShops() {
        return CLIENT.genericKubernetesResources("shop-operator.io/v1alpha1", "Shop");
    }

    /** The shop software in a version, e.g. {@code 1.0.0}. */
    public static String shopImage(String version) {
        return image("shop-app:" + version);
    }

    /** An image of the cluster's registry; the pods pull it under this name. */
    public static String image(String repositoryAndTag) {
        return setting("image.registry", "IMAGE_REGISTRY", "172.30.0.1:5000") + "/" + repositoryAndTag;
    }

    /** The port of this machine on which the ingress serves HTTPS. */
    public static int httpsPort() {
        return Integer.parseInt(setting("ingress.httpsPort", "INGRESS_HTTPS_PORT", "8443"));
    }

    /** Who did what, in the words of the API server. */
    public static Path auditLog() {
        return Path.of(setting("cluster.dir", "CLUSTER_DIR", "/var/tmp/shop-cluster"), "log", "audit.log");
    }

    private static String setting(String property, String variable, String otherwise) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank())
                .orElse(otherwise);
    }
}
