package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pods that serve the customers: replaced one by one, never fewer than asked for. */
public final class WebDeployment {
    public static final String CONTAINER = "web";

    /** What {@code docs/shop-contract.md} grants a shop after SIGTERM (8 s of draining, 30 s for open requests) and a reserve. */
    private static final long GRACE_SECONDS = 8 + 30 + 12;

    /** A young pod serves for a while before the next one starts: the two together slow customers down most. */
    private static final int MIN_READY_SECONDS = 10;

    private WebDeployment() {}

    /**
     * The Deployment of a release: its image and bindings may lag behind the spec, all else follows it at once.
     *
     * @param replicas how many pods; empty if an autoscaler says so
     */
    public static Deployment desired(
            Shop shop, OperatorSettings settings, Release release, Optional<Integer> replicas) {
        Map<String, String> selector = ShopLabels.selector(shop, Component.WEB);
        Size size = settings.sizes().get(shop.getSpec().size());
        return new DeploymentBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.WEB, ShopNames.web(shop)))
                .editMetadata()
                .withAnnotations(release.annotations())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas.orElse(null))
                .withMinReadySeconds(MIN_READY_SECONDS)
                .withProgressDeadlineSeconds(
                        (int) shop.getSpec().release().deadline().toSeconds())
                .withRevisionHistoryLimit(3)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(1))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ShopLabels.of(shop, Component.WEB))
                .withAnnotations(podAnnotations(release))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withSecurityContext(ShopPods.restricted())
                .withNodeSelector(size.nodeSelector())
                .withTolerations(size.tolerations())
                .withTopologySpreadConstraints(spread(selector))
                .withContainers(container(shop, settings, size, release))
                .withVolumes(ShopPods.volumes(shop, release.bindings()))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> podAnnotations(Release release) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(
                ShopAnnotations.DATABASE_BINDING, release.bindings().database().hash());
        release.bindings().mail().ifPresent(mail -> annotations.put(ShopAnnotations.MAIL_BINDING, mail.hash()));
        return annotations;
    }

    private static Container container(Shop shop, OperatorSettings settings, Size size, Release release) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(release.image())
                .withImagePullPolicy("IfNotPresent")
                .withArgs("serve")
                .withEnv(ShopPods.environment(shop, settings))
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("management")
                .withContainerPort(9000)
                .withProtocol("TCP")
                .endPort()
                .withStartupProbe(probe("/q/health/started", 1, 300))
                // a database that restarts makes pages wait; 30 s of it must not take every pod out of the service
                .withReadinessProbe(probe("/q/health/ready", 2, 15))
                .withLivenessProbe(probe("/q/health/live", 10, 6))
                .withResources(size.web())
                .withSecurityContext(ShopPods.locked())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(ShopPods.mounts(release.bindings()))
                .build();
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("management"))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }

    /** Pods of a release spread among themselves: those that are about to go would send the last one beside the first. One node is better than none. */
    private static List<TopologySpreadConstraint> spread(Map<String, String> selector) {
        return List.of(new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(selector)
                .endLabelSelector()
                .withMatchLabelKeys("pod-template-hash")
                .build());
    }
}
