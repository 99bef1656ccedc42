package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The embedded PostgreSQL: one pod on one volume. */
public final class DatabaseStatefulSet {
    public static final String CONTAINER = "postgresql";

    private DatabaseStatefulSet() {}

    /**
     * The one that customers are served by. {@code bindingHash} replaces the pod when the credentials change: the start script then sets the
     * new password. {@code away} while somebody else fills the volume.
     */
    public static StatefulSet desired(Shop shop, OperatorSettings settings, String bindingHash, boolean away) {
        return of(shop, settings, ShopNames.instance(shop), bindingHash, away);
    }

    /** The copy that the move of this id makes. It stays the same, pod and all, when it becomes the one that customers are served by. */
    public static StatefulSet copy(Shop shop, OperatorSettings settings, String id, String bindingHash) {
        return of(shop, settings, Optional.of(id), bindingHash, false);
    }

    private static StatefulSet of(
            Shop shop, OperatorSettings settings, Optional<String> instance, String bindingHash, boolean away) {
        var database = settings.database();
        Size size = settings.sizes().get(shop.getSpec().size());
        return new StatefulSetBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.databaseSet(shop, instance)))
                .editMetadata()
                .addToLabels(label(instance))
                .endMetadata()
                .withNewSpec()
                .withReplicas(away ? 0 : 1)
                .withServiceName(ShopNames.database(shop))
                // a pod that is not ready must not keep its own repair from rolling out
                .withPodManagementPolicy("Parallel")
                .withRevisionHistoryLimit(3)
                .withNewSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.DATABASE))
                .addToMatchLabels(label(instance))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ShopLabels.of(shop, Component.DATABASE))
                .addToLabels(label(instance))
                .withAnnotations(Map.of(ShopAnnotations.DATABASE_BINDING, bindingHash))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // a fast shutdown writes a checkpoint first
                .withTerminationGracePeriodSeconds(120L)
                .withSecurityContext(ShopPods.restricted(database.user(), database.group()))
                .withNodeSelector(size.nodeSelector())
                .withTolerations(size.tolerations())
                .withContainers(container(shop, settings, size.database(), instance))
                .withVolumes(
                        new VolumeBuilder()
                                .withName("data")
                                .withNewPersistentVolumeClaim()
                                .withClaimName(ShopNames.volume(shop, instance))
                                .endPersistentVolumeClaim()
                                .build(),
                        config(shop),
                        ShopPods.secret("database", ShopNames.database(shop)),
                        ShopPods.emptyDirectory("run"),
                        ShopPods.emptyDirectory("tmp"))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Whether it has no pod and will make none. */
    public static boolean isAtRest(StatefulSet set) {
        StatefulSetStatus status = set.getStatus();
        return Objects.equals(set.getSpec().getReplicas(), 0)
                && (status == null
                        || Objects.requireNonNullElse(status.getReplicas(), 0) == 0
                                && (status.getObservedGeneration() == null
                                        || status.getObservedGeneration()
                                                >= set.getMetadata().getGeneration()));
    }

    /** Of what a move has made. */
    static Map<String, String> label(Optional<String> instance) {
        return instance.map(id -> Map.of(ShopLabels.DATABASE_INSTANCE, id)).orElse(Map.of());
    }

    private static Container container(
            Shop shop, OperatorSettings settings, ResourceRequirements resources, Optional<String> instance) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(settings.database().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "/config/start.sh")
                .withArgs(DatabaseTuning.arguments(resources.getLimits().get("memory")))
                // what a copy follows until it leads; the address is the same for every move
                .withEnv(instance.map(id -> ShopPods.variable("FOLLOW", ShopNames.moveFrom(shop))).stream()
                        .toList())
                .addNewPort()
                .withName("postgresql")
                .withContainerPort(5432)
                .withProtocol("TCP")
                .endPort()
                // recovery after a crash may take its time
                .withStartupProbe(probe(1, 1800, "test", "-e", "/run/postgresql/open"))
                .withReadinessProbe(probe(5, 2, "/bin/sh", "/config/ready.sh"))
                .withResources(resources)
                .withSecurityContext(ShopPods.locked())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(
                        ShopPods.mount("data", "/var/lib/shop-database"),
                        ShopPods.readOnly("config", "/config"),
                        ShopPods.readOnly("database", "/bindings/database"),
                        ShopPods.mount("run", "/run/postgresql"),
                        ShopPods.mount("tmp", "/tmp"))
                .build();
    }

    private static Probe probe(int periodSeconds, int failures, String... command) {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand(command)
                .endExec()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }

    private static Volume config(Shop shop) {
        return new VolumeBuilder()
                .withName("config")
                .withNewConfigMap()
                .withName(ShopNames.database(shop))
                .withDefaultMode(0444)
                .endConfigMap()
                .build();
    }
}
