package io.shopoperator.operator.shop.origin;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.BackupPlace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code spec.origin} leads to, as far as it is there and while it is looked at.
 *
 * @param storage the Secret of the bucket
 * @param key the Secret of the encryption
 * @param volume the claim that holds the backups
 */
public record OriginObjects(Optional<Secret> storage, Optional<Secret> key, Optional<PersistentVolumeClaim> volume) {
    /** The key of a bucket's Secret with the namespaces whose backups may be read with it, beside its own. */
    static final String READABLE_NAMESPACES = "readable-namespaces";

    /** Nothing is looked at. */
    public static OriginObjects none() {
        return new OriginObjects(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Looks for them by name. */
    public static OriginObjects find(
            Shop shop,
            Function<String, Optional<Secret>> secrets,
            Function<String, Optional<PersistentVolumeClaim>> claims) {
        BackupPlace place = OriginPlace.of(shop, Origin.asked(shop).orElseThrow());
        return new OriginObjects(
                place.s3().flatMap(s3 -> secrets.apply(s3.credentialsSecretRef().name())),
                place.encryption()
                        .flatMap(encryption ->
                                secrets.apply(encryption.keySecretRef().name())),
                place.s3().isPresent() ? Optional.empty() : claims.apply(place.claim()));
    }

    /** The first mistake, with what to change. Only for a shop whose origin is open. */
    public Optional<Finding> mistake(Shop shop) {
        BackupPlace place = OriginPlace.of(shop, Origin.asked(shop).orElseThrow());
        return place.s3()
                .map(s3 -> secret(
                                s3.credentialsSecretRef().name(),
                                "its destination",
                                storage,
                                List.of("access-key-id", "secret-access-key"))
                        .or(() -> foreign(shop, place)))
                .orElseGet(() -> missing(place))
                .or(() -> place.encryption()
                        .flatMap(encryption ->
                                secret(encryption.keySecretRef().name(), "its encryption", key, List.of("identity"))));
    }

    private static Optional<Finding> secret(String name, String whose, Optional<Secret> secret, List<String> keys) {
        if (secret.isEmpty()) {
            return Optional.of(new Finding(
                    Reason.ORIGIN_SECRET_MISSING,
                    "There is no Secret '" + name + "' in this namespace, which spec.origin.fromBackup needs for "
                            + whose + ". Create it, or correct the name."));
        }
        List<String> missing = keys.stream()
                .filter(key -> Base64Data.value(secret.get().getData(), key).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        Reason.ORIGIN_SECRET_INVALID,
                        "Secret '" + name + "', which spec.origin.fromBackup needs for " + whose + ", lacks "
                                + String.join(", ", missing) + "."));
    }

    private Optional<Finding> missing(BackupPlace place) {
        if (volume.isPresent()) return Optional.empty();
        return Optional.of(new Finding(
                Reason.ORIGIN_VOLUME_MISSING,
                "There is no PersistentVolumeClaim '" + place.claim()
                        + "' in this namespace, on which spec.origin.fromBackup looks for the backup. Name the destination in"
                        + " spec.origin.fromBackup.destination."));
    }

    /** Whoever may write the Secret says whose backups it opens: a Shop alone must not reach another tenant's. */
    private Optional<Finding> foreign(Shop shop, BackupPlace place) {
        if (place.namespace().equals(shop.getMetadata().getNamespace())) return Optional.empty();
        boolean readable = storage.flatMap(secret -> Base64Data.value(secret.getData(), READABLE_NAMESPACES)).stream()
                .flatMap(names -> Arrays.stream(names.split("[\\s,]+")))
                .anyMatch(place.namespace()::equals);
        return readable
                ? Optional.empty()
                : Optional.of(new Finding(
                        Reason.ORIGIN_FORBIDDEN,
                        "spec.origin.fromBackup.shop is of the namespace '" + place.namespace()
                                + "'. If its backups may be restored here, write that namespace into the key "
                                + READABLE_NAMESPACES + " of Secret '"
                                + storage.orElseThrow().getMetadata().getName() + "'."));
    }
}
