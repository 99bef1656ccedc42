package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.operator.shop.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void aCopyThatDoesNotFollowIsToldAndNeedsAPersonOnceThatLasts() {
        DatabaseMove.Step step =
                MoveScene.in("Following").succeeded("lag", ",\"behind\":null").next();
        assertThat(step.finding().orElseThrow().message())
                .isEqualTo("The copy does not follow the database at the moment; customers are served as before.");
        assertThat(step.stalled()).isFalse();
        assertThat(step.status().orElseThrow().notFollowingSince()).isEqualTo("2026-11-23T12:00:00Z");

        DatabaseMove.Step lasting = MoveScene.notFollowingSince(LONG_AGO)
                .succeeded("lag", ",\"behind\":null")
                .next();
        assertThat(lasting.stalled()).isTrue();
        assertThat(lasting.finding().orElseThrow().reason()).isEqualTo(Reason.MOVE_BLOCKED);
        assertThat(lasting.finding().orElseThrow().message())
                .isEqualTo(
                        "The copy has not followed the database since 2026-11-23T11:40:00Z, so it cannot take over; customers are served as before. The log of the pod tee-db-0a1b2c3d-0 says why. If it does not come back by itself, delete the claim data-tee-db-0a1b2c3d-0 and that pod: then the copy is made again.");
        assertThat(lasting.status().orElseThrow().notFollowingSince()).isEqualTo(LONG_AGO);
        assertThat(phase(lasting)).isEqualTo(Phase.FOLLOWING);
        assertThat(names(lasting.obsolete())).as("it is looked at again").containsExactly("Job/tee-move-0a1b2c3d-lag");

        DatabaseMove.Step again = MoveScene.notFollowingSince(LONG_AGO)
                .succeeded("lag", ",\"behind\":999999999")
                .next();
        assertThat(again.stalled()).isFalse();
        assertThat(again.status().orElseThrow().notFollowingSince()).isNull();
    }

    @Test
    void aCopyThatTookOverAfterAllIsTheBusinessOfTheSwitchWhoeverIsAtWork() {
        assertThat(phase(MoveScene.in("Following")
                        .succeeded("lag", ",\"behind\":null,\"begun\":true")
                        .next()))
                .isEqualTo(Phase.SWITCHING);
        assertThat(phase(MoveScene.in("Following")
                        .occupied("the ShopBackup nightly")
                        .succeeded("lag", ",\"behind\":null,\"begun\":true")
                        .next()))
                .isEqualTo(Phase.SWITCHING);
        assertThat(started(MoveScene.in("Following")
                        .occupied("the ShopBackup nightly")
                        .next()))
                .as("so it is asked then, too")
                .isEqualTo("tee-move-0a1b2c3d-lag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CopyOfAnother", "Diverged"})
    void aCopyThatMayHoldWhatTheDatabaseLacksIsLeftToAPerson(String reason) {
        DatabaseMove.Step step = MoveScene.in("Following")
                .failed("lag", "BackoffLimitExceeded", JUST_NOW, reason)
                .next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(step.stalled()).isTrue();
        assertThat(step.finding().orElseThrow().reason()).isEqualTo(Reason.MOVE_BLOCKED);
        assertThat(step.finding().orElseThrow().message()).isEqualTo("It said " + reason + ".");
        assertThat(step.obsolete()).isEmpty();
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
    void aSwitchWhoseProgramHasEndedIsNotTakenForLostWhileItsNodeSaysTheRest() {
        MoveScene scene = MoveScene.in("Switching").running("switch", "Running");
        PodStatus status = scene.pods.getLast().getStatus();
        status.setConditions(List.of(
                new PodConditionBuilder().withType("Ready").withStatus("False").build()));
        status.setContainerStatuses(List.of(new ContainerStatusBuilder()
                .withName("move")
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .endTerminated()
                .endState()
                .build()));

        DatabaseMove.Step step = scene.next();

        assertThat(step.obsolete()).isEmpty();
        assertThat(step.leads()).contains(MoveScene.ID);
        assertThat(phase(step)).isEqualTo(Phase.SWITCHING);
    }

    @Test
    void aCopyThatWasToldToTakeOverOutlivesTheShopAsItsDatabaseDoes() {
        assertThat(owners(MoveScene.in("Following").next()))
                .as("it is nobody's but the shop's before")
                .isEqualTo(1);
        assertThat(owners(MoveScene.in("Switching").next())).isZero();
        assertThat(owners(MoveScene.in("Switching").policy("Delete").next())).isEqualTo(1);
        assertThat(owners(MoveScene.in("Following").marked().next()))
                .as("once it was told so")
                .isZero();
        assertThat(annotations(copy(MoveScene.in("Switching").next())))
                .containsEntry("shop-operator.io/copy-of", MoveScene.LIVE);
    }

    @Test
    void aCopyThatHasTakenOverIsToldFromACopy() {
        DatabaseMove.Step step = MoveScene.in("Switching")
                .succeeded("switch", ",\"heldMillis\":812")
                .next();

        assertThat(annotations(copy(step))).isEmpty();
        assertThat(owners(step)).isZero();
    }

    @Test
    void theClaimOfTheDatabaseTellsOfTheMoveUntilItIsCertainWhatBecameOfIt() {
        assertThat(marked(MoveScene.in("Following"))).isEmpty();
        assertThat(marked(MoveScene.in("Following").succeeded("lag", ",\"behind\":1234")))
                .contains(MoveScene.ID);
        assertThat(marked(MoveScene.in("Switching"))).contains(MoveScene.ID);
        assertThat(marked(MoveScene.in("Switching").succeeded("switch", "")))
                .as("its status does not say so yet")
                .contains(MoveScene.ID);
        assertThat(marked(MoveScene.in("Following").marked()))
                .as("after an attempt")
                .contains(MoveScene.ID);
        assertThat(marked(MoveScene.in("TakingBack").marked())).contains(MoveScene.ID);
        MoveScene gone = MoveScene.in("TakingBack").marked().without(MoveScene.COPY);
        gone.sets.removeIf(set -> set.getMetadata().getName().contains("-db-"));
        assertThat(marked(gone)).contains(MoveScene.ID);
        assertThat(marked(gone.succeeded("back", ""))).isEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {"Copying", "Following"})
    void aCopyOfADatabaseWhoseClaimIsDeletedOrGoneIsNotRemovedThoughItStillServes(String phase) {
        DatabaseMove.Step deleted = MoveScene.in(phase)
                .embedded("{storage: 5Gi}")
                .deleted(MoveScene.LIVE)
                .next();
        assertThat(phase(deleted)).isNotEqualTo(Phase.TAKING_BACK);
        assertThat(deleted.obsolete()).isEmpty();
        assertThat(deleted.finding().orElseThrow().message())
                .isEqualTo(
                        "The copy is not wanted any more; it is kept all the same, for the claim data-tee-database-0 was deleted: the copy may soon be all that is left.");

        DatabaseMove.Step gone = MoveScene.in(phase)
                .embedded("{storage: 5Gi}")
                .without(MoveScene.LIVE)
                .next();
        assertThat(phase(gone)).isNotEqualTo(Phase.TAKING_BACK);
        assertThat(gone.obsolete()).isEmpty();
    }

    @Test
    void aCopyThatIsKeptThoughItIsNotWantedDoesNotTakeOver() {
        DatabaseMove.Step step = MoveScene.in("Following")
                .embedded("{storage: 5Gi}")
                .deleted(MoveScene.LIVE)
                .succeeded("lag", ",\"behind\":1234")
                .next();

        assertThat(phase(step)).isEqualTo(Phase.FOLLOWING);
        assertThat(names(step.children())).as("it is kept up").contains("StatefulSet/tee-db-0a1b2c3d");
    }

    @Test
    void anAttemptThatChangedNothingTakesNoCopyBackWhoseDatabaseIsBeingDeleted() {
        assertThat(phase(MoveScene.in("Switching")
                        .embedded("{storage: 5Gi}")
                        .deleted(MoveScene.LIVE)
                        .failed("switch", "PodFailurePolicy", JUST_NOW, "Busy")
                        .next()))
                .isEqualTo(Phase.SWITCHING);
    }

    @Test
    void takingBackRemovesNothingWhileTheDatabaseIsNotSafe() {
        List<MoveScene> unsafe = List.of(
                MoveScene.in("TakingBack")
                        .found("live", "follows live", "reserved")
                        .notReady(),
                MoveScene.in("TakingBack")
                        .found("live", "follows live", "reserved")
                        .deleted(MoveScene.LIVE),
                MoveScene.in("TakingBack")
                        .found("live", "follows live", "reserved")
                        .without(MoveScene.LIVE));

        assertThat(unsafe).allSatisfy(scene -> {
            assertThat(scene.next().obsolete()).isEmpty();
            assertThat(scene.next().start()).isEmpty();
            assertThat(phase(scene.next())).isEqualTo(Phase.TAKING_BACK);
        });
    }

    @Test
    void aStorageClassThatIsNotThereForAMomentTakesNoCopyBack() {
        MoveScene larger = MoveScene.in("Following");
        larger.classes.clear();
        assertThat(phase(larger.next())).isEqualTo(Phase.FOLLOWING);

        MoveScene another = MoveScene.in("Following").embedded("{storage: 10Gi, storageClassName: fast}");
        another.claim(MoveScene.LIVE, "5Gi", "slow", "{}").classes.clear();
        assertThat(phase(another.next())).as("that is another wish").isEqualTo(Phase.TAKING_BACK);
        another.embedded("{storage: 10Gi, storageClassName: plain}");
        assertThat(phase(another.next())).isEqualTo(Phase.FOLLOWING);
    }

    @Test
    void aVolumeThatCanGrowByNowTakesTheCopyBack() {
        MoveScene scene = MoveScene.in("Following");
        scene.classes.clear();

        assertThat(phase(scene.storageClass("plain", true).next())).isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void beforeACopyIsRemovedTheDatabaseIsAskedWhatItHasOfIt() {
        DatabaseMove.Step asking = MoveScene.in("TakingBack").next();
        assertThat(started(asking)).isEqualTo("tee-move-0a1b2c3d-look");
        assertThat(asking.obsolete()).isEmpty();
        assertThat(names(asking.children())).contains("Service/tee-move-from", "Service/tee-move-to");

        DatabaseMove.Step waiting =
                MoveScene.in("TakingBack").running("look", "Running").next();
        assertThat(waiting.obsolete()).isEmpty();
        assertThat(waiting.start()).isEmpty();

        DatabaseMove.Step unanswered = MoveScene.in("TakingBack")
                .failed("look", "BackoffLimitExceeded", LONG_AGO, "SourceUnreachable")
                .next();
        assertThat(names(unanswered.obsolete())).as("and asked again").containsExactly("Job/tee-move-0a1b2c3d-look");
        assertThat(unanswered.finding().orElseThrow().message()).endsWith(" It said SourceUnreachable.");
    }

    @Test
    void noCopyIsRemovedWhileAProgramMayBeAtWorkThatHandsOver() {
        MoveScene ending = MoveScene.in("TakingBack").running("switch", "Running");
        assertThat(names(ending.next().obsolete())).containsExactly("Job/tee-move-0a1b2c3d-switch");
        assertThat(ending.next().start()).isEmpty();

        ending.jobs.clear();
        assertThat(ending.next().obsolete()).isEmpty();
        assertThat(ending.next().start()).as("its pod is still there").isEmpty();
        assertThat(ending.next().finding().orElseThrow().message()).contains("once the pod switch-x has ended");
    }

    @Test
    void aCopyThatHasTakenOverOrIsAboutToIsNotTakenBack() {
        DatabaseMove.Step step = MoveScene.in("TakingBack")
                .notReady()
                .succeeded("look", ",\"begun\":true")
                .next();

        assertThat(phase(step)).isEqualTo(Phase.SWITCHING);
        assertThat(names(step.obsolete())).containsExactly("Job/tee-move-0a1b2c3d-look");
    }

    @Test
    void whatWasTrueSomeTimeAgoIsAskedOnceMore() {
        MoveScene scene = MoveScene.in("TakingBack").found("live", "follows live", "reserved");
        scene.jobs.getLast().getMetadata().setCreationTimestamp(LONG_AGO);

        assertThat(names(scene.next().obsolete())).containsExactly("Job/tee-move-0a1b2c3d-look");
    }

    @ParameterizedTest
    @CsvSource({
        "live,follows live,none",
        "live,leads live,reserved",
        "live,leads done,reserved",
        "none,follows live,none",
        "several,follows live,reserved"
    })
    void aCopyThatMayHoldWhatTheDatabaseLacksIsNotRemoved(String source, String copy, String slot) {
        DatabaseMove.Step step =
                MoveScene.in("TakingBack").found(source, copy, slot).next();

        assertThat(phase(step)).isEqualTo(Phase.TAKING_BACK);
        assertThat(step.obsolete()).isEmpty();
        assertThat(step.stalled()).isTrue();
        assertThat(step.finding().orElseThrow().reason()).isEqualTo(Reason.MOVE_BLOCKED);
    }

    @Test
    void aCopyThatAPersonDeletesIsRemovedIfTheDatabaseIsWhereItWas() {
        String set = "StatefulSet/tee-db-0a1b2c3d";

        assertThat(names(MoveScene.in("TakingBack")
                        .deleted(MoveScene.COPY)
                        .found("live", "", "none")
                        .next()
                        .obsolete()))
                .containsExactly(set);
        assertThat(names(MoveScene.in("TakingBack")
                        .deleted(MoveScene.COPY)
                        .found("live", "leads live", "reserved")
                        .next()
                        .obsolete()))
                .containsExactly(set);
        assertThat(phase(MoveScene.in("TakingBack")
                        .deleted(MoveScene.COPY)
                        .succeeded("look", ",\"begun\":true")
                        .next()))
                .isEqualTo(Phase.SWITCHING);
    }

    @Test
    void aCopyThatWasNeverWholeIsRemovedAtOnce() {
        MoveScene scene = MoveScene.in("TakingBack");
        scene.sets.removeIf(set -> set.getMetadata().getName().contains("-db-"));

        assertThat(names(scene.next().obsolete())).containsExactly("PersistentVolumeClaim/" + MoveScene.COPY);
        assertThat(started(scene.marked().next()))
                .as("but not one that was told to take over")
                .isEqualTo("tee-move-0a1b2c3d-look");
    }

    @Test
    void takingBackRemovesTheCopyFirstAndThenWhatTheDatabaseKeepsForIt() {
        DatabaseMove.Step removing = MoveScene.in("TakingBack")
                .found("live", "follows live", "reserved")
                .next();
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
    void aCopyWhoseClaimSomebodyDeletesGetsNothingThatHasNotBegun() {
        assertThat(begins(MoveScene.in("Switching").next())).isTrue();
        assertThat(begins(MoveScene.in("Switching").deleted(MoveScene.COPY).next()))
                .isFalse();
        assertThat(phase(MoveScene.in("Switching")
                        .deleted(MoveScene.COPY)
                        .failed("switch", "PodFailurePolicy", JUST_NOW, "CopyLeaves")
                        .next()))
                .isEqualTo(Phase.TAKING_BACK);
    }

    @Test
    void aCopyThatNothingWasHandedOverToIsNoFormerVolume() {
        DatabaseMove.Step step = new MoveScene()
                .embedded("{storage: 5Gi}")
                .claim(MoveScene.COPY, "10Gi", "plain", "{shop-operator.io/copy-of: " + MoveScene.LIVE + "}")
                .next();

        assertThat(step.former()).isEmpty();
        assertThat(step.children()).isEmpty();
        assertThat(step.obsolete()).isEmpty();
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

    private static PersistentVolumeClaim copy(DatabaseMove.Step step) {
        return step.children().stream()
                .filter(child -> child.getMetadata().getName().equals(MoveScene.COPY))
                .map(PersistentVolumeClaim.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static int owners(DatabaseMove.Step step) {
        return copy(step).getMetadata().getOwnerReferences().size();
    }

    private static Map<String, String> annotations(PersistentVolumeClaim claim) {
        return Objects.requireNonNullElse(claim.getMetadata().getAnnotations(), Map.of());
    }

    private static Optional<String> marked(MoveScene scene) {
        return DatabaseMove.marked(scene.shop(), scene.volume(), scene.next());
    }

    private static boolean begins(DatabaseMove.Step step) {
        return pod(step.start().orElseThrow()).getContainers().getFirst().getEnv().stream()
                .noneMatch(variable -> variable.getName().equals("BEGIN")
                        && variable.getValue().equals("false"));
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
