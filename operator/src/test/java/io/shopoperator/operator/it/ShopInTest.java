package io.shopoperator.operator.it;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.Shop;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A shop on the API server, and what controllers and kubelets would do to its children. */
final class ShopInTest {
    static final String FIRST = "registry.example.com/shop-app:1.0.0";
    static final String NEXT = "registry.example.com/shop-app:1.1.0";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client = ApiServer.running().admin();
    private final String namespace;
    private final String name;

    private ShopInTest(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    /** Applies a shop with further lines of its spec, each as in YAML under {@code spec}. */
    static ShopInTest apply(String namespace, String name, String... lines) {
        ShopInTest shop = new ShopInTest(namespace, name);
        shop.client
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: shop-operator.io/v1alpha1
                        kind: Shop
                        metadata: {name: %s, namespace: %s}
                        spec:
                          image: %s
                          host: %s.%s.example.com
                        """.formatted(name, namespace, FIRST, name, namespace)
                                + String.join(
                                        "",
                                        List.of(lines).stream()
                                                .map(line -> "  " + line + "\n")
                                                .toList()),
                        io.fabric8.kubernetes.api.model.GenericKubernetesResource.class))
                .create();
        return shop;
    }

    /** Brings a shop with the first image to serving. */
    static ShopInTest serving(String namespace, String name, String... lines) {
        ShopInTest shop = apply(namespace, name, lines);
        shop.databaseBecomesReady();
        shop.migrationSucceeds();
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        return shop;
    }

    /** Changes the spec by a JSON merge patch. */
    void patch(String json) {
        client.resources(Shop.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
                        "{\"spec\":" + json + "}");
    }

    void delete() {
        client.resources(Shop.class).inNamespace(namespace).withName(name).delete();
    }

    /** The child of that kind and component, e.g. the Service of the database. */
    <R extends HasMetadata> Resource<R> child(Class<R> kind, String component) {
        return client.resources(kind).inNamespace(namespace).withName(name + "-" + component);
    }

    Shop now() {
        return client.resources(Shop.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    Optional<Condition> condition(String type) {
        Shop shop = now();
        return shop.getStatus() == null
                ? Optional.empty()
                : shop.getStatus().conditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    /** Waits for a condition about the present generation. */
    Condition awaitCondition(String type, String status, String reason) {
        try {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> condition(type).orElse(null),
                            condition -> condition != null
                                    && status.equals(condition.getStatus())
                                    && reason.equals(condition.getReason())
                                    && now().getMetadata().getGeneration().equals(condition.getObservedGeneration()));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    type + "=" + status + "/" + reason + " did not come; status is\n"
                            + Serialization.asYaml(now().getStatus()),
                    e);
        }
    }

    /** Waits until the status speaks of the present spec. */
    void awaitObserved() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            Shop shop = now();
            return shop.getStatus() != null
                    && shop.getMetadata()
                            .getGeneration()
                            .equals(shop.getStatus().observedGeneration());
        });
    }

    void databaseBecomesReady() {
        volumeIsBound();
        editDatabase(1, 1);
    }

    void databaseIsNotReady() {
        editDatabase(1, 0);
    }

    /** It was scaled down, and its pod is gone. */
    void databaseIsAtRest() {
        editDatabase(0, 0);
    }

    /** As a provisioner does for the first pod. */
    void volumeIsBound() {
        String claim = "data-" + name + "-database-0";
        await(PersistentVolumeClaim.class, claim, there -> true);
        client.persistentVolumeClaims().inNamespace(namespace).withName(claim).editStatus(there -> {
            there.getStatus().setPhase("Bound");
            return there;
        });
    }

    private void editDatabase(int replicas, int ready) {
        await(StatefulSet.class, name + "-database", set -> true);
        client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(name + "-database")
                .editStatus(set -> new StatefulSetBuilder(set)
                        .withNewStatus()
                        .withObservedGeneration(set.getMetadata().getGeneration())
                        .withReplicas(replicas)
                        .withReadyReplicas(ready)
                        .withAvailableReplicas(ready)
                        .endStatus()
                        .build());
    }

    /** The migration of the image that the spec asks for now. */
    Job awaitMigration() {
        return awaitMigration(now().getSpec().image());
    }

    Job awaitMigration(String image) {
        return Awaitility.await("a migration of " + image)
                .atMost(PATIENCE)
                .until(
                        () -> client
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withLabel("app.kubernetes.io/instance", name)
                                .list()
                                .getItems()
                                .stream()
                                .filter(job -> image(job).equals(image))
                                .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                                .findFirst()
                                .orElse(null),
                        job -> job != null);
    }

    /** A Job that is made in place of a former one. */
    Job awaitMigrationAfter(Job former) {
        return Awaitility.await("another migration")
                .atMost(PATIENCE)
                .until(() -> awaitMigration(image(former)), job -> !job.getMetadata()
                        .getUid()
                        .equals(former.getMetadata().getUid()));
    }

    private static String image(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    void migrationSucceeds() {
        migrationSucceeds(awaitMigration());
    }

    void migrationSucceeds(Job migration) {
        jobSucceeds(migration);
    }

    void jobSucceeds(Job done) {
        // as with the real controller, who watches both hears of the pod's end first
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        client.resource(done).editStatus(job -> new JobBuilder(job)
                .withNewStatus()
                .withStartTime(time)
                .withCompletionTime(time)
                .withSucceeded(1)
                .withNewUncountedTerminatedPods()
                .endUncountedTerminatedPods()
                .addNewCondition()
                .withType("SuccessCriteriaMet")
                .withStatus("True")
                .withLastTransitionTime(time)
                .withLastProbeTime(time)
                .endCondition()
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .withLastTransitionTime(time)
                .withLastProbeTime(time)
                .endCondition()
                .endStatus()
                .build());
    }

    /** Its pod ends with this termination message, then the Job fails. */
    void migrationFails(String message) {
        migrationFails(awaitMigration(), message);
    }

    void migrationFails(Job migration, String message) {
        said(migration, 1, message);
        jobFails(migration);
    }

    /** A pod of the Job ends with this termination message. */
    void said(Job job, int exitCode, String message) {
        // two Jobs of one name may follow each other
        String podName = podOf(job);
        pod(job, job.getSpec().getTemplate(), podName);
        podTerminates(podName, exitCode, message);
    }

    /** Its pod is at work. */
    void runs(Job job) {
        String podName = podOf(job);
        pod(job, job.getSpec().getTemplate(), podName);
        client.pods().inNamespace(namespace).withName(podName).editStatus(pod -> new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .endStatus()
                .build());
    }

    /** Its pod, which is at work, ends with this termination message. */
    void ends(Job job, int exitCode, String message) {
        podTerminates(podOf(job), exitCode, message);
    }

    private static String podOf(Job job) {
        return job.getMetadata().getName() + "-" + job.getMetadata().getUid().substring(0, 5);
    }

    /** The Job's failure policy knows the exit code. */
    void jobFailsByItsPolicy(Job job) {
        end(job, "PodFailurePolicy", "Container move failed with exit code 3 matching FailJob rule");
    }

    void jobFails(Job job) {
        end(job, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }

    /** It does not end in time: its pods are deleted, then the Job fails. */
    void migrationIsLate() {
        client.pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", name)
                .withLabel("app.kubernetes.io/component", "migration")
                .withGracePeriod(0)
                .delete();
        end(awaitMigration(), "DeadlineExceeded", "Job was active longer than specified deadline");
    }

    private void end(Job migration, String reason, String message) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        client.resource(migration).editStatus(job -> new JobBuilder(job)
                .withNewStatus()
                .withStartTime(time)
                .withFailed(1)
                .withNewUncountedTerminatedPods()
                .endUncountedTerminatedPods()
                .addNewCondition()
                .withType("FailureTarget")
                .withStatus("True")
                .withReason(reason)
                .withLastTransitionTime(time)
                .withLastProbeTime(time)
                .endCondition()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(time)
                .withLastProbeTime(time)
                .endCondition()
                .endStatus()
                .build());
    }

    Deployment awaitWeb(Predicate<Deployment> wanted) {
        return await(Deployment.class, name + "-web", wanted);
    }

    Deployment awaitWebImage(String image) {
        return awaitWeb(web -> image(web).equals(image));
    }

    static String image(Deployment web) {
        return web.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    void webBecomesReady() {
        webBecomesReady(now().getSpec().image());
    }

    void webBecomesReady(String image) {
        editWeb(image, "True", "NewReplicaSetAvailable", true);
    }

    void webMissesItsDeadline() {
        editWeb(now().getSpec().image(), "False", "ProgressDeadlineExceeded", false);
    }

    /** Waits for another one in its place. */
    Deployment webIsDeleted() {
        String before = awaitWeb(web -> true).getMetadata().getUid();
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name + "-web")
                .delete();
        return awaitWeb(web -> !web.getMetadata().getUid().equals(before));
    }

    /** Tried again if somebody else has changed the Deployment meanwhile, as its controller would. */
    private void editWeb(String image, String progressing, String reason, boolean updated) {
        awaitWebImage(image);
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var web = client.apps().deployments().inNamespace(namespace).withName(name + "-web");
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException refused
                        && refused.getCode() == HttpURLConnection.HTTP_CONFLICT)
                .until(() -> web.editStatus(there -> webStatus(there, time, progressing, reason, updated)) != null);
    }

    private static Deployment webStatus(
            Deployment web, String time, String progressing, String reason, boolean updated) {
        int replicas = web.getSpec().getReplicas();
        return new DeploymentBuilder(web)
                .withNewStatus()
                .withObservedGeneration(web.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(updated ? replicas : 1)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .addNewCondition()
                .withType("Progressing")
                .withStatus(progressing)
                .withReason(reason)
                .withLastTransitionTime(time)
                .withLastUpdateTime(time)
                .endCondition()
                .endStatus()
                .build();
    }

    /** A pod of an owner's template, as its controller would make it. */
    Pod pod(HasMetadata owner, PodTemplateSpec template, String podName) {
        Map<String, String> labels = new TreeMap<>(template.getMetadata().getLabels());
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(podName)
                        .withNamespace(namespace)
                        .withLabels(labels)
                        .addNewOwnerReference()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
    }

    void podWaits(String podName, String reason, String message) {
        podStatus(
                podName,
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .build());
    }

    void podTerminates(String podName, int exitCode, String message) {
        podStatus(
                podName,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(exitCode)
                        .withReason("Error")
                        .withMessage(message)
                        .endTerminated()
                        .build());
    }

    private void podStatus(String podName, io.fabric8.kubernetes.api.model.ContainerState state) {
        client.pods().inNamespace(namespace).withName(podName).editStatus(pod -> new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Pending")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName(pod.getSpec().getContainers().getFirst().getName())
                        .withImage(pod.getSpec().getContainers().getFirst().getImage())
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(1)
                        .withState(state)
                        .build())
                .endStatus()
                .build());
    }

    /** A warning of the kubelet about a pod. */
    void warning(Pod pod, String reason, String message) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        client.resource(new io.fabric8.kubernetes.api.model.EventBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName() + ".warning")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Pod")
                        .withName(pod.getMetadata().getName())
                        .withNamespace(namespace)
                        .withUid(pod.getMetadata().getUid())
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason(reason)
                        .withMessage(message)
                        .withLastTimestamp(time)
                        .withReportingComponent("kubelet")
                        .build())
                .create();
    }

    /** Events about the shop, as {@code Type Reason: message}. */
    List<String> events() {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "Shop".equals(event.getInvolvedObject().getKind())
                        && name.equals(event.getInvolvedObject().getName()))
                .sorted(java.util.Comparator.comparing(Event::getLastTimestamp))
                .map(event -> event.getType() + " " + event.getReason() + ": " + event.getMessage())
                .toList();
    }

    String eventName(String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> event.getMetadata().getName())
                .findFirst()
                .orElse("none of " + reason);
    }

    /** Waits for a child that is as wanted. */
    <R extends HasMetadata> R await(Class<R> kind, String child, Predicate<R> wanted) {
        return Awaitility.await(kind.getSimpleName() + " " + child)
                .atMost(PATIENCE)
                .until(
                        () -> client.resources(kind)
                                .inNamespace(namespace)
                                .withName(child)
                                .get(),
                        there -> there != null && wanted.test(there));
    }

    String namespace() {
        return namespace;
    }

    String name() {
        return name;
    }
}
