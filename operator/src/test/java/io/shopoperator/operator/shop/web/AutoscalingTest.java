package io.shopoperator.operator.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a spec, a Deployment and an autoscaler to how many web pods there are and who says so, and to what is told of it. */
class AutoscalingTest {
    private static final String SINCE = "2026-11-23T11:58:00Z";
    private static final String SOON = "2026-11-23T11:59:59Z";
    private static final String LATE = "2026-11-23T12:00:00Z";
    private static final String BLIND = "FailedGetContainerResourceMetric";

    private Shop shop = shop("autoscaling: {minReplicas: 3, maxReplicas: 6}");
    private Optional<Deployment> web = Optional.of(web(4, 4));
    private Optional<HorizontalPodAutoscaler> autoscaler = Optional.of(autoscaler("True", "True", "ValidMetricFound"));
    private Optional<Condition> told = Optional.empty();
    private List<Pod> pods = List.of();

    @ParameterizedTest
    @CsvSource({"'', 2", "replicas: 5, 5"})
    void aFixedNumberIsTheSpecs(String spec, int replicas) {
        shop = shop(spec);
        autoscaler = Optional.empty();

        assertThat(autoscaling().replicas()).contains(replicas);
        assertThat(autoscaling().desired()).isEmpty();
        assertThat(autoscaling().obsolete()).isEmpty();
    }

