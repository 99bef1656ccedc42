package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.shopoperator.api.v1alpha1.ReleaseStatus;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.StableReleaseStatus;
import io.shopoperator.api.v1alpha1.VersionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopEventsTest {

    @Test
    void theFateOfAReleaseIsNotToldAgainWhenTheShopIsScaled() {
        assertThat(ShopEvents.between(
                        status("Stalled", "RolledBack", 2, "1.1.0"), status("Stalled", "RolledBack", 3, "1.1.0")))
                .isEmpty();
        assertThat(ShopEvents.between(
                        status("Released", "Released", 2, "1.1.0"), status("Released", "Released", 3, "1.1.0")))
                .isEmpty();
    }

    @Test
    void aReleaseThatCameThroughIsTold() {
        assertThat(ShopEvents.between(
                        status("Released", "Released", 2, "1.0.0"), status("Released", "Released", 3, "1.1.0")))
                .containsExactly(new Finding(Reason.RELEASED, "1.1.0"));
    }

    @Test
    void podsThatWereReplacedForAnotherSizeAreNoNewRelease() {
        assertThat(ShopEvents.between(
                        status("Released", "RollingOut", 3, "1.1.0"), status("Released", "Released", 3, "1.1.0")))
                .isEmpty();
    }

    @Test
    void anotherReleaseThatFailsTheSameWayIsTold() {
        assertThat(ShopEvents.between(
                        status("Stalled", "RolledBack", 2, "1.1.0"), status("Stalled", "RolledBack", 3, "1.2.0")))
                .extracting(Finding::reason)
                .containsExactly(Reason.ROLLED_BACK);
    }

    @Test
    void aMistakeThatIsStillThereAfterAChangeIsToldAgain() {
        assertThat(ShopEvents.between(
                        status("Stalled", "UnknownSize", 2, "1.1.0"), status("Stalled", "UnknownSize", 3, "1.1.0")))
                .extracting(Finding::reason)
                .containsExactly(Reason.UNKNOWN_SIZE);
    }

    @Test
    void aVolumeThatFillsIsTold() {
        assertThat(ShopEvents.between(
                        status("StorageHealthy", "StorageHealthy", 2, "1.1.0"),
                        status("StorageHealthy", "VolumeFilling", 2, "1.1.0")))
                .extracting(Finding::reason)
                .containsExactly(Reason.VOLUME_FILLING);
        assertThat(ShopEvents.between(
                        status("StorageHealthy", "VolumeFilling", 2, "1.1.0"),
                        status("StorageHealthy", "VolumeFilling", 2, "1.1.0")))
                .isEmpty();
    }

    @Test
    void aSizeThatCannotBeHadIsTold() {
        assertThat(ShopEvents.between(
                        status("Released", "Released", 2, "1.1.0"), status("Stalled", "NoNodeFits", 3, "1.1.0")))
                .extracting(Finding::reason)
                .containsExactly(Reason.NO_NODE_FITS);
    }

    /** Written by another version of the operator. */
    @Test
    void aFormerReasonThatIsUnknownIsNoObstacle() {
        assertThat(ShopEvents.between(
                        status("Stalled", "NoLongerKnown", 2, "1.1.0"), status("Stalled", "RolledBack", 2, "1.1.0")))
                .hasSize(1);
    }

    private static ShopStatus status(String type, String reason, long generation, String version) {
        return new ShopStatus(
                generation,
                List.of(new ConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withReason(reason)
                        .withMessage(version)
                        .withObservedGeneration(generation)
                        .build()),
                null,
                new VersionStatus(version, version, version),
                new ReleaseStatus(new StableReleaseStatus(version, version, "tee-database", null), null),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
