package io.shopoperator.operator.backup;

import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A backup that was not made. It stays to be read, until a later one has succeeded and some days have passed. */
final class Failing {
    private static final Duration READABLE = Duration.ofDays(7);

    private Failing() {}

    static BackupPlan next(BackupScene scene) {
        BackupPlan plan = BackupPlan.told(scene, BackupStatuses.of(scene)).without(scene.jobs());
        ShopBackupStatus status = scene.backup().getStatus();
        if (status.startedAt() == null || scene.backup().getSpec().pinned()) return plan;
        Instant started = Instant.parse(status.startedAt());
        boolean read = started.plus(READABLE).isBefore(scene.now());
        return read && isFollowed(scene, started) ? plan.leaving() : plan;
    }

    private static boolean isFollowed(BackupScene scene, Instant started) {
        return scene.siblings().stream()
                .map(ShopBackup::getStatus)
                .filter(Objects::nonNull)
                .map(ShopBackupStatus::completedAt)
                .filter(Objects::nonNull)
                .anyMatch(completed -> Instant.parse(completed).isAfter(started));
    }
}
