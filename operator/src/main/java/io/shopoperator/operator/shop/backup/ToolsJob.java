package io.shopoperator.operator.shop.backup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A run of the backup program for a shop itself rather than for one of its backups. */
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
        Map<String, String> labels = ShopLabels.of(shop, component);
        return new JobBuilder()
                .withMetadata(ChildMetadata.of(shop, component, name))
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withPodFailurePolicy(ToolsPod.drainsDoNotCount())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withSecurityContext(tools.securityContext())
                .withAffinity(tools.affinity())
                .withContainers(tools.container(CONTAINER, arguments, settings))
                .withVolumes(tools.volumes(labels))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
