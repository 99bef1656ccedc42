package io.shopoperator.operator.shop.release;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.release.Bindings.Layout;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release as the web Deployment tells it, image and marks changing in one write, or as the shop's status remembers it after the
 * Deployment was lost.
 *
 * @param bindings what its pods are bound to, with the content they were made for
 * @param markedStable the release that was the last complete one when this one began
 * @param failed the release that was rolled back for this one
 * @param complete whether all pods are of this release and have been ready
 * @param reborn whether it is just being made anew and no pod of it is ready yet
 */
record RunningRelease(
        String image,
        String id,
        Bindings bindings,
        Optional<StableRelease> markedStable,
        Optional<FailedRelease> failed,
        boolean complete,
        boolean deadlineExceeded,
        boolean reborn) {

    static RunningRelease of(Deployment deployment) {
        Map<String, String> marks = annotations(deployment.getMetadata().getAnnotations());
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        String image = template.getSpec().getContainers().getFirst().getImage();
        String id = marks.getOrDefault(ShopAnnotations.RELEASE, "");
        Optional<StableRelease> stable = StableRelease.read(marks);
        boolean complete = isObserved(deployment) && isComplete(deployment);
        boolean deadlineExceeded = isObserved(deployment) && hasProgress(deployment, "ProgressDeadlineExceeded");
        return new RunningRelease(
                image,
                id,
                bindings(template),
                stable,
                FailedRelease.read(marks),
                complete,
                deadlineExceeded,
                stable.filter(known -> known.image().equals(image) && known.id().equals(id))
                                .isPresent()
                        && !complete
                        && !deadlineExceeded
                        && isNew(deployment));
    }

    /** The last stable release, to be made anew with these bindings. */
    static RunningRelease lost(StableRelease stable, Bindings bindings, Optional<FailedRelease> failed) {
        return new RunningRelease(
                stable.image(), stable.id(), bindings, Optional.of(stable), failed, false, false, true);
    }

    /** This release as one that may come back. */
    StableRelease asStable() {
        return new StableRelease(
                image, id, bindings.database().secret(), bindings.mail().map(Bindings.Binding::secret));
    }

    private static Bindings bindings(PodTemplateSpec template) {
        Map<String, String> hashes = annotations(template.getMetadata().getAnnotations());
        return new Bindings(
                binding(template, "database", hashes.get(ShopAnnotations.DATABASE_BINDING))
                        .orElse(new Bindings.Binding("", "", Layout.SERVICE_BINDING)),
                binding(template, "mail", hashes.get(ShopAnnotations.MAIL_BINDING)));
    }

    private static Optional<Bindings.Binding> binding(PodTemplateSpec template, String name, String hash) {
        String known = Objects.requireNonNullElse(hash, "");
        return template.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .flatMap(volume -> Stream.concat(
                        Stream.ofNullable(volume.getSecret())
                                .map(whole ->
                                        new Bindings.Binding(whole.getSecretName(), known, Layout.SERVICE_BINDING)),
                        Stream.ofNullable(volume.getProjected())
                                .flatMap(projected -> projected.getSources().stream())
                                .flatMap(source -> Stream.ofNullable(source.getSecret()))
                                .map(part -> new Bindings.Binding(part.getName(), known, Layout.CLOUD_NATIVE_PG))))
                .findFirst();
    }

    private static boolean isObserved(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return status != null
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    }

    /** Scaling is no release: what counts is that no pod of another one is left. */
    private static boolean isComplete(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return hasProgress(deployment, "NewReplicaSetAvailable")
                && Objects.requireNonNullElse(status.getUpdatedReplicas(), 0)
                        >= Objects.requireNonNullElse(status.getReplicas(), 0);
    }

    /** Whether nothing of its spec has changed since it was made, and nobody is served by it yet. */
    private static boolean isNew(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return Objects.equals(deployment.getMetadata().getGeneration(), 1L)
                && (status == null || Objects.requireNonNullElse(status.getAvailableReplicas(), 0) == 0);
    }

    private static boolean hasProgress(Deployment deployment, String reason) {
        return deployment.getStatus().getConditions().stream()
                .filter(condition -> "Progressing".equals(condition.getType()))
                .map(DeploymentCondition::getReason)
                .anyMatch(reason::equals);
    }

    private static Map<String, String> annotations(Map<String, String> annotations) {
        return annotations == null ? Map.of() : annotations;
    }
}
