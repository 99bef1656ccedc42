package io.shopoperator.operator.shop.origin;

import io.shopoperator.api.v1alpha1.OriginBackupSpec;
import io.shopoperator.api.v1alpha1.OriginDestinationSpec;
import io.shopoperator.api.v1alpha1.OriginShopSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.backup.BackupPlace;
import java.util.Objects;
import java.util.Optional;

/** Where the backup is that a new shop begins with; what the spec leaves out is as for the shop's own backups. */
final class OriginPlace {
    private OriginPlace() {}

    static BackupPlace of(Shop shop, OriginBackupSpec asked) {
        BackupPlace own = BackupPlace.of(shop);
        OriginShopSpec whose = Objects.requireNonNullElse(asked.shop(), new OriginShopSpec(null, null));
        OriginDestinationSpec destination = asked.destination();
        return new BackupPlace(
                Objects.requireNonNullElse(whose.namespace(), own.namespace()),
                Objects.requireNonNullElse(whose.name(), own.shop()),
                destination == null ? own.s3() : Optional.ofNullable(destination.s3()),
                destination == null || destination.volume() == null
                        ? own.claim()
                        : destination.volume().claimName(),
                Optional.ofNullable(asked.encryption()).or(own::encryption),
                true);
    }
}
