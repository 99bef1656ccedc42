package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.shopoperator.operator.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it installs a kind")
class ServiceMonitorIT {
    /** As much of the Prometheus operator's kind as is needed to be served. */
    private static final String KIND = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: servicemonitors.monitoring.coreos.com}
            spec:
              group: monitoring.coreos.com
              names: {kind: ServiceMonitor, listKind: ServiceMonitorList, plural: servicemonitors, singular: servicemonitor}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      required: [spec]
                      properties:
                        spec:
                          type: object
                          required: [endpoints, selector]
                          properties:
                            selector: {type: object, x-kubernetes-preserve-unknown-fields: true}
                            endpoints:
                              type: array
                              items: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;

    private static final ResourceDefinitionContext MONITORS = new ResourceDefinitionContext.Builder()
            .withGroup("monitoring.coreos.com")
            .withVersion("v1")
            .withKind("ServiceMonitor")
            .withPlural("servicemonitors")
            .withNamespaced(true)
            .build();

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final KindInTest kind = KindInTest.of(client, KIND);
    private final String namespace = server.namespace();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Clock clock = clock(now::get);

    @AfterEach
    void forgetTheKind() {
        kind.forget();
    }

    @Test
    void aShopIsScrapedOnceTheClusterKnowsTheKind() {
        try (RunningOperator operator = RunningOperator.with(
                TestSettings.with(Map.of("monitoring.labels.release", "prometheus")), clock, namespace)) {
            // Given a cluster without the kind
            ShopInTest shop = ShopInTest.serving(namespace, "tee");
            assertThat(server.operatorWrites(namespace)).noneMatch(write -> write.contains("servicemonitors"));

            // When
            kind.install();
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(11)));
            shop.patch("{\"replicas\":3}");

            // Then
            GenericKubernetesResource monitor = awaitMonitor();
            assertThat(monitor.getMetadata().getLabels())
                    .containsEntry("release", "prometheus")
                    .containsEntry("app.kubernetes.io/instance", "tee");
            assertThat(monitor.<List<Map<String, Object>>>get("spec", "endpoints"))
                    .containsExactly(Map.of("path", "/q/metrics", "targetPort", "management"));

            // and it comes back like every child
            client.genericKubernetesResources(MONITORS)
                    .inNamespace(namespace)
                    .withName("tee-web")
                    .delete();
            assertThat(awaitMonitor().getMetadata().getUid())
                    .isNotEqualTo(monitor.getMetadata().getUid());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void theSettingTurnsItOff() {
        kind.install();
        try (RunningOperator operator = RunningOperator.with(
                TestSettings.with(Map.of("monitoring.service-monitors", "false")), clock, namespace)) {
            ShopInTest.serving(namespace, "tee");

            assertThat(server.operatorWrites(namespace)).noneMatch(write -> write.contains("servicemonitors"));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private GenericKubernetesResource awaitMonitor() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> client.genericKubernetesResources(MONITORS)
                                .inNamespace(namespace)
                                .withName("tee-web")
                                .get(),
                        there -> there != null);
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
