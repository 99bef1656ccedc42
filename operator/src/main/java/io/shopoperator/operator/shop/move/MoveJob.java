package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.ToolsPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The steps of a move, each a Job whose pod runs the program once. Whatever ends one, it is repeated and goes on. */
final class MoveJob {
    static final String CONTAINER = "move";

    private static final int RETRIES = 2;

    /** Customers come first: as much as a copy reads a second. */
    private static final String RATE = "32M";

    private static final Quantity SMALL = new Quantity("1Gi");

    private static final Duration LONGEST_COPY = Duration.ofHours(24);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

    private MoveJob() {}

    /** What is to be done. */
    enum Work {
        COPY("copy"),
        LAG("lag"),
        SWITCH("switch"),
        /** Who has the data, before a copy is removed. */
        LOOK("look"),
        /** The source gets its name back, if it had lost it, and keeps nothing of the move. */
        BACK("back");

        private final String command;

        Work(String command) {
            this.command = command;
        }

        String name(Shop shop, DatabaseMoveStatus move) {
            return ShopNames.move(shop, move.id(), command);
        }
    }

    /**
     * The Job of a step.
     *
     * @param settings by which the shop's size means what the database is made with
     * @param copy what the copy is made with
     */
    static Job desired(Shop shop, OperatorSettings settings, Size copy, DatabaseMoveStatus move, Work work) {
        boolean copies = work == Work.COPY;
        Size size = copies ? copy : settings.sizes().get(shop.getSpec().size());
        PodSpecBuilder pod = new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                // the volume of a copy comes to be where its pod is
                .withNodeSelector(copies ? size.nodeSelector() : null)
                .withTolerations(size.tolerations())
                // the files of a copy are to be the database's own
                .withSecurityContext(
                        copies
                                ? ShopPods.restricted(
                                        settings.database().user(),
                                        settings.database().group())
                                : ShopPods.restricted(
                                        settings.backup().user(),
                                        settings.backup().group()))
                .withContainers(container(shop, settings, size, move, work, copies ? "copy" : last(work)))
                .withVolumes(volumes(shop, move, copies));
        if (work == Work.BACK) {
            pod.withInitContainers(new ContainerBuilder(container(shop, settings, size, move, work, "back"))
                    .withName("back")
                    .build());
        }
        Job job = ToolsJob.around(
                ChildMetadata.of(shop, Component.MOVE, work.name(shop, move)),
                RETRIES,
                copies ? LONGEST_COPY : LONGEST_STEP,
                pod.build());
        return work == Work.SWITCH ? endingAtTheSource(job) : job;
    }

    /** The same switch for a copy that is being deleted: it finishes what has begun, and begins nothing. */
    static Job beginningNothing(Job job) {
        return new JobBuilder(job)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editMatchingContainer(container -> CONTAINER.equals(container.getName()))
                .addToEnv(ShopPods.variable("BEGIN", "false"))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static String last(Work work) {
        return work == Work.BACK ? "leave" : work.command;
    }

    /** A switch that has left the database where it was, as the database itself has said at the end, is not repeated before customers are led there again. */
    private static Job endingAtTheSource(Job job) {
        return new JobBuilder(job)
                .editSpec()
                .editPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(3)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .endSpec()
                .build();
    }

    private static Container container(
            Shop shop, OperatorSettings settings, Size size, DatabaseMoveStatus move, Work work, String command) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(settings.backup().image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/program/shop-move", command)
                .withEnv(environment(shop, settings, move, work))
                .withResources(resources(size, work))
                .withSecurityContext(ShopPods.locked())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(
                        ShopPods.readOnly("program", "/program"),
                        ShopPods.mount("work", "/work"),
                        ShopPods.readOnly("database", "/bindings/database"));
        if (work == Work.COPY) container.addToVolumeMounts(ShopPods.mount("data", "/var/lib/shop-database"));
        return container.build();
    }

    private static List<EnvVar> environment(Shop shop, OperatorSettings settings, DatabaseMoveStatus move, Work work) {
        Map<String, String> values = new TreeMap<>();
        values.put("FROM", ShopNames.moveFrom(shop));
        values.put("HOME", "/work");
        values.put("MOVE", move.id());
        values.put("TMPDIR", "/work");
        if (work == Work.COPY) {
            values.put("RATE", RATE);
            values.put("CHECKPOINT", isSmall(shop, settings) ? "fast" : "spread");
        }
        if (work == Work.SWITCH) {
            // meanwhile new connections are turned away, and the shop's pods try again for 25 seconds
            values.put("NEAR_WITHIN", "8");
            values.put("SERVICE", ShopNames.database(shop));
        }
        if (work == Work.SWITCH || work == Work.LAG || work == Work.LOOK) values.put("TO", ShopNames.moveTo(shop));
        return values.entrySet().stream()
                .map(value -> ShopPods.variable(value.getKey(), value.getValue()))
                .toList();
    }

    /** What such a database has in its buffers is written in a moment; a larger one's takes minutes, or customers would notice. */
    private static boolean isSmall(Shop shop, OperatorSettings settings) {
        return settings.sizes()
                        .get(shop.getSpec().size())
                        .database()
                        .getLimits()
                        .get("memory")
                        .getNumericalAmount()
                        .compareTo(SMALL.getNumericalAmount())
                <= 0;
    }

    /** The volume of a copy comes to be where its pod is: where the database's own has room. */
    private static ResourceRequirements resources(Size size, Work work) {
        if (work == Work.COPY) return size.database();
        Quantity memory = new Quantity("128Mi");
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("20m"))
                .addToRequests("memory", memory)
                .addToLimits("memory", memory)
                .build();
    }

    private static List<Volume> volumes(Shop shop, DatabaseMoveStatus move, boolean copies) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(ToolsPod.program(ShopNames.move(shop)));
        volumes.add(ToolsPod.inMemory("work"));
        volumes.add(ShopPods.secret("database", ShopNames.database(shop)));
        if (copies) {
            volumes.add(new VolumeBuilder()
                    .withName("data")
                    .withNewPersistentVolumeClaim()
                    .withClaimName(move.to())
                    .endPersistentVolumeClaim()
                    .build());
        }
        return volumes;
    }
}
