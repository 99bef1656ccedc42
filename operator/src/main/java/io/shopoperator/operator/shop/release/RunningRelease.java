package io.shopoperator.operator.shop.release;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A release as the web Deployment tells it. The Deployment is the one memory of releases: image and marks change in one write. */
record RunningRelease(
        String image,
        String id,
        Bindings bindings,
        Optional<String> markedStable,
        Optional<Failure> failure,
        boolean complete,
        boolean deadlineExceeded) {

    /** An image that did not become ready, for the generation of the spec that asked for it. */
    record Failure(String image, long generation, String message) {}

    static RunningRelease of(Deployment deployment) {
        Map<String, String> marks = annotations(deployment.getMetadata().getAnnotations());
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        return new RunningRelease(
                template.getSpec().getContainers().getFirst().getImage(),
                marks.getOrDefault(ShopAnnotations.RELEASE, ""),
                bindings(template),
                Optional.ofNullable(marks.get(ShopAnnotations.STABLE_IMAGE)),
                failure(marks),
                isObserved(deployment) && isComplete(deployment),
                isObserved(deployment) && hasProgress(deployment, "ProgressDeadlineExceeded"));
    }

    private static Bindings bindings(PodTemplateSpec template) {
        Map<String, String> hashes = annotations(template.getMetadata().getAnnotations());
        return new Bindings(
                new Bindings.Binding(
                        secret(template, "database").orElse(""),
                        hashes.getOrDefault(ShopAnnotations.DATABASE_BINDING, "")),
                secret(template, "mail")
                        .map(name ->
                                new Bindings.Binding(name, hashes.getOrDefault(ShopAnnotations.MAIL_BINDING, ""))));
    }

    private static Optional<String> secret(PodTemplateSpec template, String volume) {
        return template.getSpec().getVolumes().stream()
                .filter(candidate -> candidate.getName().equals(volume) && candidate.getSecret() != null)
                .map(candidate -> candidate.getSecret().getSecretName())
                .findFirst();
    }

    private static Optional<Failure> failure(Map<String, String> marks) {
        String image = marks.get(ShopAnnotations.FAILED_IMAGE);
        String generation = marks.get(ShopAnnotations.FAILED_GENERATION);
        if (image == null || generation == null || !generation.matches("[0-9]{1,18}")) return Optional.empty();
        return Optional.of(
                new Failure(image, Long.parseLong(generation), marks.getOrDefault(ShopAnnotations.FAILURE, "")));
    }

    private static boolean isObserved(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        return status != null
                && status.getObservedGeneration() != null
                && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    }

    private static boolean isComplete(Deployment deployment) {
        return hasProgress(deployment, "NewReplicaSetAvailable")
                && Objects.requireNonNullElse(deployment.getStatus().getUpdatedReplicas(), 0)
                        >= deployment.getSpec().getReplicas();
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
