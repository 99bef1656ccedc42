package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

class MoveWishTest {
    private final MoveScene scene = new MoveScene();

    @Test
    void aVolumeAsTheSpecSaysStaysAndNobodyIsAsked() {
        scene.embedded("{storage: 5Gi}");

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
        assertThat(MoveWish.classes(scene.shop(), scene.volume())).isEmpty();
    }

    @Test
    void aLargerOneOfAClassThatCanGrowGrowsWhereItIs() {
        scene.embedded("{storage: 10Gi}");
        scene.classes.clear();
        scene.storageClass("plain", true);

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
        assertThat(MoveWish.classes(scene.shop(), scene.volume())).containsExactly("plain");
    }

    @Test
    void aLargerOneOfAClassThatCannotGrowIsMadeAnew() {
        scene.embedded("{storage: 10Gi}");

        assertThat(wish()).isEqualTo(new MoveWish.Elsewhere("plain", new Quantity("10Gi")));
    }

    @Test
    void aClassThatSaysNothingCannotGrow() {
        scene.classes.getFirst().setAllowVolumeExpansion(null);

        assertThat(wish()).isInstanceOf(MoveWish.Elsewhere.class);
    }

    @Test
    void aClassThatIsNotThereIsLeftToTheApiServer() {
        scene.classes.clear();

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
    }

    @Test
    void anotherClassIsElsewhereAndNeverSmaller() {
        scene.embedded("{storage: 5Gi, storageClassName: fast}");
        scene.claim(MoveScene.LIVE, "8Gi", "plain", "{}");
        scene.storageClass("fast", true);

        assertThat(MoveWish.classes(scene.shop(), scene.volume())).containsExactly("fast", "plain");
        assertThat(wish()).isEqualTo(new MoveWish.Elsewhere("fast", new Quantity("8Gi")));
    }

    @Test
    void aClassThatThereIsNotIsToldWithTheOneThereIs() {
        scene.embedded("{storage: 5Gi, storageClassName: fast}");

        assertThat(((MoveWish.Impossible) wish()).why().message())
                .isEqualTo(
                        "There is no StorageClass 'fast', so the database stays where it is. Create it, or correct spec.database.embedded.storageClassName: the database is on 'plain'.");
    }

    @Test
    void anotherSettingOfTheOperatorMovesNobody() {
        scene.embedded("{storage: 5Gi}");
        scene.claim(MoveScene.LIVE, "5Gi", "of-another-time", "{}");

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
    }

    @Test
    void beforeThereIsAVolumeNothingMoves() {
        scene.without(MoveScene.LIVE);

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
    }

    private MoveWish wish() {
        return MoveWish.of(scene.shop(), scene.volume(), scene.seen());
    }
}
