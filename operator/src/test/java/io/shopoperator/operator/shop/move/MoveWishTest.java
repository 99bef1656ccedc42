package io.shopoperator.operator.shop.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveWishTest {
    private static final String STRONG =
            "{target: medium, current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}, nodeSelector: {pool: strong}}";

    private final MoveScene scene = new MoveScene();

    @Test
    void aVolumeAsTheSpecSaysStaysAndNobodyIsAsked() {
        scene.embedded("{storage: 5Gi}");

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
        assertThat(classes(Optional.empty())).isEmpty();
    }

    @Test
    void aLargerOneOfAClassThatCanGrowGrowsWhereItIs() {
        scene.embedded("{storage: 10Gi}");
        scene.classes.clear();
        scene.storageClass("plain", true);

        assertThat(wish()).isInstanceOf(MoveWish.None.class);
        assertThat(classes(Optional.empty())).containsExactly("plain");
    }

    @Test
    void aLargerOneOfAClassThatCannotGrowIsMadeAnew() {
        scene.embedded("{storage: 10Gi}");

        assertThat(wish()).isEqualTo(new MoveWish.Elsewhere("plain", new Quantity("10Gi"), Optional.empty()));
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

        assertThat(classes(Optional.empty())).containsExactly("fast", "plain");
        assertThat(wish()).isEqualTo(new MoveWish.Elsewhere("fast", new Quantity("8Gi"), Optional.empty()));
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

    @Test
    void aSizeForOtherNodesIsElsewhereInTheClassThatTheVolumeHas() {
        scene.embedded("{storage: 5Gi}");

        assertThat(classes(Optional.of(size("null")))).containsExactly("plain");
        assertThat(wish(STRONG))
                .isEqualTo(new MoveWish.Elsewhere("plain", new Quantity("5Gi"), Optional.of(MoveScene.sizing(STRONG))));
    }

    @Test
    void theClassOfTheSizeIsThatOfTheNewVolumeUnlessTheSpecNamesOne() {
        scene.embedded("{storage: 5Gi}").storageClass("fast", true);
        String onFast = STRONG.replace("}}", "}, storageClassName: fast}");

        assertThat(classes(Optional.of(size("fast")))).containsExactly("fast", "plain");
        assertThat(((MoveWish.Elsewhere) wish(onFast)).storageClassName()).isEqualTo("fast");
        scene.embedded("{storage: 5Gi, storageClassName: plain}");
        assertThat(((MoveWish.Elsewhere) wish(onFast)).storageClassName()).isEqualTo("plain");
    }

    @Test
    void aClassOfASizeThatThereIsNotIsToldWithTheTable() {
        scene.embedded("{storage: 5Gi}");

        assertThat(((MoveWish.Impossible) wish(STRONG.replace("}}", "}, storageClassName: fast}")))
                        .why()
                        .message())
                .isEqualTo(
                        "There is no StorageClass 'fast', so the database stays where it is. Create it, or name another one in spec.database.embedded.storageClassName or in the operator's table of sizes: the database is on 'plain'.");
    }

    @Test
    void aMoveIsTheOneThatIsWantedAsLongAsItIsForTheSameNodesAndAmounts() {
        MoveScene moving = MoveScene.inForSize("Copying", STRONG).embedded("{storage: 5Gi}");

        assertThat(isWanted(moving, STRONG)).isTrue();
        assertThat(isWanted(moving, STRONG.replace("500m", "600m")))
                .as("what web pods get does not matter to it")
                .isTrue();
        assertThat(isWanted(moving, STRONG.replace("2Gi", "4Gi"))).isFalse();
        assertThat(isWanted(moving, STRONG.replace("pool: strong", "pool: stronger")))
                .isFalse();
        assertThat(MoveWish.of(moving.shop(), moving.volume(), moving.seen(), Optional.empty()))
                .isInstanceOf(MoveWish.None.class);
    }

    @Test
    void aClassThatIsNotThereAtTheMomentIsNoChangeOfMind() {
        MoveScene moving = MoveScene.in("Following");
        moving.classes.clear();
        assertThat(isAskedFor(moving))
                .as("a larger volume of the present class")
                .isTrue();
        assertThat(isAskedFor(moving.embedded("{storage: 5Gi}"))).isFalse();

        moving.embedded("{storage: 10Gi, storageClassName: plain}").claim(MoveScene.LIVE, "5Gi", "slow", "{}");
        assertThat(isAskedFor(moving)).as("another class").isTrue();
        assertThat(isAskedFor(moving.embedded("{storage: 10Gi, storageClassName: fast}")))
                .isFalse();

        MoveScene growing = MoveScene.in("Following");
        growing.classes.clear();
        assertThat(isAskedFor(growing.storageClass("plain", true)))
                .as("it grows where it is by now")
                .isFalse();
    }

    private static boolean isAskedFor(MoveScene moving) {
        return MoveWish.asksFor(
                moving.shop().getStatus().database().move(),
                moving.shop(),
                moving.volume().orElseThrow(),
                moving.seen(),
                Optional.empty());
    }

    private static boolean isWanted(MoveScene moving, String size) {
        MoveWish wish = MoveWish.of(moving.shop(), moving.volume(), moving.seen(), Optional.of(MoveScene.sizing(size)));
        return ((MoveWish.Elsewhere) wish)
                .isOf(moving.shop().getStatus().database().move());
    }

    private MoveWish wish() {
        return MoveWish.of(scene.shop(), scene.volume(), scene.seen(), Optional.empty());
    }

    private MoveWish wish(String size) {
        return MoveWish.of(scene.shop(), scene.volume(), scene.seen(), Optional.of(MoveScene.sizing(size)));
    }

    private List<String> classes(Optional<Size> asked) {
        return MoveWish.classes(scene.shop(), scene.volume(), asked);
    }

    private static Size size(String storageClass) {
        return SizeInForce.meantBy(MoveScene.sizing(STRONG.replace("}}", "}, storageClassName: " + storageClass + "}")))
                .orElseThrow();
    }
}
