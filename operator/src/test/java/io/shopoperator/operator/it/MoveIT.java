package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.operator.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database moves; another operator takes over before each step. */
class MoveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LIVE = "data-tee-database-0";

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();
    private RunningOperator operator;
    private ShopInTest shop;

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void aDatabaseMovesThoughTheOperatorIsReplacedBeforeEachStep() {
        // Given
        aShopOn("move-from");
        storageClass("move-to");

        // When
        shop.patch("{\"database\":{\"embedded\":{\"storageClassName\":\"move-to\"}}}");

        // Then: a copy is made
        awaitPhase(Phase.COPYING);
        DatabaseMoveStatus move = move();
        anotherOperator(Clock.systemUTC());
        Job copy = step("copy");
        PersistentVolumeClaim claim = shop.await(PersistentVolumeClaim.class, move.to(), there -> true);
        assertThat(claim.getSpec().getStorageClassName()).isEqualTo("move-to");
        assertThat(claim.getMetadata().getOwnerReferences())
                .as("goes with the shop")
                .hasSize(1);
        succeeds(copy, ",\"bytes\":4711");

        // and follows
        String set = "tee-db-" + move.id();
        shop.await(StatefulSet.class, set, there -> true);
        anotherOperator(Clock.systemUTC());
        isUp(set);
        succeeds(step("lag"), ",\"behind\":1234");

        // and takes over, for which customers are led to it while that is at work
        Job handsOver = step("switch");
        assertThat(leadsTo()).isEqualTo("tee-database-0");
        anotherOperator(Clock.systemUTC());
        shop.runs(handsOver);
        await().atMost(PATIENCE).until(() -> leadsTo().equals(set + "-0"));
        anotherOperator(Clock.systemUTC());
        assertThat(claim(LIVE).getMetadata().getAnnotations()).containsEntry("shop-operator.io/moving-to", move.id());
        assertThat(claim(move.to()).getMetadata().getOwnerReferences())
                .as("it may hold the data from now on")
                .isEmpty();
        handedOver(handsOver);

        // and is the database from then on
        assertThat(shop.awaitCondition("DatabasePlaced", "True", "DatabaseMoved")
                        .getMessage())
                .contains("writes waited for 812 ms");
        assertThat(shop.now().getStatus().database().instance()).isEqualTo(move.id());
        assertThat(leadsTo()).isEqualTo(set + "-0");
        await().atMost(PATIENCE).until(() -> set("tee-database") == null);
        await().atMost(PATIENCE)
                .until(() -> claim(LIVE).getMetadata().getAnnotations() != null
                        && move.id()
                                .equals(claim(LIVE)
                                        .getMetadata()
                                        .getAnnotations()
                                        .get("shop-operator.io/moved-to")));
        await("kept when the shop is deleted")
                .atMost(PATIENCE)
                .until(() -> claim(move.to()).getMetadata().getOwnerReferences().isEmpty());
        assertThat(jobs()).isZero();
        assertThat(shop.events())
                .anyMatch(event -> event.startsWith("Normal DatabaseMoving:"))
                .anyMatch(event -> event.startsWith("Normal DatabaseMoved:"));
        shop.awaitCondition("Ready", "True", "Serving");

        // and nothing is written any more
        await().atMost(PATIENCE).until(() -> shop.condition("Reconciling").isEmpty());
        Map<String, String> versions = Snapshot.of(namespace);
        anotherOperator(Clock.systemUTC());
        ShopInTest.apply(namespace, "later", "size: no-such-size").awaitCondition("Accepted", "False", "UnknownSize");
        assertThat(Snapshot.of(namespace)).containsAllEntriesOf(versions);

        // and a day later the former volume goes
        anotherOperator(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
        await().atMost(PATIENCE).until(() -> isGone(LIVE));
        assertThat(claim(move.to())).isNotNull();
    }

    @Test
    void aMoveThatIsNotWantedAnyMoreIsTakenBack() {
        // Given
        aShopOn("back-from");
        storageClass("back-to");
        shop.patch("{\"database\":{\"embedded\":{\"storageClassName\":\"back-to\"}}}");
        succeeds(step("copy"), ",\"bytes\":4711");
        DatabaseMoveStatus move = move();
        shop.await(StatefulSet.class, "tee-db-" + move.id(), there -> true);

        // When
        shop.patch("{\"database\":{\"embedded\":{\"storageClassName\":\"back-from\"}}}");

        // Then: nothing is removed before the database was asked
        Job look = step(move, "look");
        assertThat(set("tee-db-" + move.id())).isNotNull();
        assertThat(claim(move.to()).getMetadata().getDeletionTimestamp()).isNull();
        succeeds(look, ",\"source\":\"live\",\"copy\":\"follows live\",\"slot\":\"reserved\"");
        await().atMost(PATIENCE).until(() -> set("tee-db-" + move.id()) == null);
        await().atMost(PATIENCE).until(() -> isGone(move.to()));
        succeeds(step(move, "back"), "");
        await().atMost(PATIENCE).until(() -> move() == null);
        assertThat(shop.condition("DatabasePlaced")).isEmpty();
        assertThat(claim(LIVE).getMetadata().getDeletionTimestamp()).isNull();
        await().atMost(PATIENCE).until(() -> shop.events().stream()
                .anyMatch(event -> event.startsWith("Normal DatabaseMoveTakenBack:")));
        await().atMost(PATIENCE).until(() -> jobs() == 0);
        assertThat(leadsTo()).isEqualTo("tee-database-0");
    }

    @Test
    void aSwitchThatChangedNothingLeadsCustomersBack() {
        // Given
        Job handsOver = aSwitchThatRuns("held");

        // When
        shop.ends(
                handsOver,
                3,
                "{\"status\":\"Failed\",\"reason\":\"Busy\",\"message\":\"Something has been writing for long.\"}");
        shop.jobFailsByItsPolicy(handsOver);

        // Then
        await().atMost(PATIENCE).until(() -> leadsTo().equals("tee-database-0"));
        await().atMost(PATIENCE).until(() -> shop.condition("DatabasePlaced")
                .orElseThrow()
                .getMessage()
                .endsWith("Something has been writing for long."));
        shop.awaitCondition("Ready", "True", "Serving");
    }

    @Test
    void aCopyWhoseLabelsWereTakenWhileItTakesOverIsNotTakenForALostOne() {
        // Given
        Job handsOver = aSwitchThatRuns("labels");

        // When
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(move().to())
                .edit(claim -> {
                    claim.getMetadata().setLabels(Map.of());
                    return claim;
                });

        // Then: it gets them back, which a lost one would not be made anew for
        await().atMost(PATIENCE).until(() -> claim(move().to()).getMetadata().getLabels() != null);
        client.resource(handsOver).delete();
        shop.await(Job.class, handsOver.getMetadata().getName(), job -> !job.getMetadata()
                .getUid()
                .equals(handsOver.getMetadata().getUid()));
        assertThat(move().phase()).isEqualTo(Phase.SWITCHING);
    }

    @Test
    void aSwitchIsBroughtToItsEndThoughTheShopIsSuspended() {
        // Given
        Job handsOver = aSwitchThatRuns("suspended");

        // When
        shop.patch("{\"suspend\": true}");
        shop.awaitObserved();
        handedOver(handsOver);

        // Then
        await().atMost(PATIENCE).until(() -> move().phase() == Phase.MOVED);
        assertThat(leadsTo()).isEqualTo("tee-db-" + move().id() + "-0");
        assertThat(shop.now().getStatus().database().instance()).isEqualTo(move().id());
    }

    @Test
    void aShopThatIsDeletedWhileItIsSuspendedLeavesTheVolumeThatTheDatabaseHasMovedTo() {
        // Given
        Job handsOver = aSwitchThatRuns("deleted");
        shop.patch("{\"suspend\": true}");
        shop.awaitObserved();
        handedOver(handsOver);
        await().atMost(PATIENCE).until(() -> move().phase() == Phase.MOVED);
        String id = move().id();

        // When
        isMadeAnew();
        shop.awaitObserved();

        // Then: it finds out that the copy leads, and is served from there
        succeeds(step("switch"), ",\"repeated\":true");
        await().atMost(PATIENCE)
                .until(() -> id.equals(shop.now().getStatus().database().instance()));
        await().atMost(PATIENCE).until(() -> leadsTo().equals("tee-db-" + id + "-0"));
        assertThat(claim("data-tee-db-" + id + "-0").getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void aShopThatIsDeletedWhileItsDatabaseIsHandedOverGoesOnWithThatWhenItIsMadeAnew() {
        // Given
        aSwitchThatRuns("middle");
        String id = move().id();
        operator.close();

        // When: nobody is there to say farewell
        isMadeAnew();
        operator = RunningOperator.with(TestSettings.defaults(), namespace);

        // Then
        shop.awaitObserved();
        Job goesOn = step("switch");
        assertThat(move().id()).isEqualTo(id);
        assertThat(move().phase()).isEqualTo(Phase.SWITCHING);
        shop.databaseBecomesReady();
        isUp("tee-db-" + id);
        assertThat(migrations()).as("before the database has its name").isZero();
        succeeds(goesOn, ",\"heldMillis\":812");
        await().atMost(PATIENCE)
                .until(() -> id.equals(shop.now().getStatus().database().instance()));
        shop.migrationSucceeds();
    }

    @Test
    void aDatabaseGetsItsNameBackThoughTheShopIsSuspended() {
        // Given
        Job handsOver = aSwitchThatRuns("back-suspended");
        DatabaseMoveStatus move = move();
        shop.patch("{\"suspend\": true}");
        shop.awaitObserved();

        // When: the copy is lost with its volume
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(move.to())
                .delete();
        await().atMost(PATIENCE).until(() -> isGone(move.to()));
        shop.ends(
                handsOver,
                1,
                "{\"status\":\"Failed\",\"reason\":\"CopyAway\",\"message\":\"The copy cannot be reached.\"}");
        shop.jobFails(handsOver);

        // Then
        succeeds(step(move, "back"), "");
        await().atMost(PATIENCE).until(() -> move() == null);
        assertThat(leadsTo()).isEqualTo("tee-database-0");
    }

    @Test
    void aShopThatIsMadeAnewOverAFormerVolumeAloneGivesItItsNameBack() {
        // Given
        Job handsOver = aSwitchThatRuns("former");
        succeededAndMarked(handsOver);
        DatabaseMoveStatus move = move();

        // When: what the database has moved to is deleted with the shop
        operator.close();
        shop.delete();
        await().atMost(PATIENCE).until(() -> shop.now() == null);
        collectGarbage();
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(move.to())
                .delete();
        await().atMost(PATIENCE).until(() -> isGone(move.to()));
        shop = ShopInTest.apply(namespace, "tee");
        operator = RunningOperator.with(TestSettings.defaults(), namespace);

        // Then
        Job back = step(move, "back");
        shop.databaseBecomesReady();
        assertThat(migrations()).as("before the database has its name").isZero();
        succeeds(back, "");
        shop.migrationSucceeds();
        await().atMost(PATIENCE)
                .until(() -> claim(LIVE).getMetadata().getAnnotations() == null
                        || !claim(LIVE).getMetadata().getAnnotations().containsKey("shop-operator.io/moved-to"));
        assertThat(leadsTo()).isEqualTo("tee-database-0");
    }

    @Test
    void aShopThatIsMadeAnewOpensWithTheVolumeThatTheDatabaseHasMovedTo() {
        // Given
        Job handsOver = aSwitchThatRuns("anew");
        succeededAndMarked(handsOver);
        String id = move().id();

        // When
        await().atMost(PATIENCE).until(() -> claim("data-tee-db-" + id + "-0")
                .getMetadata()
                .getOwnerReferences()
                .isEmpty());
        isMadeAnew();

        // Then
        shop.await(StatefulSet.class, "tee-db-" + id, there -> true);
        shop.awaitObserved();
        assertThat(shop.now().getStatus().database().instance()).isEqualTo(id);
        await().atMost(PATIENCE).until(() -> leadsTo().equals("tee-db-" + id + "-0"));
        assertThat(set("tee-database")).isNull();
    }

    @Test
    void aDatabaseMovesToTheNodesOfASizeAndThenThePodsGetIt() {
        // Given
        Map<String, String> settings =
                Map.of("database.storage-class-name", "sized", "sizes.medium.node-selector.pool", "sized");
        storageClass("sized");
        server.node("sized-1", "8", "32Gi", Map.of("host", "sized-1"));
        server.node("sized-2", "1", "1Gi", Map.of("host", "sized-2", "pool", "sized"));
        operator = RunningOperator.with(TestSettings.with(settings), namespace);
        shop = ShopInTest.serving(namespace, "tee", "backup: {suspend: true}");
        isOnAVolumeOf("sized-1");

        // When
        shop.patch("{\"size\":\"medium\"}");

        // Then: without room for the copy nothing changes
        assertThat(shop.awaitCondition("Sized", "False", "NoNodeFits").getMessage())
                .startsWith(
                        "The only node with pool=sized has no room for a copy of the database of size 'medium', which asks for cpu 1 and memory 2Gi: sized-2 lacks memory 1Gi")
                .contains("can be used on sized-1 only");
        assertThat(move()).isNull();

        // with it the copy is made there, and the pods are as they were
        server.node("sized-3", "8", "32Gi", Map.of("host", "sized-3", "pool", "sized"));
        shop.awaitCondition("Sized", "Unknown", "DatabaseMoving");
        Job copy = step("copy");
        assertThat(copy.getSpec().getTemplate().getSpec().getNodeSelector()).isEqualTo(Map.of("pool", "sized"));
        succeeds(copy, ",\"bytes\":4711");
        String set = "tee-db-" + move().id();
        isUp(set);
        assertThat(memory(set)).isEqualTo("2Gi");
        assertThat(memory("tee-database")).isEqualTo("512Mi");
        operator.close();
        operator = RunningOperator.with(TestSettings.with(settings), namespace);
        succeeds(step("lag"), ",\"behind\":1234");
        Job handsOver = step("switch");
        shop.runs(handsOver);
        await().atMost(PATIENCE).until(() -> leadsTo().equals(set + "-0"));
        assertThat(shop.now().getStatus().sizing().current()).isEqualTo("small");
        assertThat(webMemory()).isEqualTo("512Mi");
        handedOver(handsOver);

        // and once customers are served from there, the web pods get the size
        await().atMost(PATIENCE).until(() -> webMemory().equals("1Gi"));
        await().atMost(PATIENCE).until(() -> set("tee-database") == null);
        assertThat(shop.now().getStatus().sizing().current()).isEqualTo("medium");
        assertThat(set(set).getMetadata().getGeneration())
                .as("its pod is never replaced")
                .isEqualTo(1);
        assertThat(memory(set)).isEqualTo("2Gi");
    }

    /** As the controller of volumes binds a claim. */
    private void isOnAVolumeOf(String host) {
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName("volume-of-" + host)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .addToCapacity("storage", new Quantity("5Gi"))
                        .withNewHostPath()
                        .withPath("/var/lib/volumes")
                        .endHostPath()
                        .withNewNodeAffinity()
                        .withNewRequired()
                        .addNewNodeSelectorTerm()
                        .addNewMatchExpression()
                        .withKey("host")
                        .withOperator("In")
                        .withValues(host)
                        .endMatchExpression()
                        .endNodeSelectorTerm()
                        .endRequired()
                        .endNodeAffinity()
                        .endSpec()
                        .build())
                .create();
        client.persistentVolumeClaims().inNamespace(namespace).withName(LIVE).edit(claim -> {
            claim.getSpec().setVolumeName("volume-of-" + host);
            return claim;
        });
    }

    private String memory(String set) {
        return memory(set(set).getSpec().getTemplate());
    }

    private String webMemory() {
        return memory(shop.awaitWeb(web -> true).getSpec().getTemplate());
    }

    private static String memory(PodTemplateSpec template) {
        return template.getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits()
                .get("memory")
                .toString();
    }

    private void succeededAndMarked(Job handsOver) {
        handedOver(handsOver);
        await().atMost(PATIENCE)
                .until(() -> claim(LIVE).getMetadata().getAnnotations() != null
                        && claim(LIVE).getMetadata().getAnnotations().containsKey("shop-operator.io/moved-to"));
    }

    private void isMadeAnew() {
        shop.delete();
        await().atMost(PATIENCE).until(() -> shop.now() == null);
        collectGarbage();
        shop = ShopInTest.apply(namespace, "tee");
    }

    private int migrations() {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", "migration")
                .list()
                .getItems()
                .size();
    }

    /** As a controller does when an owner is gone; a volume that is kept has none. */
    private void collectGarbage() {
        client.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
                .filter(claim -> !claim.getMetadata().getOwnerReferences().isEmpty())
                .forEach(claim -> {
                    client.resource(claim).delete();
                    await().atMost(PATIENCE)
                            .until(() -> isGone(claim.getMetadata().getName()));
                });
        Stream.of(
                        client.secrets(),
                        client.configMaps(),
                        client.services(),
                        client.apps().statefulSets(),
                        client.apps().deployments(),
                        client.batch().v1().jobs(),
                        client.policy().v1().podDisruptionBudget(),
                        client.network().v1().networkPolicies(),
                        client.network().v1().ingresses())
                .forEach(kind -> kind.inNamespace(namespace)
                        .withLabel("app.kubernetes.io/instance", "tee")
                        .delete());
    }

    private Job aSwitchThatRuns(String name) {
        aShopOn(name + "-from");
        storageClass(name + "-to");
        shop.patch("{\"database\":{\"embedded\":{\"storageClassName\":\"" + name + "-to\"}}}");
        succeeds(step("copy"), ",\"bytes\":4711");
        String set = "tee-db-" + move().id();
        isUp(set);
        succeeds(step("lag"), ",\"behind\":1234");
        Job handsOver = step("switch");
        shop.runs(handsOver);
        await().atMost(PATIENCE).until(() -> leadsTo().equals(set + "-0"));
        return handsOver;
    }

    private void aShopOn(String storageClass) {
        storageClass(storageClass);
        operator =
                RunningOperator.with(TestSettings.with(Map.of("database.storage-class-name", storageClass)), namespace);
        shop = ShopInTest.serving(namespace, "tee", "backup: {suspend: true}");
    }

    private void anotherOperator(Clock clock) {
        operator.close();
        operator = RunningOperator.with(TestSettings.defaults(), clock, namespace);
    }

    private void storageClass(String name) {
        client.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withProvisioner("example.com/volumes")
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    private DatabaseMoveStatus move() {
        return shop.now().getStatus().database().move();
    }

    private void awaitPhase(Phase phase) {
        await(phase.name()).atMost(PATIENCE).until(() -> move() != null && move().phase() == phase);
    }

    private Job step(String name) {
        await().atMost(PATIENCE).until(() -> move() != null);
        return step(move(), name);
    }

    private Job step(DatabaseMoveStatus move, String name) {
        return shop.await(
                Job.class,
                "tee-move-" + move.id() + "-" + name,
                job -> job.getMetadata().getDeletionTimestamp() == null);
    }

    private void succeeds(Job job, String facts) {
        shop.said(job, 0, "{\"status\":\"Succeeded\"" + facts + "}");
        shop.jobSucceeds(job);
    }

    /** A switch that was at work has succeeded. */
    private void handedOver(Job job) {
        shop.ends(job, 0, "{\"status\":\"Succeeded\",\"heldMillis\":812}");
        shop.jobSucceeds(job);
    }

    private void isUp(String name) {
        shop.await(StatefulSet.class, name, there -> true);
        client.apps().statefulSets().inNamespace(namespace).withName(name).editStatus(set -> new StatefulSetBuilder(set)
                .withNewStatus()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(1)
                .withReadyReplicas(1)
                .withAvailableReplicas(1)
                .endStatus()
                .build());
    }

    private StatefulSet set(String name) {
        return client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private PersistentVolumeClaim claim(String name) {
        return client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** No controller of this API server takes the finalizer away that protects a claim in use. */
    private boolean isGone(String name) {
        PersistentVolumeClaim claim = claim(name);
        if (claim == null) return true;
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            client.persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(there -> {
                        there.getMetadata().setFinalizers(null);
                        return there;
                    });
        }
        return false;
    }

    private String leadsTo() {
        Service service = client.services()
                .inNamespace(namespace)
                .withName("tee-database")
                .get();
        return service.getSpec().getSelector().get("statefulset.kubernetes.io/pod-name");
    }

    private long jobs() {
        return client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", "move")
                .list()
                .getItems()
                .stream()
                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                .count();
    }
}
