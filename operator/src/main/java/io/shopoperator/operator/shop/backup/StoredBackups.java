package io.shopoperator.operator.shop.backup;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.StoredBackupSpec;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ShopBackups for backups that were found at the destination. What cannot have come from a manifest of ours is left out. */
final class StoredBackups {
    private static final double MAX_EXACT_INTEGER = 9007199254740991d;
    private static final int LONGEST_WORD = 64;

    /** With the id, a name has at most 52 characters, so that the names of its Jobs fit. */
    private static final int LONGEST_SHOP = 26;

    private StoredBackups() {}

    /** The object for one entry of a listing; the same entry always has the same name. */
    static Optional<ShopBackup> of(Shop shop, JsonNode entry) {
        return stored(entry).map(stored -> {
            ShopBackup backup = new ShopBackup();
            backup.setMetadata(new ObjectMetaBuilder()
                    .withName(name(shop, stored.id()))
                    .withNamespace(shop.getMetadata().getNamespace())
                    .withLabels(ShopLabels.of(shop, Component.BACKUP))
                    .withOwnerReferences(ChildMetadata.ownersOfData(shop))
                    .build());
            backup.setSpec(new ShopBackupSpec(
                    new ShopReference(shop.getMetadata().getName()),
                    entry.path("pinned").asBoolean(false),
                    false,
                    stored));
            return backup;
        });
    }

    /** Whether one of these stands for the same backup, or has its name. */
    static boolean isKnown(ShopBackup found, List<ShopBackup> backups) {
        String id = found.getSpec().stored().id();
        return backups.stream()
                .anyMatch(backup -> backup.getMetadata()
                                .getName()
                                .equals(found.getMetadata().getName())
                        || standsFor(backup, id));
    }

    /** A run that failed may have stored the backup nevertheless, but nobody takes care of that. */
    private static boolean standsFor(ShopBackup backup, String id) {
        ShopBackupStatus status = backup.getStatus();
        return status != null && status.phase() != ShopBackupStatus.Phase.FAILED && id.equals(status.id());
    }

    private static String name(Shop shop, String id) {
        String name = shop.getMetadata().getName();
        String prefix =
                name.length() <= LONGEST_SHOP ? name : name.substring(0, LONGEST_SHOP - 9) + "-" + Hashes.of(name);
        return prefix + "-" + id.toLowerCase(Locale.ROOT);
    }

    private static Optional<StoredBackupSpec> stored(JsonNode entry) {
        String id = word(entry, "id");
        Long sequence = number(entry, "sequence");
        String startedAt = time(entry, "startedAt");
        String completedAt = time(entry, "completedAt");
        boolean ours = id != null
                && id.matches(StoredBackupSpec.ID)
                && sequence != null
                && startedAt != null
                && completedAt != null;
        if (!ours) return Optional.empty();
        String verifiedAt = time(entry, "verifiedAt");
        Long seconds = number(entry, "seconds");
        return Optional.of(new StoredBackupSpec(
                id,
                sequence,
                startedAt,
                completedAt,
                number(entry, "bytes"),
                word(entry, "schemaVersion"),
                word(entry, "server"),
                word(entry, "tool"),
                number(entry, "orders"),
                number(entry, "orderTotalCents"),
                verifiedAt,
                verifiedAt == null || seconds == null || seconds > Integer.MAX_VALUE
                        ? null
                        : Integer.valueOf(seconds.intValue())));
    }

    private static String word(JsonNode entry, String field) {
        JsonNode word = entry.path(field);
        return word.isTextual() && word.asText().length() <= LONGEST_WORD ? word.asText() : null;
    }

    private static Long number(JsonNode entry, String field) {
        JsonNode number = entry.path(field);
        boolean exact = number.isIntegralNumber() && number.canConvertToLong();
        return exact && number.asLong() >= 0 && number.asLong() <= MAX_EXACT_INTEGER
                ? Long.valueOf(number.asLong())
                : null;
    }

    private static String time(JsonNode entry, String field) {
        String time = word(entry, field);
        try {
            return time != null && Instant.parse(time).toString().equals(time) && time.length() == 20 ? time : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
