package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs whose pods run the backup program: for a shop itself, or around a pod that does more. */
public final class ToolsJob {
    public static final String CONTAINER = "backup";

    /** A run that is repeated finds what the one before has done. */
    private static final int RETRIES = 2;

    private ToolsJob() {}

    /**
     * A Job of the shop.
     *
     * @param arguments what the program is called with
     * @param settings further settings of the program
     * @param deadline a run that takes longer has failed
     */
    public static Job of(
            Shop shop,
            Component component,
            String name,
            ToolsPod tools,
            List<String> arguments,
            Map<String, String> settings,
            Duration deadline) {
        return around(
                ChildMetadata.of(shop, component, name),
                RETRIES,
                deadline,
                tools.pod()
                        .withContainers(tools.container(CONTAINER, arguments, settings))
                        .withVolumes(tools.volumes(ShopLabels.of(shop, component)))
                        .build());
    }

    /**
     * A Job of the tools image.
     *
     * @param metadata of the Job; its labels are those of the pod, too
     * @param retries how often a run that failed is repeated
     * @param deadline a run that takes longer has failed
     */
    public static Job around(ObjectMeta metadata, int retries, Duration deadline, PodSpec pod) {
        return new JobBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withBackoffLimit(retries)
                // never two pods at a time at one destination or database
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withPodFailurePolicy(drainsDoNotCount())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(metadata.getLabels())
                .endMetadata()
                .withSpec(pod)
                .endTemplate()
                .endSpec()
                .build();
    }

    /**
     * What is told while a pod is still at work whose Job somebody deleted: never two at one destination or database.
     *
     * @param jobs those that are there of whoever asks
     * @param label the label of the pods that names whoever asks, with {@code name} as its value
     */
    public static Optional<Word> left(Collection<Job> jobs, Collection<Pod> pods, String label, String name) {
        return JobState.outlived(
                        jobs,
                        pods.stream()
                                .filter(pod -> pod.getMetadata().getLabels() != null
                                        && name.equals(
                                                pod.getMetadata().getLabels().get(label)))
                                .toList())
                .map(
                        pod -> new Word(
                                "FormerRunEnding",
                                "The run begins again once the pod "
                                        + pod.getMetadata().getName()
                                        + " has ended, whose Job was deleted. If that pod's node is lost, delete the pod with --force."));
    }

    /** A node that is drained is no failure of the run. */
    private static PodFailurePolicy drainsDoNotCount() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .build();
    }
}
