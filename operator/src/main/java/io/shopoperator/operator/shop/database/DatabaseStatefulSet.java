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

/** The embedded PostgreSQL: one pod on one volume. */
public final class DatabaseStatefulSet {
    public static final String CONTAINER = "postgresql";

    private DatabaseStatefulSet() {}

    /**
     * {@code bindingHash} replaces the pod when the credentials change: the start script then sets the new password. {@code away} while
     * somebody else fills the volume.
     */
    public static StatefulSet desired(Shop shop, OperatorSettings settings, String bindingHash, boolean away) {
        var database = settings.database();
        Size size = settings.sizes().get(shop.getSpec().size());
        return new StatefulSetBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.DATABASE, ShopNames.database(shop)))
                .withNewSpec()
                .withReplicas(away ? 0 : 1)
                .withServiceName(ShopNames.database(shop))
                // a pod that is not ready must not keep its own repair from rolling out
                .withPodManagementPolicy("Parallel")
                .withRevisionHistoryLimit(3)
                .withNewSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.DATABASE))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ShopLabels.of(shop, Component.DATABASE))
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
                .withContainers(container(settings, size.database()))
                .withVolumes(
                        new VolumeBuilder()
                                .withName("data")
                                .withNewPersistentVolumeClaim()
                                .withClaimName(ShopNames.volume(shop))
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

    private static Container container(OperatorSettings settings, ResourceRequirements resources) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(settings.database().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "/config/start.sh")
                .withArgs(DatabaseTuning.arguments(resources.getLimits().get("memory")))
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
