package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.StoredBackupSpec;
import io.shopoperator.operator.shop.backup.Word;
import java.util.Objects;
import java.util.Optional;

/** A backup that has not begun: it waits for its turn, or for a person. One that was found at its destination has nothing to wait for. */
final class Waiting {
    private Waiting() {}

    static BackupPlan next(BackupScene scene) {
        BackupStatuses status = BackupStatuses.of(scene);
        StoredBackupSpec stored = scene.backup().getSpec().stored();
        if (stored != null) return BackupPlan.told(scene, status.found(stored)).lookingAgain(BackupPlan.AT_ONCE);
        Optional<Word> hindrance = scene.shop().isEmpty()
                ? Optional.of(new Word(
                        "ShopMissing",
                        "There is no Shop '"
                                + scene.backup().getSpec().shopRef().name()
                                + "' in this namespace: create it, or delete this ShopBackup."))
                : scene.hindrance();
        if (hindrance.isPresent()) {
            return BackupPlan.told(scene, status.condition(BackupStatuses.STALLED, "True", hindrance.get()))
                    .lookingAgain(BackupPlan.SOON);
        }
        if (!scene.isItsTurn()) {
            Word waits = new Word(
                    "WaitingForTurn",
                    "Another run of this shop is under way, or was asked for earlier; they never overlap.");
            return BackupPlan.told(scene, status.condition(BackupStatuses.RECONCILING, "True", waits))
                    .lookingAgain(BackupPlan.SOON);
        }
        return BackupPlan.told(
                        scene, status.begun(place(scene)).condition(BackupStatuses.RECONCILING, "True", Dumping.WORD))
                .lookingAgain(BackupPlan.AT_ONCE);
    }

    /** One more than any other has. */
    private static long place(BackupScene scene) {
        return scene.siblings().stream()
                        .map(ShopBackup::getStatus)
                        .filter(Objects::nonNull)
                        .map(ShopBackupStatus::sequence)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)
                + 1;
    }
}
