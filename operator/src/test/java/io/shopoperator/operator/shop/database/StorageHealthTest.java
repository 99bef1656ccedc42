package io.shopoperator.operator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorageHealthTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final List<ShopBackup> backups = new ArrayList<>();

    @Test
    void whatIsOnTheVolumeIsNotKnownBeforeTheFirstBackup() {
        backups.add(YAML.unmarshal("status: {phase: Running}", ShopBackup.class));
        backups.add(YAML.unmarshal("metadata: {name: new}", ShopBackup.class));

        assertThat(verdict("5Gi"))
                .isEqualTo(told(
                        "Unknown",
                        Reason.NOT_MEASURED_YET,
                        "How full the database's volume is becomes known with the next backup."));
    }

    @Test
    void aVolumeWithRoomIsHealthy() {
        measured("2026-11-23T02:16:00Z", 1536);

        assertThat(verdict("5Gi"))
                .isEqualTo(
                        told(
                                "True",
                                Reason.STORAGE_HEALTHY,
                                "The database had 1.5Gi when it was last backed up (2026-11-23T02:16:00Z): with room for its log 42 % of the volume of 5Gi."));
    }

    @Test
    void aVolumeThatIsNearlyFullIsTold() {
        measured("2026-11-23T02:16:00Z", 3800);

        assertThat(verdict("5Gi"))
                .isEqualTo(
                        told(
                                "False",
                                Reason.VOLUME_FILLING,
                                "The database had 3.7Gi when it was last backed up (2026-11-23T02:16:00Z): with room for its log 86 % of the volume of 5Gi. "
                                        + "Raise spec.database.embedded.storage; DatabaseReady tells whether the storage class lets it grow."));
    }

    @Test
    void theLogThatWaitsToBeStoredElsewhereNeedsRoomAsWell() {
        measured("2026-11-23T02:16:00Z", 3500);

        assertThat(verdict("5Gi").status()).isEqualTo("True");
        assertThat(verdict("backup: {pointInTime: {enabled: true}}", "5Gi").status())
                .isEqualTo("False");
    }

    @Test
    void aVolumeThatWillBeFullSoonIsToldAhead() {
        measured("2026-11-19T02:16:00Z", 1000);
        measured("2026-11-21T02:16:00Z", 1700);
        measured("2026-11-23T02:16:00Z", 2200);

        assertThat(verdict("5Gi"))
                .isEqualTo(
                        told(
                                "False",
                                Reason.VOLUME_FILLING,
                                "The database had 2.1Gi when it was last backed up (2026-11-23T02:16:00Z): with room for its log 55 % of the volume of 5Gi. "
                                        + "It grows by 300Mi a day, so the volume will be full in about 7 days. "
                                        + "Raise spec.database.embedded.storage; DatabaseReady tells whether the storage class lets it grow."));
    }

    @Test
    void aShopThatWasFilledWithGoodsYesterdayDoesNotGrowLikeThat() {
        measured("2026-11-21T12:00:00Z", 10);
        measured("2026-11-23T02:16:00Z", 1000);

        assertThat(verdict("5Gi").status()).isEqualTo("True");
    }

    @Test
    void whatWasLongAgoSaysNothingOfNow() {
        measured("2026-10-01T02:16:00Z", 10);
        measured("2026-11-19T02:16:00Z", 2000);
        measured("2026-11-23T02:16:00Z", 2004);

        assertThat(verdict("5Gi").status()).isEqualTo("True");
    }

    @Test
    void aDatabaseThatShrinksIsHealthy() {
        measured("2026-11-19T02:16:00Z", 2000);
        measured("2026-11-23T02:16:00Z", 1000);

        assertThat(verdict("5Gi").status()).isEqualTo("True");
    }

    @Test
    void aVolumeThatHasGrownCountsOnceItHas() {
        measured("2026-11-23T02:16:00Z", 3800);
        Shop shop = shop("");

        assertThat(StorageHealth.of(
                                shop,
                                Optional.of(claim("10Gi", "status: {capacity: {storage: 5Gi}}")),
                                ready(),
                                backups)
                        .orElseThrow()
                        .status())
                .isEqualTo("False");
        assertThat(StorageHealth.of(
                                shop,
                                Optional.of(claim("10Gi", "status: {capacity: {storage: 10Gi}}")),
                                ready(),
                                backups)
                        .orElseThrow()
                        .status())
                .isEqualTo("True");
    }

    @Test
    void aFullVolumeIsToldWithoutABackup() {
        Finding full = new Finding(Reason.VOLUME_FULL, "only 12 MiB of 512 MiB are free");

        assertThat(StorageHealth.of(
                        shop(""),
                        Optional.of(claim("5Gi", "")),
                        new DatabaseState(false, true, full, true, false),
                        backups))
                .contains(new Verdict("False", full));
    }

    @Test
    void nothingIsToldOfTheDiskOfSomebodyElse() {
        assertThat(StorageHealth.of(
                        shop("database: {external: {bindingSecretRef: {name: db}}}"),
                        Optional.empty(),
                        DatabaseState.external(),
                        backups))
                .isEmpty();
    }

    private void measured(String at, long mebibytes) {
        backups.add(YAML.unmarshal("""
                status: {phase: Succeeded, completedAt: "%s", databaseBytes: %d}
                """.formatted(at, mebibytes << 20), ShopBackup.class));
    }

    private Verdict verdict(String storage) {
        return verdict("", storage);
    }

    private Verdict verdict(String spec, String storage) {
        return StorageHealth.of(shop(spec), Optional.of(claim(storage, "")), ready(), backups)
                .orElseThrow();
    }

    private static DatabaseState ready() {
        return new DatabaseState(
                true, true, new Finding(Reason.DATABASE_READY, "PostgreSQL accepts connections."), false, false);
    }

    private static Verdict told(String status, Reason reason, String message) {
        return new Verdict(status, new Finding(reason, message));
    }

    private static PersistentVolumeClaim claim(String storage, String status) {
        return YAML.unmarshal(
                "spec: {resources: {requests: {storage: " + storage + "}}}\n" + status, PersistentVolumeClaim.class);
    }

    private static Shop shop(String spec) {
        return YAML.unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops}
                spec: {image: i, host: h, %s}
                """.formatted(spec), Shop.class);
    }
}
