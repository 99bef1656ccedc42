package io.shopoperator.operator.shop.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.PointInTimeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the receiver's pod to what a shop tells of it. */
class PointInTimeTest {
    private static final String SINCE = "2026-11-23T11:58:00Z";
    private static final String FROM =
            "{\"command\":\"receive\",\"status\":\"Succeeded\",\"from\":\"2026-11-21T10:00:41Z\",\"system\":\"7445522441234567890\"}";

    private Shop shop = shop("pointInTime: {enabled: true}", "");
    private Optional<Deployment> receiver = Optional.of(receiver("True"));
    private Pod pod = pod("");
    private String event = "";
    private Optional<Condition> told = Optional.empty();

    @Test
    void aShopThatWantsNoneIsToldNothing() {
        shop = shop("suspend: false", "");

        assertThat(at(SINCE).verdict()).isEmpty();
        assertThat(at(SINCE).status()).isNull();
    }

    @Test
    void whatTheProgramSaidOfTheBeginningIsTold() {
        pod = pod(FROM);

        assertThat(verdict(SINCE)).isEqualTo("True PointInTimeAvailable");
        assertThat(at(SINCE).verdict().orElseThrow().finding().message()).contains("since 2026-11-21T10:00:41Z");
        assertThat(at(SINCE).status())
                .isEqualTo(new PointInTimeStatus("2026-11-21T10:00:41Z", null, "7445522441234567890"));
    }

    @Test
    void aPodThatHasSaidNothingYetChangesNothingThatWasTold() {
        shop = shop(
                "pointInTime: {enabled: true}",
                "status: {backup: {pointInTime: {from: \"2026-11-20T10:00:41Z\", system: \"7445522441234567890\"}}}");

        assertThat(at(SINCE).status())
                .isEqualTo(new PointInTimeStatus("2026-11-20T10:00:41Z", null, "7445522441234567890"));
    }

    @Test
    void theFirstBaseBackupIsNoTrouble() {
        receiver = Optional.of(receiver("False"));

        assertThat(verdict("2026-11-23T12:30:00Z")).isEqualTo("Unknown PointInTimeStarting");
        event = "Readiness probe failed: BaseBackupRunning: the first base backup is being made.";
        assertThat(verdict("2026-11-23T12:30:00Z")).isEqualTo("Unknown PointInTimeStarting");
        receiver = Optional.empty();
        assertThat(verdict(SINCE)).isEqualTo("Unknown PointInTimeStarting");
    }

    @Test
    void baseBackupsThatFailLoseNothingYet() {
        receiver = Optional.of(receiver("False"));
        event =
                "Readiness probe failed: BaseBackupLate: the log is stored, but no base backup could be made for a day.";

        assertThat(verdict("2026-11-23T12:30:00Z")).isEqualTo("False LogNotStored");
        assertThat(at("2026-11-23T12:30:00Z").verdict().orElseThrow().finding().message())
                .startsWith("BaseBackupLate: the log is stored");
    }

    @Test
    void whatKeepsItIsToldInTheProgramsWords() {
        receiver = Optional.of(receiver("False"));
        event =
                "Readiness probe failed: BucketMissing: There is no bucket. What was written until 2026-11-23T11:57:03Z is stored.";

        assertThat(verdict(SINCE)).isEqualTo("False LogNotStored");
        assertThat(at(SINCE).verdict().orElseThrow().finding().message())
                .endsWith("BucketMissing: There is no bucket. What was written until 2026-11-23T11:57:03Z is stored.");
        assertThat(at(SINCE).status().to()).isEqualTo("2026-11-23T11:57:03Z");
    }

    @Test
    void aPodThatIsReplacedIsWaitedForAWhile() {
        // Given
        receiver = Optional.of(receiver("False"));
        told = Optional.of(condition("True"));

        // When, Then
        assertThat(verdict("2026-11-23T11:59:29Z")).isEqualTo("True PointInTimeAvailable");
        assertThat(verdict("2026-11-23T11:59:30Z")).isEqualTo("False LogNotStored");
        told = Optional.of(condition("False"));
        assertThat(verdict("2026-11-23T11:58:01Z")).as("not after it was told").isEqualTo("False LogNotStored");
    }

    private String verdict(String now) {
        BackupSummary.Verdict verdict = at(now).verdict().orElseThrow();
        return verdict.status() + " " + verdict.finding().reason().word();
    }

    private PointInTime at(String now) {
        List<Event> events = event.isEmpty()
                ? List.of()
                : List.of(new EventBuilder()
                        .withNewMetadata()
                        .withCreationTimestamp(SINCE)
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withUid("pod")
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason("Unhealthy")
                        .withMessage(event)
                        .build());
        return new PointInTime(shop, receiver, List.of(pod), events, told, Instant.parse(now));
    }

    private static Deployment receiver(String available) {
        return new DeploymentBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("Available")
                .withStatus(available)
                .withLastTransitionTime(SINCE)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(String said) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("tee-log-receiver-x")
                .withUid("pod")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(0)
                .withMessage(said)
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Condition condition(String status) {
        return new ConditionBuilder()
                .withType("PointInTimeAvailable")
                .withStatus(status)
                .build();
    }

    private static Shop shop(String backup, String status) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-11-20T12:00:00Z"}
                spec: {image: i, host: h, backup: {%s}}
                %s
                """.formatted(backup, status), Shop.class);
    }
}
