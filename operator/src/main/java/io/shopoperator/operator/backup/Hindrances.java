package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.shopoperator.api.v1alpha1.BackupSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.backup.BackupSchedules;
import io.shopoperator.operator.shop.backup.BackupVolume;
import io.shopoperator.operator.shop.backup.Word;
import java.util.List;
import java.util.Optional;

/** What keeps a shop's backups from being made, and what to do about it. */
final class Hindrances {
    private Hindrances() {}

    /** Finds what is in the shop's namespace. */
    interface Finder {
        <R extends HasMetadata> Optional<R> find(Class<R> kind, String name);
    }

    /** The first one found. */
    static Optional<Word> of(Shop shop, Finder finder) {
        if (shop.getSpec().suspend()) {
            return Optional.of(new Word("ShopSuspended", "The shop's spec.suspend is true: set it to false."));
        }
        Optional<Word> mistake = BackupSchedules.mistake(shop)
                .map(finding -> new Word(finding.reason().word(), finding.message()));
        if (mistake.isPresent()) return mistake;
        boolean installed = shop.getStatus() != null
                && shop.getStatus().version() != null
                && shop.getStatus().version().lastStable() != null;
        if (!installed) {
            return Optional.of(
                    new Word("ShopNotReady", "The shop has not been installed yet: there is nothing to back up."));
        }
        Optional<Word> taken = taken(shop, ConfigMap.class, finder)
                .or(() -> BackupVolume.isWanted(shop)
                        ? taken(shop, PersistentVolumeClaim.class, finder)
                        : Optional.empty());
        if (taken.isPresent()) return taken;
        BackupSpec spec = shop.getSpec().backup();
        Optional<Word> storage = BackupVolume.isWanted(shop)
                ? Optional.empty()
                : secret(
                        "spec.backup.destination.s3.credentialsSecretRef",
                        spec.destination().s3().credentialsSecretRef().name(),
                        List.of("access-key-id", "secret-access-key"),
                        finder);
        if (storage.isPresent() || spec.encryption() == null) return storage;
        return secret(
                "spec.backup.encryption.keySecretRef",
                spec.encryption().keySecretRef().name(),
                List.of("recipient", "identity"),
                finder);
    }

    /** What is not there yet is waited for by the run's pod; what is somebody else's must not be used. */
    private static <R extends HasMetadata> Optional<Word> taken(Shop shop, Class<R> kind, Finder finder) {
        String name = ShopNames.backup(shop);
        return finder.find(kind, name)
                .filter(there -> there.getMetadata().getLabels() == null
                        || !there.getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(
                                        ShopLabels.of(shop, Component.BACKUP).entrySet()))
                .map(
                        there -> new Word(
                                Reason.NAME_TAKEN.word(),
                                "There is a " + kind.getSimpleName() + " '" + name
                                        + "' in this namespace that does not belong to the shop's backups. Delete or rename it."));
    }

    private static Optional<Word> secret(String field, String name, List<String> keys, Finder finder) {
        Optional<Secret> secret = finder.find(Secret.class, name);
        if (secret.isEmpty()) {
            return Optional.of(new Word(
                    "BackupSecretMissing",
                    "There is no Secret '" + name + "' in this namespace. Create it, or correct the shop's " + field
                            + "."));
        }
        List<String> missing = keys.stream()
                .filter(key -> Base64Data.value(secret.get().getData(), key).isEmpty())
                .toList();
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of(new Word(
                "BackupSecretInvalid",
                "Secret '" + name + "', which the shop's " + field + " names, lacks " + String.join(", ", missing)
                        + "."));
    }
}
