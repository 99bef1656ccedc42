package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the embedded database's volume has room for the days to come; pure. How much there is in it is told by each backup: the operator
 * itself sees no disk, and asks for no right to.
 */
public final class StorageHealth {
    /** From here on a volume is told as filling, in percent. */
    private static final long MUCH = 85;

    /** A volume that will be full so soon is told as well. */
    private static final Duration AHEAD = Duration.ofDays(14);

    /** A shop that was filled with goods yesterday does not go on growing like that. */
    private static final Duration LEAST_OBSERVATION = Duration.ofDays(3);

    private static final long MEBIBYTE = 1L << 20;
    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    private final Shop shop;
    private final long capacity;
    private final List<Measurement> measurements;

    /** How much there was at a time. */
    private record Measurement(Instant at, long bytes) {}

    private StorageHealth(Shop shop, PersistentVolumeClaim claim, List<ShopBackup> backups) {
        this.shop = shop;
        this.capacity = capacity(claim);
        this.measurements = backups.stream()
                .map(ShopBackup::getStatus)
                .filter(Objects::nonNull)
                .filter(status -> status.phase() != ShopBackupStatus.Phase.FAILED
                        && status.completedAt() != null
                        && status.databaseBytes() != null)
                .map(status -> new Measurement(Instant.parse(status.completedAt()), status.databaseBytes()))
                .sorted(Comparator.comparing(Measurement::at))
                .toList();
    }

    /** Empty for a database that somebody else runs, and before there is a volume. */
    public static Optional<Verdict> of(
            Shop shop, Optional<PersistentVolumeClaim> volume, DatabaseState database, List<ShopBackup> backups) {
        if (shop.getSpec().database().embedded() == null) return Optional.empty();
        if (database.finding().reason() == Reason.VOLUME_FULL) {
            return Optional.of(new Verdict("False", database.finding()));
        }
        return volume.map(claim -> new StorageHealth(shop, claim, backups).verdict());
    }

    private Verdict verdict() {
        if (measurements.isEmpty() || capacity <= 0) {
            return new Verdict(
                    "Unknown",
                    new Finding(
                            Reason.NOT_MEASURED_YET,
                            "How full the database's volume is becomes known with the next backup."));
        }
        Measurement newest = measurements.getLast();
        long used = newest.bytes() + log();
        long percent = used * 100 / capacity;
        String told = "The database had " + words(newest.bytes()) + " when it was last backed up (" + newest.at()
                + "): with room for its log " + percent + " % of the volume of " + words(capacity) + ".";
        Optional<String> forecast = forecast(newest, capacity - used);
        if (percent < MUCH && forecast.isEmpty()) {
            return new Verdict("True", new Finding(Reason.STORAGE_HEALTHY, told));
        }
        return new Verdict(
                "False",
                new Finding(
                        Reason.VOLUME_FILLING,
                        told + forecast.orElse("")
                                + " Raise spec.database.embedded.storage; DatabaseReady tells whether the storage class lets it grow."));
    }

    /** When the volume will be full, if that is soon. */
    private Optional<String> forecast(Measurement newest, long left) {
        Measurement first = measurements.stream()
                .filter(one -> !one.at().isBefore(newest.at().minus(AHEAD)))
                .findFirst()
                .orElse(newest);
        long hours = Duration.between(first.at(), newest.at()).toHours();
        long grown = newest.bytes() - first.bytes();
        if (hours < LEAST_OBSERVATION.toHours() || grown <= 0) return Optional.empty();
        long perDay = grown * 24 / hours;
        if (perDay == 0) return Optional.empty();
        long days = Math.max(0, left) / perDay;
        return days >= AHEAD.toDays()
                ? Optional.empty()
                : Optional.of(" It grows by " + words(perDay) + " a day, so the volume will be full in about "
                        + (days == 1 ? "1 day." : days + " days."));
    }

    /** As much as the start script lets the write-ahead log have, and as much again for what waits to be stored elsewhere. */
    private long log() {
        long once = Math.clamp(capacity / MEBIBYTE / 8, 48, 1024) * MEBIBYTE;
        return shop.getSpec().backup().pointInTime().enabled() ? 2 * once : once;
    }

    private static long capacity(PersistentVolumeClaim claim) {
        Optional<Quantity> there = Optional.ofNullable(claim.getStatus())
                .map(status -> status.getCapacity())
                .map(capacity -> capacity.get("storage"));
        return there.orElseGet(
                        () -> claim.getSpec().getResources().getRequests().get("storage"))
                .getNumericalAmount()
                .longValue();
    }

    private static String words(long bytes) {
        if (bytes < 1L << 30) return bytes / MEBIBYTE + "Mi";
        return BigDecimal.valueOf(bytes)
                        .divide(GIBIBYTE, 1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "Gi";
    }
}
