package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.operator.shop.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what was seen of a move to what is done next. */
class DatabaseMoveTest {
    private static final String JUST_NOW = "2026-11-23T11:59:55Z";
    private static final String LONG_AGO = "2026-11-23T11:40:00Z";
    private static final String STRONG =
            "{target: medium, current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}, nodeSelector: {pool: strong}, tolerations: [{key: dedicated, operator: Exists}]}";

    @Test
    void aMoveIsToldBeforeAnythingOfItIsMade() {
        DatabaseMove.Step step = new MoveScene().next();

        DatabaseMoveStatus move = step.status().orElseThrow();
        assertThat(move.phase()).isEqualTo(Phase.COPYING);
        assertThat(move.to()).isEqualTo("data-tee-db-" + move.id() + "-0");
        assertThat(step.children()).isEmpty();
        assertThat(step.start()).isEmpty();
        assertThat(step.grows()).as("it grows by moving").isFalse();
        assertThat(step.leads()).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotReadyIsNotCopied() {
        DatabaseMove.Step step = new MoveScene().notReady().next();

        assertThat(step.status()).isEmpty();
        assertThat(step.finding().orElseThrow().message()).endsWith("once it is ready.");
    }

    @Test
    void whatCannotBeMadeNeedsAPerson() {
        DatabaseMove.Step step = new MoveScene()
                .embedded("{storage: 5Gi, storageClassName: fast}")
                .next();

        assertThat(step.status()).isEmpty();
        assertThat(step.stalled()).isTrue();
        assertThat(step.finding().orElseThrow().reason()).isEqualTo(Reason.MOVE_BLOCKED);
    }

    @Test
    void theCopyIsMadeByAJobOnItsOwnClaim() {
        DatabaseMove.Step step = MoveScene.in("Copying").without(MoveScene.COPY).next();

        assertThat(names(step.children()))
                .containsExactly(
                        "ConfigMap/tee-move",
                        "Service/tee-move-from",
                        "Service/tee-move-to",
                        "PersistentVolumeClaim/" + MoveScene.COPY);
        assertThat(started(step)).isEqualTo("tee-move-0a1b2c3d-copy");
    }

    @Test
    void aCopyThatIsMadeFollows() {
        DatabaseMove.Step step =
                MoveScene.in("Copying").succeeded("copy", ",\"bytes\":4711").next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(step.status().orElseThrow().bytes()).isEqualTo(4711);
    }

    @Test
    void aCopyThatFailedIsToldAndTriedAgainAfterAWhile() {
        DatabaseMove.Step told = MoveScene.in("Copying")
                .failed("copy", "BackoffLimitExceeded", JUST_NOW, "NoRoom")
                .next();
        assertThat(told.stalled()).isTrue();
        assertThat(told.finding().orElseThrow().message())
                .isEqualTo(
                        "The database could not be copied, and stays where it is: It said NoRoom. It is tried again every 10 minutes, or set spec.database.embedded back.");
        assertThat(told.obsolete()).isEmpty();

        DatabaseMove.Step again = MoveScene.in("Copying")
                .failed("copy", "BackoffLimitExceeded", LONG_AGO, "NoRoom")
                .next();
        assertThat(names(again.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-copy");
    }

    @Test
    void aCopyThatComesUpIsAskedHowFarBehindItIs() {
        assertThat(started(MoveScene.in("Following").next())).isEqualTo("tee-move-0a1b2c3d-lag");
        assertThat(MoveScene.in("Following").set("tee-db-0a1b2c3d", 0).next().start())
                .as("not up yet")
                .isEmpty();
    }

    @Test
    void aPodOfTheCopyThatFindsNoNodeIsToldAndNothingChanges() {
        DatabaseMove.Step step = MoveScene.in("Following")
                .set("tee-db-0a1b2c3d", 0)
                .podOfTheCopy(
                        "{phase: Pending, conditions: [{type: PodScheduled, status: \"False\", message: 0/2 nodes are available}]}")
                .next();

        assertThat(step.finding().orElseThrow().message())
                .isEqualTo(
                        "The copy is starting; customers are served as before. Unschedulable: 0/2 nodes are available.");
        assertThat(step.stalled()).isFalse();
        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(step.leads()).isEmpty();
    }

    @Test
    void aCopyThatIsNearTakesOver() {
        DatabaseMove.Step step =
                MoveScene.in("Following").succeeded("lag", ",\"behind\":1234").next();

        assertThat(phase(step)).isEqualTo(Phase.SWITCHING);
        assertThat(step.status().orElseThrow().behind()).isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"behind\":999999999", ",\"behind\":null"})
    void aCopyThatIsFarOrDoesNotFollowIsLookedAtAgain(String behind) {
        DatabaseMove.Step step =
                MoveScene.in("Following").succeeded("lag", behind).next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(names(step.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-lag");
    }

    @Test
    void whoIsAtWorkInTheDatabaseIsNotSentAway() {
        DatabaseMove.Step step = MoveScene.in("Following")
                .occupied("the ShopBackup nightly")
                .succeeded("lag", ",\"behind\":1234")
                .next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(step.finding().orElseThrow().message()).endsWith("It takes over after the ShopBackup nightly.");
    }

    @Test
    void aCopyThatTheDatabaseHasNotKeptTheLogForIsRemovedAndMadeAnew() {
        DatabaseMove.Step step = MoveScene.in("Following")
                .failed("lag", "BackoffLimitExceeded", JUST_NOW, "CopyUseless")
                .next();

        assertThat(phase(step)).isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void customersAreLedToTheCopyWhileAPodIsAtWork() {
        assertThat(started(MoveScene.in("Switching").next())).isEqualTo("tee-move-0a1b2c3d-switch");
        assertThat(MoveScene.in("Switching").next().leads()).as("no pod yet").isEmpty();
        assertThat(MoveScene.in("Switching").running("switch", "Pending").next().leads())
                .as("the pod is not there yet")
                .isEmpty();
        assertThat(MoveScene.in("Switching").running("switch", "Running").next().leads())
                .contains(MoveScene.ID);
        assertThat(MoveScene.in("Switching")
                        .running("switch", "Succeeded")
                        .next()
                        .leads())
                .as("it is done, and its Job does not tell so yet")
                .contains(MoveScene.ID);
        assertThat(MoveScene.in("Switching").running("switch", "Failed").next().leads())
                .as("another attempt comes")
                .isEmpty();
        assertThat(MoveScene.in("Switching").next().movingTo()).contains(MoveScene.ID);
    }

    @Test
    void aSwitchOnANodeThatIsLostIsRepeatedElsewhereAndCustomersAreLedBackMeanwhile() {
        MoveScene scene = MoveScene.in("Switching").running("switch", "Running");
        scene.pods
                .getLast()
                .getStatus()
                .setConditions(List.of(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus("False")
                        .build()));

        DatabaseMove.Step step = scene.next();

        assertThat(step.leads()).isEmpty();
        assertThat(names(step.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-switch");
    }

    @Test
    void aCopyThatHasTakenOverIsTheDatabaseFromThenOn() {
        DatabaseMove.Step step = MoveScene.in("Switching")
                .succeeded("switch", ",\"heldMillis\":812")
                .next();

        assertThat(step.instance()).contains(MoveScene.ID);
        assertThat(step.leads()).contains(MoveScene.ID);
        assertThat(phase(step)).isEqualTo(Phase.MOVED);
        assertThat(step.status().orElseThrow().heldMillis()).isEqualTo(812);
        assertThat(step.finding().orElseThrow().reason()).isEqualTo(Reason.DATABASE_MOVED);
    }

    @Test
    void aSwitchThatChangedNothingLeadsCustomersBackAndIsTriedAgain() {
        DatabaseMove.Step step = MoveScene.in("Switching")
                .failed("switch", "PodFailurePolicy", JUST_NOW, "Busy")
                .next();
        assertThat(step.leads()).isEmpty();
        assertThat(phase(step)).isEqualTo(Phase.SWITCHING);
        assertThat(step.obsolete()).isEmpty();

        DatabaseMove.Step again = MoveScene.in("Switching")
                .failed("switch", "PodFailurePolicy", LONG_AGO, "Busy")
                .next();
        assertThat(phase(again)).isEqualTo(Phase.FOLLOWING);
        assertThat(names(again.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-switch");
    }

    @Test
    void aSwitchOfWhichNobodyKnowsHowFarItCameIsGoneOnWithAtOnce() {
        DatabaseMove.Step step = MoveScene.in("Switching")
                .embedded("{storage: 5Gi}")
                .failed("switch", "BackoffLimitExceeded", JUST_NOW, "CopyAway")
                .next();

        assertThat(phase(step)).as("whatever the spec says by now").isEqualTo(Phase.SWITCHING);
        assertThat(names(step.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-switch");
    }

    @Test
    void aCopyThatIsGoneWithItsVolumeGivesTheDatabaseItsNameBack() {
        assertThat(phase(MoveScene.in("Switching")
                        .without(MoveScene.COPY)
                        .failed("switch", "BackoffLimitExceeded", JUST_NOW, "CopyAway")
                        .next()))
                .isEqualTo(Phase.TAKING_BACK);
        assertThat(phase(MoveScene.in("Switching").without(MoveScene.COPY).next()))
                .isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void twoDatabasesThatMayBothHaveOrdersAreLeftToAPerson() {
        DatabaseMove.Step step = MoveScene.in("Switching")
                .embedded("{storage: 5Gi}")
                .failed("switch", "PodFailurePolicy", LONG_AGO, "Diverged")
                .next();

        assertThat(step.stalled()).isTrue();
        assertThat(step.obsolete()).isEmpty();
        assertThat(step.leads()).isEmpty();
        assertThat(phase(step)).isEqualTo(Phase.SWITCHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Copying", "Following"})
    void aSpecThatIsSetBackTakesTheCopyBack(String phase) {
        assertThat(phase(MoveScene.in(phase).embedded("{storage: 5Gi}").next())).isEqualTo(Phase.TAKING_BACK);
        assertThat(phase(MoveScene.in(phase).embedded("{storage: 12Gi}").next()))
                .as("another wish")
                .isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void aSpecThatIsSetBackAfterAnAttemptThatChangedNothingTakesTheCopyBack() {
        assertThat(phase(MoveScene.in("Switching")
                        .embedded("{storage: 5Gi}")
                        .failed("switch", "PodFailurePolicy", JUST_NOW, "Busy")
                        .next()))
                .isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void aCopyOfADatabaseThatDoesNotServeIsNotRemoved() {
        DatabaseMove.Step step =
                MoveScene.in("Following").embedded("{storage: 5Gi}").notReady().next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(step.obsolete()).isEmpty();
    }

    @Test
    void takingBackRemovesTheCopyFirstAndThenWhatTheDatabaseKeepsForIt() {
        DatabaseMove.Step removing = MoveScene.in("TakingBack").next();
        assertThat(names(removing.obsolete()))
                .containsExactly("StatefulSet/tee-db-0a1b2c3d", "PersistentVolumeClaim/" + MoveScene.COPY);
        assertThat(removing.start()).isEmpty();

        MoveScene gone = MoveScene.in("TakingBack").without(MoveScene.COPY);
        gone.sets.removeIf(set -> set.getMetadata().getName().contains("-db-"));
        assertThat(started(gone.next())).isEqualTo("tee-move-0a1b2c3d-back");

        assertThat(gone.succeeded("back", "").next().status()).isEmpty();
    }

    @Test
    void aCopyWhoseClaimSomebodyDeletesIsTakenBack() {
        assertThat(phase(MoveScene.in("Following").deleted(MoveScene.COPY).next()))
                .isEqualTo(Phase.TAKING_BACK);
        assertThat(phase(MoveScene.in("Switching").deleted(MoveScene.COPY).next()))
                .as("it may be the database already")
                .isEqualTo(Phase.SWITCHING);
    }

    @Test
    void afterTheMoveTheFormerVolumeIsMarkedAndKept() {
        DatabaseMove.Step step = moved("{}").next();

        assertThat(names(step.children())).containsExactly("PersistentVolumeClaim/" + MoveScene.LIVE);
        assertThat(step.children().getFirst().getMetadata().getAnnotations())
                .containsEntry("shop-operator.io/moved-to", MoveScene.ID)
                .containsEntry("shop-operator.io/moved-at", "2026-11-23T12:00:00Z");
        assertThat(names(step.obsolete())).containsExactly("StatefulSet/tee-database");
        assertThat(step.former().getFirst().keptUntil()).isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void theFormerVolumeGoesWhenItsTimeHasComeAndTheDatabaseIsReady() {
        String yesterday =
                "{shop-operator.io/moved-to: \"0a1b2c3d\", shop-operator.io/moved-at: \"2026-11-22T12:00:00Z\"}";

        assertThat(names(moved(yesterday).next().obsolete())).contains("PersistentVolumeClaim/" + MoveScene.LIVE);
        assertThat(names(moved(yesterday).notReady().next().obsolete()))
                .doesNotContain("PersistentVolumeClaim/" + MoveScene.LIVE);
        assertThat(names(moved(yesterday)
                        .embedded("{storage: 10Gi, keepFormerVolumeForHours: 48}")
                        .next()
                        .obsolete()))
                .doesNotContain("PersistentVolumeClaim/" + MoveScene.LIVE);
        assertThat(names(moved(yesterday).deleted(MoveScene.COPY).next().obsolete()))
                .as("the volume that came after it is being deleted")
                .doesNotContain("PersistentVolumeClaim/" + MoveScene.LIVE);
    }

    @Test
    void anotherMoveBeginsWhileTheFormerVolumeIsKept() {
        DatabaseMove.Step step = moved("{}").embedded("{storage: 20Gi}").next();

        assertThat(phase(step)).isEqualTo(Phase.COPYING);
        assertThat(step.status().orElseThrow().from()).isEqualTo(MoveScene.COPY);
        assertThat(step.former()).hasSize(1);
    }

    @Test
    void aDatabaseThatMovesForASizeIsToldWithAllThatTheSizeMeans() {
        DatabaseMove.Step step =
                new MoveScene().embedded("{storage: 5Gi}").forSize(STRONG).next();

        DatabaseMoveStatus move = step.status().orElseThrow();
        assertThat(move.phase()).isEqualTo(Phase.COPYING);
        assertThat(move.sizing().nodeSelector()).containsEntry("pool", "strong");
        assertThat(move.storageClassName()).isEqualTo("plain");
        assertThat(move.storage()).isEqualTo("5Gi");
        assertThat(step.finding().orElseThrow().message())
                .endsWith(" (StorageClass 'plain', 5Gi) on a node for size 'medium'; customers are served as before.");
    }

    @Test
    void theCopyForASizeIsMadeWithItAndAllOtherStepsAsTheDatabaseIs() {
        PodSpec copy = pod(MoveScene.inForSize("Copying", STRONG).next().start().orElseThrow());
        assertThat(copy.getNodeSelector()).isEqualTo(Map.of("pool", "strong"));
        assertThat(copy.getTolerations()).extracting(Toleration::getKey).containsExactly("dedicated");
        assertThat(copy.getContainers().getFirst().getResources().getRequests())
                .containsEntry("memory", new Quantity("2Gi"));
        assertThat(copy.getContainers().getFirst().getEnv())
                .as("of the database, which has little to write")
                .anyMatch(variable -> variable.getName().equals("CHECKPOINT")
                        && variable.getValue().equals("fast"));

        DatabaseMove.Step following = MoveScene.inForSize("Following", STRONG).next();
        PodSpec follower = set(following).getSpec().getTemplate().getSpec();
        assertThat(follower.getNodeSelector()).isEqualTo(Map.of("pool", "strong"));
        assertThat(follower.getTolerations()).extracting(Toleration::getKey).containsExactly("dedicated");
        assertThat(follower.getContainers().getFirst().getResources().getLimits())
                .containsEntry("memory", new Quantity("2Gi"));
        assertThat(pod(following.start().orElseThrow()).getTolerations()).isEmpty();
    }

    @Test
    void theCopyStaysAsItIsWhileItTakesOverWhateverTheSpecSaysByThen() {
        StatefulSet before = set(MoveScene.inForSize("Following", STRONG).next());

        assertThat(set(MoveScene.inForSize("Switching", STRONG).forNoSize().next()))
                .isEqualTo(before);
    }

    @Test
    void aShopHasTheSizeOnceItsDatabaseIsThere() {
        MoveScene scene = MoveScene.inForSize("Switching", STRONG);
        assertThat(DatabaseMove.granted(scene.shop(), scene.next()))
                .as("not yet")
                .isEmpty();

        DatabaseMove.Step step =
                scene.succeeded("switch", ",\"heldMillis\":812").next();

        assertThat(step.status().orElseThrow().sizing())
                .as("it is the shop's now")
                .isNull();
        assertThat(DatabaseMove.granted(scene.shop(), step).orElseThrow())
                .as("what the spec asks for by now is the next change")
                .satisfies(sizing -> assertThat(sizing.target()).isEqualTo("small"))
                .satisfies(sizing -> assertThat(sizing.current()).isEqualTo("medium"))
                .satisfies(sizing -> assertThat(sizing.nodeSelector()).containsEntry("pool", "strong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Copying", "Following"})
    void aSizeThatIsSetBackTakesTheCopyBack(String phase) {
        assertThat(phase(MoveScene.inForSize(phase, STRONG).next()))
                .as("as long as it is wanted")
                .isEqualTo(phase.equals("Copying") ? Phase.COPYING : Phase.FOLLOWING);
        assertThat(phase(MoveScene.inForSize(phase, STRONG).forNoSize().next())).isEqualTo(Phase.TAKING_BACK);
        assertThat(phase(MoveScene.inForSize(phase, STRONG)
                        .forSize(STRONG.replace("2Gi", "4Gi"))
                        .next()))
                .as("a third size")
                .isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void aCopyForASizeThatFailedIsGivenUpByTheSize() {
        DatabaseMove.Step told = MoveScene.inForSize("Copying", STRONG)
                .failed("copy", "BackoffLimitExceeded", JUST_NOW, "NoRoom")
                .next();

        assertThat(told.finding().orElseThrow().message()).endsWith(", or set spec.size back.");
        assertThat(told.field()).isEqualTo("spec.size");
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static StatefulSet set(DatabaseMove.Step step) {
        return step.children().stream()
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static MoveScene moved(String annotations) {
        MoveScene scene = new MoveScene()
                .status("{instance: \"0a1b2c3d\", move: {id: \"0a1b2c3d\", phase: Moved, from: " + MoveScene.LIVE
                        + ", to: " + MoveScene.COPY + ", completedAt: \"2026-11-23T11:59:55Z\"}}")
                .set("tee-db-0a1b2c3d", 1)
                .claim(MoveScene.LIVE, "5Gi", "plain", annotations)
                .claim(MoveScene.COPY, "10Gi", "plain", "{}");
        return scene;
    }

    private static Phase phase(DatabaseMove.Step step) {
        return step.status().orElseThrow().phase();
    }

    private static String started(DatabaseMove.Step step) {
        return step.start().map(Job::getMetadata).orElseThrow().getName();
    }

    private static List<String> names(List<HasMetadata> objects) {
        return objects.stream()
                .map(there -> there.getKind() + "/" + there.getMetadata().getName())
                .toList();
    }
}
