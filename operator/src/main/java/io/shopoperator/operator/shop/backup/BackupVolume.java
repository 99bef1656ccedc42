package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.shopoperator.api.v1alpha1.BackupDestinationSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.VolumeDestinationSpec;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import java.util.Optional;

/** The volume that backups are stored on, unless they go to a storage outside. It outlives the shop unless the spec says otherwise. */
public final class BackupVolume {
    private BackupVolume() {}

    /** Whether this is where backups go. */
    public static boolean isWanted(Shop shop) {
        BackupDestinationSpec destination = shop.getSpec().backup().destination();
        return destination == null || destination.s3() == null;
    }

    /** {@code existing} is the claim as it is: it never shrinks, grows once it is bound, and keeps its class. */
    public static PersistentVolumeClaim desired(
            Shop shop, OperatorSettings settings, Optional<PersistentVolumeClaim> existing) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(ChildMetadata.ofData(shop, Component.BACKUP, ShopNames.backup(shop)))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(
                        DatabaseVolume.storageClass(settings.database().storageClassName(), existing))
                .withNewResources()
                .addToRequests("storage", size(shop, existing))
                .endResources()
                .endSpec()
                .build();
    }

    private static Quantity size(Shop shop, Optional<PersistentVolumeClaim> existing) {
        BackupDestinationSpec destination = shop.getSpec().backup().destination();
        VolumeDestinationSpec volume = destination == null || destination.volume() == null
                ? new VolumeDestinationSpec(null)
                : destination.volume();
        Quantity asked = new Quantity(volume.size());
        return existing.filter(claim -> !isBound(claim) || requested(claim).compareTo(asked) >= 0)
                .map(BackupVolume::requested)
                .orElse(asked);
    }

    private static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
    }

    private static Quantity requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().get("storage");
    }
}
