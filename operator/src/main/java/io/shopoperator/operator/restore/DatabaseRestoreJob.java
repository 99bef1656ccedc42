package io.shopoperator.operator.restore;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.PointInTimeStatus;
import io.shopoperator.api.v1alpha1.RestoreSourceSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.restore.RestoreJob.Work;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.backup.BackupPlace;
import io.shopoperator.operator.shop.backup.BackupVolume;
import io.shopoperator.operator.shop.backup.ToolsPod;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fills the database's empty volume from a base backup and the log after it, or looks at what there is of them. */
final class DatabaseRestoreJob {
    static final String CONTAINER = "database-restore";

    /** A run that is repeated begins anew, or finds what the one before has done. */
    private static final int RETRIES = 2;

    private DatabaseRestoreJob() {}

    static Job desired(Shop shop, ShopRestore restore, OperatorSettings settings, Work work) {
        boolean fills = work == Work.APPLY;
        // from a volume it is read in place
        ToolsPod tools = new ToolsPod(
                shop,
                BackupPlace.of(shop).toRead(),
                settings,
                new Needs(false, Key.IDENTITY, fills && !BackupVolume.isWanted(shop)));
        PodSpecBuilder pod = tools.pod()
                .withContainers(container(tools, shop, restore, fills))
                .withVolumes(volumes(tools, shop, RestoreJob.labels(shop, restore), fills));
        if (fills) {
            // who is the first to use a new claim settles where it lies
            pod.withNodeSelector(SizeInForce.nodeSelector(shop, settings));
            // the files are to be the database's own, and those of the backups stay as they are
            pod.withSecurityContext(new PodSecurityContextBuilder(ShopPods.restricted(
                            settings.database().user(), settings.database().group()))
                    .withSupplementalGroups(settings.backup().group())
                    .build());
        }
        return RestoreJob.job(shop, restore, settings, work, RETRIES, pod.build());
    }

    private static Container container(ToolsPod tools, Shop shop, ShopRestore restore, boolean fills) {
        RestoreSourceSpec from = restore.getSpec().from();
        String target = from.time() == null ? "latest" : from.time();
        Map<String, String> settings = new TreeMap<>(whose(shop));
        settings.put("RESTORE", restore.getMetadata().getUid());
        Container container = tools.container(CONTAINER, List.of(fills ? "rebuild" : "survey", target), settings);
        return fills
                ? new ContainerBuilder(container)
                        .addToVolumeMounts(ShopPods.mount("data", "/var/lib/shop-database"))
                        .build()
                : container;
    }

    /** Of which database the log must be: the one that the status remembers, or else none that ended before there was this shop. */
    private static Map<String, String> whose(Shop shop) {
        return Optional.ofNullable(shop.getStatus())
                .map(ShopStatus::backup)
                .map(BackupStatus::pointInTime)
                .map(PointInTimeStatus::system)
                .map(system -> Map.of("ARCHIVE_SYSTEM", system))
                .orElseGet(() -> Map.of("SHOP_SINCE", shop.getMetadata().getCreationTimestamp()));
    }

    private static List<Volume> volumes(ToolsPod tools, Shop shop, Map<String, String> labels, boolean fills) {
        List<Volume> volumes = new ArrayList<>(tools.volumes(labels));
        if (fills) {
            // Kubernetes gives the files of a volume to the group of the pod, unless the pod only reads it
            volumes.stream()
                    .filter(volume -> volume.getPersistentVolumeClaim() != null)
                    .forEach(volume -> volume.getPersistentVolumeClaim().setReadOnly(true));
            volumes.add(new VolumeBuilder()
                    .withName("data")
                    .withNewPersistentVolumeClaim()
                    .withClaimName(ShopNames.volume(shop))
                    .endPersistentVolumeClaim()
                    .build());
        }
        return volumes;
    }
}
