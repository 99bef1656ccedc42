package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One pod that receives the database's write-ahead log as it is written and stores it with the backups. */
public final class LogReceiver {
    private static final String CONTAINER = "receive";

    /** It compresses one segment of 16 MiB at a time; once a week the database's files pass through it. */
    private static final Quantity MEMORY = new Quantity("256Mi");

    /** What was received and waits to be stored; more waits at the database. */
    private static final Quantity SPOOL = new Quantity("2Gi");

    private LogReceiver() {}

    /** {@code bindingHash} replaces the pod when the credentials change; without {@code wanted} it rests, and nothing is received. */
    public static Deployment desired(Shop shop, OperatorSettings settings, String bindingHash, boolean wanted) {
        ToolsPod tools = new ToolsPod(shop, settings, new Needs(true, Key.RECIPIENT, false));
        Map<String, String> labels = ShopLabels.of(shop, Component.LOG_RECEIVER);
        return new DeploymentBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.LOG_RECEIVER, ShopNames.logReceiver(shop)))
                .withNewSpec()
                .withReplicas(wanted ? 1 : 0)
                .withRevisionHistoryLimit(1)
                // never two at one destination
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(ShopLabels.selector(shop, Component.LOG_RECEIVER))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(Map.of(ShopAnnotations.DATABASE_BINDING, bindingHash))
                .endMetadata()
                .withSpec(tools.lasting()
                        .withContainers(container(shop, tools))
                        .withVolumes(volumes(tools, labels))
                        .build())
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Container container(Shop shop, ToolsPod tools) {
        String days = shop.getSpec().backup().retention().days().toString();
        return new ContainerBuilder(tools.container(CONTAINER, List.of("receive"), Map.of("RETENTION_DAYS", days)))
                .withResources(resources())
                .withReadinessProbe(archived())
                .addToVolumeMounts(ShopPods.mount("told", "/told"))
                .build();
    }

    /** What it prints ends up in an Event of the pod. */
    private static Probe archived() {
        return new ProbeBuilder()
                .withNewExec()
                .withCommand("bash", "/program/archived.sh")
                .endExec()
                .withPeriodSeconds(15)
                .withTimeoutSeconds(5)
                .withFailureThreshold(2)
                .build();
    }

    private static ResourceRequirements resources() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("20m"))
                .addToRequests("memory", MEMORY)
                .addToLimits("memory", MEMORY)
                .build();
    }

    private static List<Volume> volumes(ToolsPod tools, Map<String, String> labels) {
        List<Volume> volumes = new ArrayList<>(tools.volumes(labels));
        volumes.removeIf(volume -> volume.getName().equals("spool"));
        volumes.add(new VolumeBuilder()
                .withName("spool")
                .withNewEmptyDir()
                .withSizeLimit(SPOOL)
                .endEmptyDir()
                .build());
        volumes.add(ShopPods.emptyDirectory("told"));
        return volumes;
    }
}
