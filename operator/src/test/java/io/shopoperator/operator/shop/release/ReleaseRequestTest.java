package io.shopoperator.operator.shop.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseRequestTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 7",
                "autoscaling: {maxReplicas: 7}",
                "suspend: true",
                "deletion: {policy: Delete}",
                "backup: {suspend: true}",
                "origin: {fromBackup: {}}",
                "database: {embedded: {storageClassName: fast, keepFormerVolumeForHours: 48}}",
                "size: small"
            })
    void whatIsNoReleaseAsksForTheSame(String change) {
        assertThat(request(change)).isEqualTo(request("replicas: 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size: medium",
                "database: {embedded: {storage: 6Gi}}",
                "database: {external: {bindingSecretRef: {name: db}}}",
                "database: {cloudNativePg: {}}",
                "sessions: {idleTimeout: 1h}",
                "mail: {bindingSecretRef: {name: smtp}}",
                "release: {rollbackOnFailure: false}",
                "release: {progressDeadline: 1h}",
                "exposure: {ingressClassName: nginx}",
                "exposure: {tls: {secretRef: {name: tls}}}"
            })
    void aRemedyAsksAnew(String change) {
        assertThat(request(change)).isNotEqualTo(request("replicas: 2"));
    }

    @Test
    void moreInstancesAreARemedy() {
        assertThat(request("database: {cloudNativePg: {instances: 3}}"))
                .isNotEqualTo(request("database: {cloudNativePg: {instances: 2}}"));
    }

    /** A new version of the operator that gave another answer would try every failed release again. */
    @Test
    void staysTheSameOverVersionsOfTheOperator() {
        assertThat(request("replicas: 2")).isEqualTo("dedbc495");
    }

    private static String request(String line) {
        return ReleaseRequest.of(YAML.unmarshal("""
                apiVersion: shop-operator.io/v1alpha1
                kind: Shop
                metadata: {name: tee}
                spec:
                  image: registry.example.com/shop-app:1.0.0
                  host: tee.example.com
                  %s
                """.formatted(line), Shop.class));
    }
}
