package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.shopoperator.api.v1alpha1.S3DestinationSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.release.Bindings.Layout;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the pods that run the backup program have in common. Secrets reach it as files, and only those that its work needs. */
public final class ToolsPod {
    private static final int EXECUTABLE = 0555;
    private static final int READABLE = 0440;

    private final Shop shop;
    private final BackupPlace place;
    private final OperatorSettings settings;
    private final Needs needs;

    /**
     * What a run needs beside the destination.
     *
     * @param database whether it reads the shop's database
     * @param key what of the encryption's Secret it needs, if backups are encrypted
     * @param spool whether it needs room for a backup and what is restored from it
     */
    public record Needs(boolean database, Key key, boolean spool) {}

    /** What of the encryption's Secret a run needs. */
    public enum Key {
        NONE,
        /** A pod that makes backups cannot read old ones. */
        RECIPIENT,
        IDENTITY
    }

    /** A run at the shop's own destination. */
    public ToolsPod(Shop shop, OperatorSettings settings, Needs needs) {
        this(shop, BackupPlace.of(shop), settings, needs);
    }

    /** A run for a shop, where other backups are than its own, perhaps. */
    public ToolsPod(Shop shop, BackupPlace place, OperatorSettings settings, Needs needs) {
        this.shop = shop;
        this.place = place;
        this.settings = settings;
        this.needs = needs;
    }

    /** A pod that runs once; containers and volumes are still to be added. */
    public PodSpecBuilder pod() {
        return lasting().withRestartPolicy("Never").withAffinity(affinity());
    }

    /** A pod of the backups' user that knows nothing of the cluster. */
    PodSpecBuilder lasting() {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withTolerations(SizeInForce.tolerations(shop, settings))
                .withSecurityContext(ShopPods.restricted(
                        settings.backup().user(), settings.backup().group()));
    }

    /**
     * Near the pod that receives the log, if the shop has one and both use the volume of the backups: of a volume that one node may mount,
     * another node's pod would have to wait for ever.
     */
    private Affinity affinity() {
        if (!shop.getSpec().backup().pointInTime().enabled() || !BackupVolume.isWanted(shop)) return null;
        return new AffinityBuilder()
                .withNewPodAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withNewLabelSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.LOG_RECEIVER))
                .endLabelSelector()
                .withTopologyKey("kubernetes.io/hostname")
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .build();
    }

    /** A container that runs the program with these arguments and further settings. */
    public Container container(String name, List<String> arguments, Map<String, String> further) {
        List<String> command = new ArrayList<>(List.of("/program/shop-backup"));
        command.addAll(arguments);
        return new ContainerBuilder()
                .withName(name)
                .withImage(settings.backup().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command)
                .withEnv(environment(further))
                .withResources(resources())
                .withSecurityContext(ShopPods.locked())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts())
                .build();
    }

    public ResourceRequirements resources() {
        Quantity memory = new Quantity(settings.backup().memory());
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(settings.backup().cpu()))
                .addToRequests("memory", memory)
                .addToLimits("memory", memory)
                .build();
    }

    private List<EnvVar> environment(Map<String, String> further) {
        Map<String, String> values = new TreeMap<>(further);
        values.put("HOME", "/work");
        values.put("JOBS", Integer.toString(settings.backup().jobs()));
        values.put("SHOP_NAME", place.shop());
        values.put("SHOP_NAMESPACE", place.namespace());
        values.put("STORAGE", place.s3().isEmpty() ? "volume" : "s3");
        values.put("TMPDIR", "/work");
        if (isOfCloudNativePg()) values.put("STORAGE_FIELD", "spec.database.cloudNativePg.storage");
        if (place.s3().isPresent()) {
            S3DestinationSpec s3 = place.s3().get();
            values.put("S3_BUCKET", s3.bucket());
            values.put("S3_ENDPOINT", s3.endpoint());
            values.put("S3_REGION", s3.region());
            if (s3.prefix() != null && !s3.prefix().isEmpty()) values.put("S3_PREFIX", s3.prefix());
        }
        return values.entrySet().stream()
                .map(value -> new EnvVarBuilder()
                        .withName(value.getKey())
                        .withValue(value.getValue())
                        .build())
                .toList();
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(ShopPods.readOnly("program", "/program"));
        mounts.add(ShopPods.mount("work", "/work"));
        mounts.add(ShopPods.mount("spool", "/spool"));
        if (needs.database()) mounts.add(ShopPods.readOnly("database", "/bindings/database"));
        if (place.s3().isPresent()) {
            mounts.add(ShopPods.readOnly("storage", "/storage"));
        } else {
            mounts.add(
                    place.readOnly()
                            ? ShopPods.readOnly("destination", "/destination")
                            : ShopPods.mount("destination", "/destination"));
        }
        if (hasKey()) mounts.add(ShopPods.readOnly("encryption", "/encryption"));
        return mounts;
    }

    /** The volumes that the container mounts; {@code labels} are those of a volume that lives as long as the pod. */
    public List<Volume> volumes(Map<String, String> labels) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(program(ShopNames.backup(shop)));
        volumes.add(inMemory("work"));
        volumes.add(needs.spool() ? spool(labels) : ShopPods.emptyDirectory("spool"));
        if (needs.database()) volumes.add(ShopPods.database(shop, ShopNames.binding(shop), layout()));
        if (place.s3().isEmpty()) {
            volumes.add(new VolumeBuilder()
                    .withName("destination")
                    .withNewPersistentVolumeClaim()
                    .withClaimName(place.claim())
                    .endPersistentVolumeClaim()
                    .build());
        } else {
            volumes.add(ShopPods.secret(
                    "storage", place.s3().get().credentialsSecretRef().name()));
        }
        if (hasKey()) volumes.add(encryption());
        return volumes;
    }

    private Layout layout() {
        return isOfCloudNativePg() ? Layout.CLOUD_NATIVE_PG : Layout.SERVICE_BINDING;
    }

    private boolean isOfCloudNativePg() {
        return shop.getSpec().database().cloudNativePg() != null;
    }

    /** The program of a ConfigMap. */
    public static Volume program(String configMap) {
        return new VolumeBuilder()
                .withName("program")
                .withNewConfigMap()
                .withName(configMap)
                .withDefaultMode(EXECUTABLE)
                .endConfigMap()
                .build();
    }

    /** For files with secrets. */
    public static Volume inMemory(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity("64Mi"))
                .endEmptyDir()
                .build();
    }

    /** A node's disk is nobody's to fill. */
    private Volume spool(Map<String, String> labels) {
        return new VolumeBuilder()
                .withName("spool")
                .withNewEphemeral()
                .withNewVolumeClaimTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(settings.database().storageClassName().orElse(null))
                .withNewResources()
                .addToRequests("storage", new Quantity(settings.backup().spool()))
                .endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .endEphemeral()
                .build();
    }

    private boolean hasKey() {
        return needs.key() != Key.NONE && place.encryption().isPresent();
    }

    private Volume encryption() {
        var secret = new VolumeBuilder()
                .withName("encryption")
                .withNewSecret()
                .withSecretName(place.encryption().orElseThrow().keySecretRef().name())
                .withDefaultMode(READABLE);
        if (needs.key() == Key.RECIPIENT) {
            secret.addNewItem().withKey("recipient").withPath("recipient").endItem();
        }
        return secret.endSecret().build();
    }
}
