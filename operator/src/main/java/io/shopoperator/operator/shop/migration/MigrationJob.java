package io.shopoperator.operator.shop.migration;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.release.Bindings;
import io.shopoperator.operator.shop.release.ReleaseRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Brings the schema to a new image's version while the old pods serve. Created once per release, never changed. */
public final class MigrationJob {
    public static final String CONTAINER = "migrate";

    private MigrationJob() {}

    /** Whether a Job brought another content of the administrator's Secret into the shop than it has now. */
    public static boolean isOfAnotherAdministrator(Job job, Optional<Secret> admin) {
        Optional<String> brought = annotation(job, ShopAnnotations.ADMIN_BINDING);
        return brought.isPresent()
                && admin.map(Hashes::content)
                        .filter(now -> !now.equals(brought.get()))
                        .isPresent();
    }

    /** Whether a Job was tried with another content of the database's Secret than it has now. */
    public static boolean isOfAnotherBinding(Job job, Bindings bindings) {
        return annotation(job, ShopAnnotations.DATABASE_BINDING)
                .filter(tried -> !tried.equals(bindings.database().hash()))
                .isPresent();
    }

    static Optional<String> annotation(Job job, String name) {
        return Optional.ofNullable(job.getMetadata().getAnnotations()).map(annotations -> annotations.get(name));
    }

    /** The migration of a release: of its image, on what it is bound to. */
    public static Job desired(
            Shop shop,
            OperatorSettings settings,
            String release,
            String image,
            Bindings bindings,
            Optional<Secret> admin) {
        return new JobBuilder()
                .withMetadata(ChildMetadata.of(shop, Component.MIGRATION, ShopNames.migration(shop, release)))
                .editMetadata()
                .withAnnotations(annotations(shop, bindings, admin))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(1)
                .withActiveDeadlineSeconds(settings.migration().deadline().toSeconds())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ShopLabels.of(shop, Component.MIGRATION))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withTolerations(settings.sizes().get(shop.getSpec().size()).tolerations())
                .withSecurityContext(ShopPods.restricted())
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withArgs("migrate")
                .withEnv(ShopPods.environment(shop, settings))
                .withResources(afterCustomers(
                        settings.sizes().get(shop.getSpec().size()).web()))
                .withSecurityContext(ShopPods.locked())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts(bindings))
                .endContainer()
                .withVolumes(volumes(shop, bindings))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> annotations(Shop shop, Bindings bindings, Optional<Secret> admin) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(ShopAnnotations.REQUEST, ReleaseRequest.of(shop));
        annotations.put(ShopAnnotations.DATABASE_BINDING, bindings.database().hash());
        admin.ifPresent(secret -> annotations.put(ShopAnnotations.ADMIN_BINDING, Hashes.content(secret)));
        return annotations;
    }

    private static List<Volume> volumes(Shop shop, Bindings bindings) {
        return Stream.concat(
                        ShopPods.volumes(shop, bindings).stream(),
                        Stream.of(ShopPods.secret("admin", ShopNames.admin(shop))))
                .toList();
    }

    private static List<VolumeMount> mounts(Bindings bindings) {
        return Stream.concat(
                        ShopPods.mounts(bindings).stream(), Stream.of(ShopPods.readOnly("admin", "/bindings/admin")))
                .toList();
    }

    /** Nobody waits for a migration, but customers do for the pods beside it: it gets what of the processor they leave. */
    private static ResourceRequirements afterCustomers(ResourceRequirements web) {
        return new ResourceRequirementsBuilder(web)
                .addToRequests("cpu", new Quantity("10m"))
                .build();
    }
}