    @Test
    void aNewShopBeginsWithTheFewest() {
        web = Optional.empty();
        autoscaler = Optional.empty();

        assertThat(autoscaling().replicas()).contains(3);
        assertThat(autoscaling().desired()).as("nothing to look at yet").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 4", "9, 6"})
    void thePodsStayAsTheyAreUntilTheAutoscalerIsThere(int running, int replicas) {
        web = Optional.of(web(running, running));
        autoscaler = Optional.empty();

        assertThat(autoscaling().replicas()).contains(replicas);
        assertThat(autoscaling().desired()).isPresent();
    }

    @Test
    void onceItIsThereNobodyElseSaysHowMany() {
        assertThat(autoscaling().replicas()).isEmpty();
        assertThat(autoscaling().wanted()).isEqualTo(4);
        assertThat(autoscaling().obsolete()).isEmpty();
    }

    @Test
    void theNumberComesBackOnlyOnceTheAutoscalerIsGone() {
        shop = shop("replicas: 5");

        assertThat(autoscaling().desired()).isEmpty();
        assertThat(autoscaling().obsolete()).isPresent();
        assertThat(autoscaling().replicas()).as("while it is there").isEmpty();
        autoscaler = Optional.empty();
        assertThat(autoscaling().replicas()).contains(5);
    }

    /** The autoscaler does nothing about it. */
    @Test
    void aDeploymentThatIsLostOrWithoutPodsGetsTheFewest() {
        web = Optional.of(web(0, 0));
        assertThat(autoscaling().replicas()).contains(3);

        web = Optional.empty();
        assertThat(autoscaling().replicas()).contains(3);
    }

    @Test
    void aShopWithAFixedNumberIsToldNothing() {
        shop = shop("replicas: 5");

        assertThat(autoscaling().verdict(told, Instant.parse(LATE))).isEmpty();
    }

    @Test
    void whatItDoesIsTold() {
        assertThat(verdict(LATE)).isEqualTo("True Autoscaling");
        assertThat(message(LATE))
                .isEqualTo("There are 3 to 6 web pods, so many that they use 70 % of the CPU they ask for.");
    }

    @Test
    void oneThatIsAtItsMaximumSaysSo() {
        autoscaler = autoscaler.map(there -> there.edit()
                .editStatus()
                .addNewCondition()
                .withType("ScalingLimited")
                .withStatus("True")
                .withReason("TooManyReplicas")
                .endCondition()
                .endStatus()
                .build());

        assertThat(verdict(LATE)).isEqualTo("True AutoscalerAtMaximum");
        assertThat(message(LATE)).contains("maxReplicas lets be: 6");
    }

    @Test
    void aClusterWithoutRoomIsToldInItsWords() {
        pods = List.of(new PodBuilder()
                .withNewMetadata()
                .withName("tee-web-x")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/2 nodes are available: 2 Insufficient cpu.")
                .endCondition()
                .endStatus()
                .build());
        assertThat(verdict(LATE)).isEqualTo("True AutoscalerOutOfRoom");
        assertThat(message(LATE))
                .isEqualTo(
                        "The autoscaler asks for 4 web pods, and the cluster has no room for all of them: "
                                + "0/2 nodes are available: 2 Insufficient cpu. Make room, or lower spec.autoscaling.maxReplicas.");

        pods = List.of();
        web = Optional.of(web(4, 2)
                .edit()
                .editStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withMessage("pods \"tee-web-x\" is forbidden: exceeded quota: small")
                .endCondition()
                .endStatus()
                .build());
        assertThat(message(LATE)).contains("exceeded quota: small. Make room");
    }

    @Test
    void oneThatIsNewIsNoTrouble() {
        autoscaler = Optional.empty();
        assertThat(verdict(LATE)).isEqualTo("Unknown AutoscalerStarting");

        autoscaler = Optional.of(autoscaler("True", "False", BLIND));
        assertThat(verdict(SOON)).isEqualTo("Unknown AutoscalerStarting");
    }

    @Test
    void missingFiguresAreToldWithWhatToDo() {
        autoscaler = Optional.of(autoscaler("True", "False", BLIND));

        assertThat(verdict(LATE)).isEqualTo("False MetricsMissing");
        assertThat(message(LATE)).contains("Install metrics-server").endsWith("The autoscaler says: no figures.");
    }

    @Test
    void figuresThatGoMissingAreWaitedForAWhile() {
        // Given
        autoscaler = Optional.of(autoscaler("True", "False", BLIND));
        told = told("True");

        // When, Then
        assertThat(verdict(SOON)).isEqualTo("True Autoscaling");
        assertThat(verdict(LATE)).isEqualTo("False MetricsMissing");
        told = told("False");
        assertThat(verdict(SOON)).as("not after it was told").isEqualTo("False MetricsMissing");
    }

    @Test
    void aPodThatHasNotServedForLongNeedsNoFigures() {
        autoscaler = Optional.of(autoscaler("True", "False", BLIND));

        web = Optional.of(web(3, 0));
        assertThat(verdict("2026-11-23T13:00:00Z")).isEqualTo("Unknown AutoscalerStarting");

        web = Optional.of(web(3, 3)
                .edit()
                .editStatus()
                .addNewCondition()
                .withType("Available")
                .withStatus("True")
                .withLastTransitionTime("2026-11-23T12:59:00Z")
                .endCondition()
                .endStatus()
                .build());
        assertThat(verdict("2026-11-23T13:00:00Z")).isEqualTo("Unknown AutoscalerStarting");
        assertThat(verdict("2026-11-23T13:01:00Z")).isEqualTo("False MetricsMissing");
    }

    @Test
    void whatElseKeepsItIsToldInItsWords() {
        autoscaler = Optional.of(autoscaler("False", "True", "FailedUpdateScale"));

        assertThat(verdict(LATE)).isEqualTo("False AutoscalerFailed");
        assertThat(message(LATE)).contains("The autoscaler says: no figures.");
    }

    @Test
    void figuresAreNoNews() {
        HorizontalPodAutoscaler before = autoscaler.orElseThrow();
        HorizontalPodAutoscaler figures = before.edit()
                .editMetadata()
                .withResourceVersion("2")
                .endMetadata()
                .editStatus()
                .withCurrentReplicas(4)
                .addNewCurrentMetric()
                .withType("ContainerResource")
                .endCurrentMetric()
                .endStatus()
                .build();

        assertThat(Autoscaling.isNews(figures, before)).isFalse();
        assertThat(Autoscaling.isNews(autoscaler("True", "False", BLIND), before))
                .isTrue();
        assertThat(Autoscaling.isNews(
                        before.edit()
                                .editOrNewSpec()
                                .withMaxReplicas(9)
                                .endSpec()
                                .build(),
                        before))
                .isTrue();
    }

    private Autoscaling autoscaling() {
        return new Autoscaling(shop, web, autoscaler, pods);
    }

    private String verdict(String now) {
        Autoscaling.Verdict verdict =
                autoscaling().verdict(told, Instant.parse(now)).orElseThrow();
        return verdict.status() + " " + verdict.finding().reason().word();
    }

    private String message(String now) {
        return autoscaling()
                .verdict(told, Instant.parse(now))
                .orElseThrow()
                .finding()
                .message();
    }

    private static HorizontalPodAutoscaler autoscaler(String able, String active, String reason) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName("tee-web")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("AbleToScale")
                .withStatus(able)
                .withReason(reason)
                .withMessage("no figures")
                .withLastTransitionTime(SINCE)
                .endCondition()
                .addNewCondition()
                .withType("ScalingActive")
                .withStatus(active)
                .withReason(reason)
                .withMessage("no figures")
                .withLastTransitionTime(SINCE)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Deployment web(int replicas, int ready) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .withNewStatus()
                .withReadyReplicas(ready)
                .endStatus()
                .build();
    }

    private static Optional<Condition> told(String status) {
        return Optional.of(new ConditionBuilder()
                .withType("AutoscalingActive")
                .withStatus(status)
                .build());
    }

    private static Shop shop(String line) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555}
                spec:
                  image: i
                  host: h
                  %s
                """.formatted(line), Shop.class);
    }
}
