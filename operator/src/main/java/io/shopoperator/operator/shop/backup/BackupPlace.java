package io.shopoperator.operator.shop.backup;

import io.shopoperator.api.v1alpha1.BackupEncryptionSpec;
import io.shopoperator.api.v1alpha1.S3DestinationSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Objects;
import java.util.Optional;

/**
 * Where backups are, and whose.
 *
 * @param namespace the namespace of the shop that the backups are of
 * @param shop its name
 * @param s3 the bucket; empty if they are on a volume
 * @param claim the volume's claim, if they are on one
 * @param encryption how they are encrypted, if they are
 * @param readOnly whether they are only read
 */
public record BackupPlace(
        String namespace,
        String shop,
        Optional<S3DestinationSpec> s3,
        String claim,
        Optional<BackupEncryptionSpec> encryption,
        boolean readOnly) {

    /** Where this shop's own backups go. */
    public static BackupPlace of(Shop shop) {
        return new BackupPlace(
                shop.getMetadata().getNamespace(),
                shop.getMetadata().getName(),
                s3(shop),
                ShopNames.backup(shop),
                Optional.ofNullable(shop.getSpec().backup().encryption()),
                false);
    }

    /** The same, for those who only read. */
    public BackupPlace toRead() {
        return new BackupPlace(namespace, shop, s3, claim, encryption, true);
    }

    private static Optional<S3DestinationSpec> s3(Shop shop) {
        return Optional.ofNullable(shop.getSpec().backup().destination())
                .flatMap(destination -> Optional.ofNullable(destination.s3()));
    }

    /** Tells this place from others, whatever the keys to it are. */
    String fingerprint() {
        return s3.map(bucket -> Hashes.of(
                        "s3",
                        bucket.endpoint(),
                        bucket.bucket(),
                        Objects.requireNonNullElse(bucket.prefix(), ""),
                        namespace,
                        shop))
                .orElseGet(() -> Hashes.of("volume", claim, namespace, shop));
    }
}
