package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.ShopStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A shop that is made anew over kept volumes, or whose status was lost, opens with its data. */
class InstancesTest {
    private static final String OTHER = "data-tee-db-44444444-0";
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
    void whatTheStatusSaysCounts() {
        scene.status("{instance: \"44444444\"}")
                .claim(MoveScene.LIVE, "5Gi", "plain", "{shop-operator.io/moved-to: \"0a1b2c3d\"}")
                .claim(MoveScene.COPY, "5Gi", "plain", "{}");

        assertThat(Instances.remembered(scene.shop(), scene.shop().getStatus(), scene.claims, MoveScene.NOW)
                        .database()
                        .instance())
                .isEqualTo("44444444");
    }

    private Optional<DatabaseStatus> remembered() {
        return Optional.ofNullable(Instances.remembered(scene.shop(), null, scene.claims, MoveScene.NOW))
                .map(ShopStatus::database);
    }
}
