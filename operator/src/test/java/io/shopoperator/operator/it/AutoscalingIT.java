package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.Shop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of web pods is handed over between the operator and an autoscaler; the test does what the autoscaler's controller would. */
class AutoscalingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();
    private RunningOperator operator;

    @BeforeEach
    void theOperatorRuns() {
        operator = RunningOperator.in(namespace);
    }

    @AfterEach
    void theOperatorHasLostNoWatch() {
        assertThat(operator.isAlive()).isTrue();
        operator.close();
    }

    @Test
    void takesOverAndGivesBackWithoutAPodMoreOrLess() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee", "replicas: 4");
        try (Numbers numbers = new Numbers(shop)) {

            shop.patch("{\"replicas\": null, \"autoscaling\": {\"maxReplicas\": 8}}");
            autoscalerDecides(shop);
            shop.awaitWeb(web -> !isTheOperators(web));
            shop.awaitCondition("AutoscalingActive", "True", "Autoscaling");
            scale(shop, 6);
            shop.patch("{\"autoscaling\": {\"maxReplicas\": 9}}");
            shop.await(
                    HorizontalPodAutoscaler.class,
                    "tee-web",
                    there -> there.getSpec().getMaxReplicas() == 9);
            shop.awaitObserved();
            shop.patch("{\"replicas\": 7, \"autoscaling\": null}");
            awaitNoAutoscaler(shop);
            shop.awaitWeb(web -> isTheOperators(web) && web.getSpec().getReplicas() == 7);

            assertThat(numbers.seen()).containsOnly(4, 6, 7);
            shop.webBecomesReady();
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(shop.condition("AutoscalingActive")).isEmpty();
        }
    }

    @Test
    void aShopThatIsAutoscaledFromTheBeginningBeginsWithItsFewest() {
        ShopInTest shop = ShopInTest.apply(namespace, "tee", "autoscaling: {minReplicas: 3, maxReplicas: 5}");
        shop.databaseBecomesReady();
        try (Numbers numbers = new Numbers(shop)) {

            shop.migrationSucceeds();
            shop.webBecomesReady();
            autoscalerDecides(shop);

            shop.awaitWeb(web -> !isTheOperators(web));
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(numbers.seen()).containsOnly(3);
            assertThat(shop.now().getStatus().replicas()).isEqualTo(3);
        }
    }

    @Test
    void anAutoscalerThatIsQuickerThanTheHandOverIsNotContradicted() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee", "replicas: 2");
        shop.patch("{\"replicas\": null, \"autoscaling\": {\"maxReplicas\": 8}}");
        shop.await(HorizontalPodAutoscaler.class, "tee-web", there -> true);
        operator.close();
        scale(shop, 5);
        try (Numbers numbers = new Numbers(shop)) {

            operator = RunningOperator.in(namespace);
            autoscalerDecides(shop);

            shop.awaitCondition("AutoscalingActive", "True", "Autoscaling");
            assertThat(shop.awaitWeb(web -> !isTheOperators(web)).getSpec().getReplicas())
                    .isEqualTo(5);
            assertThat(numbers.seen()).containsOnly(5);
        }
    }

    @Test
    void aShopThatLeavesTheNumberOutAgainHasTheDefault() {
        ShopInTest shop = autoscaled("autoscaling: {minReplicas: 3, maxReplicas: 5}");
        scale(shop, 5);
        try (Numbers numbers = new Numbers(shop)) {

            shop.patch("{\"autoscaling\": null}");

            awaitNoAutoscaler(shop);
            shop.awaitWeb(web -> isTheOperators(web) && web.getSpec().getReplicas() == 2);
            assertThat(numbers.seen()).containsOnly(5, 2);
        }
    }

    @Test
    void anAutoscalerThatWasDeletedOrEditedComesBackWithoutAPodLess() {
        ShopInTest shop = autoscaled("autoscaling: {maxReplicas: 8}");
        scale(shop, 6);
        String before = autoscaler(shop).getMetadata().getUid();
        try (Numbers numbers = new Numbers(shop)) {

            shop.child(HorizontalPodAutoscaler.class, "web").delete();
            shop.await(HorizontalPodAutoscaler.class, "tee-web", there -> !there.getMetadata()
                    .getUid()
                    .equals(before));
            shop.child(HorizontalPodAutoscaler.class, "web").edit(there -> new HorizontalPodAutoscalerBuilder(there)
                    .editSpec()
                    .withMinReplicas(1)
                    .endSpec()
                    .build());
            shop.await(
                    HorizontalPodAutoscaler.class,
                    "tee-web",
                    there -> there.getSpec().getMinReplicas() == 2);
            autoscalerDecides(shop);

            shop.awaitWeb(web -> !isTheOperators(web));
            assertThat(numbers.seen()).containsOnly(6);
        }
    }

    /** Kubernetes' autoscaler leaves a Deployment without pods alone. */
    @Test
    void aShopThatWasScaledAwayByHandComesBack() {
        ShopInTest shop = autoscaled("autoscaling: {minReplicas: 3, maxReplicas: 8}");

        client.apps().deployments().inNamespace(namespace).withName("tee-web").scale(0);

        shop.awaitWeb(web -> web.getSpec().getReplicas() == 3);
    }

    @Test
    void whatTheAutoscalerLacksIsToldAndCustomersAreServed() {
        ShopInTest shop = autoscaled("autoscaling: {maxReplicas: 8}");

        autoscalerSays(shop, "False", "FailedGetContainerResourceMetric", "no metrics known for pods");

        assertThat(shop.awaitCondition("AutoscalingActive", "False", "MetricsMissing")
                        .getMessage())
                .contains("Install metrics-server", "no metrics known for pods");
        assertThat(shop.condition("Ready").orElseThrow().getReason()).isEqualTo("Serving");
        assertThat(shop.condition("Stalled")).isEmpty();
        autoscalerDecides(shop);
        shop.awaitCondition("AutoscalingActive", "True", "Autoscaling");
    }

    @Test
    void aRestartedOperatorWritesNothingToAnAutoscaledShop() {
        ShopInTest shop = autoscaled("autoscaling: {maxReplicas: 8}");
        scale(shop, 4);
        shop.webBecomesReady();
        await().atMost(PATIENCE).until(() -> shop.now().getStatus().replicas() == 4);
        operator.close();
        List<String> before = server.operatorWrites(namespace);

        operator = RunningOperator.in(namespace);
        ShopInTest.apply(namespace, "later", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");

        assertThat(server.operatorWrites(namespace).stream().filter(write -> !write.contains("later")))
                .containsExactlyElementsOf(before);
    }

    /** As {@code kubectl scale} does it. */
    @Test
    void aShopIsScaledByItsScaleSubresourceAlsoIfItSaysNoNumber() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");

        scaleTheShop(4);

        shop.awaitWeb(web -> web.getSpec().getReplicas() == 4);
        assertThat(shop.now().getSpec().replicas()).isEqualTo(4);
    }

    @Test
    void anAutoscaledShopIsNotScaledByHand() {
        autoscaled("autoscaling: {maxReplicas: 8}");

        assertThatThrownBy(() -> scaleTheShop(4))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("replicas and autoscaling exclude each other");
    }

    private void scaleTheShop(int replicas) {
        client.resources(Shop.class)
                .inNamespace(namespace)
                .withName("tee")
                .subresource("scale")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + replicas + "}}");
    }

    /** A shop that serves and whose number of web pods is the autoscaler's. */
    private ShopInTest autoscaled(String line) {
        ShopInTest shop = ShopInTest.serving(namespace, "tee", line);
        autoscalerDecides(shop);
        shop.awaitWeb(web -> !isTheOperators(web));
        shop.awaitCondition("AutoscalingActive", "True", "Autoscaling");
        return shop;
    }

    private HorizontalPodAutoscaler autoscaler(ShopInTest shop) {
        return shop.await(HorizontalPodAutoscaler.class, "tee-web", there -> true);
    }

    private void awaitNoAutoscaler(ShopInTest shop) {
        await().atMost(PATIENCE)
                .until(() -> shop.child(HorizontalPodAutoscaler.class, "web").get() == null);
    }

    private void autoscalerDecides(ShopInTest shop) {
        autoscalerSays(shop, "True", "ValidMetricFound", "able to calculate a replica count");
    }

    /** It has said so for a while. */
    private void autoscalerSays(ShopInTest shop, String active, String reason, String message) {
        String since = Instant.now()
                .minus(Duration.ofMinutes(10))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        autoscaler(shop);
        shop.child(HorizontalPodAutoscaler.class, "web").editStatus(there -> new HorizontalPodAutoscalerBuilder(there)
                .withNewStatus()
                .withDesiredReplicas(2)
                .addNewCondition()
                .withType("AbleToScale")
                .withStatus("True")
                .withReason("ReadyForNewScale")
                .withLastTransitionTime(since)
                .endCondition()
                .addNewCondition()
                .withType("ScalingActive")
                .withStatus(active)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus()
                .build());
    }

    /** As the autoscaler does it. */
    private void scale(ShopInTest shop, int replicas) {
        client.apps().deployments().inNamespace(namespace).withName("tee-web").scale(replicas);
        shop.awaitWeb(web -> web.getSpec().getReplicas() == replicas);
    }

    private static boolean isTheOperators(Deployment web) {
        return web.getMetadata().getManagedFields().stream()
                .filter(entry -> "shop-operator".equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .anyMatch(entry -> Serialization.asJson(entry.getFieldsV1()).contains("\"f:replicas\""));
    }

    /** Every number of web pods that was ever asked for, from now on. */
    private final class Numbers implements AutoCloseable, Watcher<Deployment> {
        private final List<Integer> numbers = new CopyOnWriteArrayList<>();
        private final Watch watch;

        Numbers(ShopInTest shop) {
            watch = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(shop.name() + "-web")
                    .watch(this);
        }

        List<Integer> seen() {
            return List.copyOf(numbers);
        }

        @Override
        public void eventReceived(Action action, Deployment web) {
            numbers.add(web.getSpec().getReplicas());
        }

        @Override
        public void onClose(WatcherException failure) {
            // the numbers that were seen until then are looked at
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
