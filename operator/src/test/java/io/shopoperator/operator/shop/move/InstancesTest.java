package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.ShopStatus;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A shop that is made anew over kept volumes, or whose status was lost, opens with its data. */
class InstancesTest {
    private static final String OTHER = "data-tee-db-44444444-0";
    private static final Function<String, Optional<PersistentVolumeClaim>> NOTHING = name -> Optional.empty();
    private final MoveScene scene = new MoveScene();

    @Test
    void aDatabaseThatHasNeverMovedIsWhereItBegan() {
        assertThat(remembered()).isEmpty();
    }

    @Test
    void aDatabaseIsFoundAlongItsMoves() {
        scene.claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moved-to: \"0a1b2c3d\"}")
                .claim(MoveScene.COPY, "5Gi", "plain", "{shop-operator.io/moved-to: \"44444444\"}")
                .claim(OTHER, "5Gi", "plain", "{}");

        assertThat(remembered().orElseThrow().instance()).isEqualTo("44444444");
    }

    @Test
    void aDatabaseWhoseFormerVolumeIsGoneIsFound() {
        scene.without(MoveScene.LIVE)
                .claim(MoveScene.COPY, "5Gi", "plain", "{}")
                .claim(OTHER, "10Gi", "plain", "{shop-operator.io/copy-of: " + MoveScene.COPY + "}");

        assertThat(remembered().orElseThrow().instance()).isEqualTo(MoveScene.ID);
        assertThat(remembered().orElseThrow().move()).isNull();
    }

    @Test
    void aCopyThatNothingWasHandedOverToIsNoDatabase() {
        scene.claim(MoveScene.COPY, "10Gi", "plain", "{shop-operator.io/copy-of: " + MoveScene.LIVE + "}");

        assertThat(remembered()).isEmpty();
    }

    @Test
    void aHandingOverGoesOn() {
        scene.claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moving-to: \"0a1b2c3d\"}")
                .claim(MoveScene.COPY, "10Gi", "plain", "{shop-operator.io/copy-of: " + MoveScene.LIVE + "}");

        DatabaseMoveStatus move = remembered().orElseThrow().move();
        assertThat(move.phase()).isEqualTo(Phase.SWITCHING);
        assertThat(move.id()).isEqualTo(MoveScene.ID);
        assertThat(move.storage()).isEqualTo("10Gi");
    }

    @Test
    void aDatabaseThatWasToBeHandedOverToACopyThatIsGoneGetsItsNameBack() {
        scene.claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moving-to: \"0a1b2c3d\"}");

        DatabaseStatus database = remembered().orElseThrow();
        assertThat(database.instance()).isNull();
        assertThat(database.move().phase()).isEqualTo(Phase.TAKING_BACK);
        assertThat(database.move().id()).isEqualTo(MoveScene.ID);
        assertThat(database.move().to()).isEqualTo(MoveScene.COPY);
    }

    @Test
    void aFormerVolumeThatIsAllThatIsLeftGetsItsNameBack() {
        scene.claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moved-to: \"0a1b2c3d\"}");
        assertThat(remembered().orElseThrow().move().phase()).isEqualTo(Phase.TAKING_BACK);

        scene.without(MoveScene.LIVE)
                .claim(
                        MoveScene.COPY,
                        "5Gi",
                        "plain",
                        "{shop-operator.io/moved-to: \"44444444\", shop-operator.io/moved-at: \"2026-11-23T11:00:00Z\"}")
                .claim(
                        "data-tee-db-33333333-0",
                        "5Gi",
                        "plain",
                        "{shop-operator.io/moved-to: \"0a1b2c3d\", shop-operator.io/moved-at: \"2026-11-23T10:00:00Z\"}");
        DatabaseStatus last = remembered().orElseThrow();
        assertThat(last.instance()).as("the last one").isEqualTo(MoveScene.ID);
        assertThat(last.move().phase()).isEqualTo(Phase.TAKING_BACK);
        assertThat(last.move().id()).isEqualTo("44444444");
    }

    @Test
    void thatAVolumeIsGoneIsBelievedOfTheApiServerOnly() {
        scene.claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moved-to: \"0a1b2c3d\"}");
        PersistentVolumeClaim withoutLabels = new MoveScene()
                .claim(MoveScene.COPY, "5Gi", "plain", "{}")
                .claims
                .getLast();

        ShopStatus status = Instances.remembered(
                scene.shop(),
                null,
                scene.claims,
                name -> Optional.of(withoutLabels)
                        .filter(claim -> claim.getMetadata().getName().equals(name)),
                MoveScene.NOW);

        assertThat(status.database().instance()).isEqualTo(MoveScene.ID);
        assertThat(status.database().move()).isNull();
    }

    @Test
    void whatTheStatusSaysCounts() {
        scene.status("{instance: \"44444444\"}")
                .claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moved-to: \"0a1b2c3d\"}")
                .claim(MoveScene.COPY, "5Gi", "plain", "{}");

        assertThat(Instances.remembered(scene.shop(), scene.shop().getStatus(), scene.claims, NOTHING, MoveScene.NOW)
                        .database()
                        .instance())
                .isEqualTo("44444444");
    }

    private Optional<DatabaseStatus> remembered() {
        return Optional.ofNullable(Instances.remembered(scene.shop(), null, scene.claims, NOTHING, MoveScene.NOW))
                .map(ShopStatus::database);
    }
}
