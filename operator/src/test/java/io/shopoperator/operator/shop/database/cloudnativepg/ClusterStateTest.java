package io.shopoperator.operator.shop.database.cloudnativepg;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.database.DatabaseState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterStateTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String HEALTHY =
            "phase: Cluster in healthy state, readyInstances: 2, currentPrimary: tee-database-1, targetPrimary: tee-database-1, instancesStatus: {healthy: [tee-database-1, tee-database-2]}";

    @Test
    void aPrimaryThatIsReadyTakesOrdersWhateverItsStandbysDo() {
        DatabaseState state = state(
                "phase: Waiting for the instances to become active, readyInstances: 1, currentPrimary: tee-database-1, targetPrimary: tee-database-1, instancesStatus: {healthy: [tee-database-1], failed: [tee-database-2]}",
                true);

        assertThat(state.ready()).isTrue();
        assertThat(state.initialized()).isTrue();
        assertThat(state.finding().reason()).isEqualTo(Reason.DATABASE_READY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phase: Setting up primary",
                "phase: Failing over, currentPrimary: tee-database-1, targetPrimary: pending, instancesStatus: {healthy: [tee-database-1]}",
                "phase: Switchover in progress, currentPrimary: tee-database-1, targetPrimary: tee-database-2, instancesStatus: {healthy: [tee-database-1, tee-database-2]}",
                "phase: Failing over, currentPrimary: tee-database-1, targetPrimary: tee-database-1, instancesStatus: {failed: [tee-database-1]}",
                "phase: Failing over, currentPrimary: tee-database-1, targetPrimary: tee-database-1"
            })
    void withoutAPrimaryThatStaysOneNobodyMigrates(String status) {
        DatabaseState state = state(status, true);

        assertThat(state.ready()).isFalse();
        assertThat(state.stalled()).isFalse();
        assertThat(state.finding().message()).contains("CloudNativePG says: ");
    }

    @Test
    void aDatabaseWithoutItsSecretCannotBeReachedYet() {
        DatabaseState state = state(HEALTHY, false);

        assertThat(state.ready()).isFalse();
        assertThat(state.initialized()).isTrue();
        assertThat(state.finding().message()).contains("tee-database-app");
    }

    @Test
    void whatCloudNativePgDoesNotLeaveByItselfNeedsAPerson() {
        DatabaseState state =
                state("phase: Unable to create required cluster objects, phaseReason: the Secret is foreign", true);

        assertThat(state.stalled()).isTrue();
        assertThat(state.finding().reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE);
        assertThat(state.finding().message())
                .contains("(the Secret is foreign)", "kubectl describe clusters.postgresql.cnpg.io tee-database");
    }

    @Test
    void aClusterNobodySpeaksOfIsTold() {
        Cluster silent = new Cluster();

        DatabaseState state = ClusterState.of(shop(2), seen(silent), Optional.empty(), false);

        assertThat(state.finding().reason()).isEqualTo(Reason.DATABASE_STARTING);
        assertThat(state.finding().message()).contains("does its operator run?");
    }

    @Test
    void theNewestWarningTellsOfTheQuota() {
        Cluster starting = cluster("phase: Setting up primary");
        Event quota = warning("2026-11-23T11:00:00Z", "Error creating: pods \"x\" is forbidden: exceeded quota: small");
        Event later = warning("2026-11-23T11:01:00Z", "Back-off pulling image");

        assertThat(of(starting, quota).finding().reason()).isEqualTo(Reason.QUOTA_EXCEEDED);
        assertThat(of(starting, quota).stalled()).isTrue();
        assertThat(of(starting, quota).finding().message()).contains("exceeded quota: small.", "Raise the quota");
        assertThat(of(starting, quota, later).finding().reason())
                .as("it is over")
                .isNotEqualTo(Reason.QUOTA_EXCEEDED);
    }

    @Test
    void aQuotaThatAnInstanceHasOvercomeIsNotToldOfTheNext() {
        Event first = new EventBuilder(warning("2026-11-23T11:00:00Z", "pods is forbidden: exceeded quota: small"))
                .withNewInvolvedObject()
                .withKind("Job")
                .withName("tee-database-1-initdb")
                .endInvolvedObject()
                .build();
        String status =
                "phase: Creating a new replica, readyInstances: 1, currentPrimary: tee-database-1, targetPrimary: tee-database-1, instancesStatus: {%s: [%s]}";

        assertThat(availability(status.formatted("healthy", "tee-database-1"), first)
                        .reason())
                .isEqualTo(Reason.INSTANCES_NOT_READY);
        assertThat(availability(status.formatted("healthy", "tee-database-2"), first)
                        .reason())
                .isEqualTo(Reason.QUOTA_EXCEEDED);
    }

    @Test
    void aShopIsHighlyAvailableWhileAllInstancesAreReady() {
        assertThat(availability(2, HEALTHY).reason()).isEqualTo(Reason.HIGHLY_AVAILABLE);
        assertThat(availability(3, HEALTHY).reason()).isEqualTo(Reason.INSTANCES_NOT_READY);
        assertThat(availability(3, HEALTHY).message()).startsWith("2 of 3 instances are ready.");
        assertThat(availability(1, HEALTHY).reason()).isEqualTo(Reason.SINGLE_DATABASE);
    }

    @Test
    void instancesThatShareANodeDoNotSurviveIt() {
        Finding together = availability(2, HEALTHY + ", topology: {nodesUsed: 1}");

        assertThat(together.reason()).isEqualTo(Reason.INSTANCES_ON_ONE_NODE);
        assertThat(together.message()).contains("on one node", "kubectl cnpg destroy tee-database N");
        assertThat(availability(2, HEALTHY + ", topology: {nodesUsed: 2}").reason())
                .isEqualTo(Reason.HIGHLY_AVAILABLE);
        assertThat(availability(2, HEALTHY + ", topology: {successfullyExtracted: false}")
                        .reason())
                .as("nothing is known of where they are")
                .isEqualTo(Reason.HIGHLY_AVAILABLE);
    }

    @Test
    void aStatusOfALaterCloudNativePgIsRead() {
        Cluster cluster = YAML.unmarshal("""
                apiVersion: postgresql.cnpg.io/v1
                kind: Cluster
                metadata: {name: tee-database}
                spec: {instances: 2, later: {a: [1]}, storage: {size: 5Gi, later: 1}, managed: {roles: [{name: shop, later: true}]}}
                status: {phase: A phase of tomorrow, later: {b: 1}, conditions: [{type: Later, status: "True"}]}
                """, Cluster.class);

        assertThat(ClusterState.of(shop(2), seen(cluster), Optional.empty(), false)
                        .finding()
                        .message())
                .contains("A phase of tomorrow");
    }

    private static DatabaseState state(String status, boolean bound) {
        return ClusterState.of(shop(2), seen(cluster(status)), Optional.empty(), bound);
    }

    private static DatabaseState of(Cluster cluster, Event... warnings) {
        return ClusterState.of(
                shop(2),
                new ClusterSeen(true, Optional.of(cluster), List.of(), List.of(), List.of(warnings)),
                Optional.empty(),
                false);
    }

    private static Finding availability(int instances, String status) {
        return ClusterState.availability(shop(instances), seen(cluster(status)));
    }

    private static Finding availability(String status, Event warning) {
        return ClusterState.availability(
                shop(2), new ClusterSeen(true, Optional.of(cluster(status)), List.of(), List.of(), List.of(warning)));
    }

    private static ClusterSeen seen(Cluster cluster) {
        return new ClusterSeen(true, Optional.of(cluster), List.of(), List.of(), List.of());
    }

    private static Cluster cluster(String status) {
        return YAML.unmarshal("kind: Cluster\nstatus: {" + status + "}", Cluster.class);
    }

    private static Event warning(String time, String message) {
        return new EventBuilder()
                .withNewMetadata()
                .withName("warning")
                .endMetadata()
                .withType("Warning")
                .withLastTimestamp(time)
                .withMessage(message)
                .build();
    }

    private static Shop shop(int instances) {
        return YAML.unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555}
                spec: {image: i, host: h, database: {cloudNativePg: {instances: %d}}}
                """.formatted(instances), Shop.class);
    }
}
