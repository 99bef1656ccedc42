package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.shop.ShopNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shop whose database is on 5Gi of the class {@code plain}, which cannot grow, and what else a test says there is. */
final class MoveScene {
    static final String ID = "0a1b2c3d";
    static final String LIVE = "data-tee-database-0";
    static final String COPY = "data-tee-db-0a1b2c3d-0";
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private String embedded = "{storage: 10Gi}";
    private String status = "{}";
    private String policy = "Retain";
    private boolean ready = true;
    private Optional<String> occupied = Optional.empty();
    private Optional<SizingStatus> sizing = Optional.empty();
    final List<StatefulSet> sets = new ArrayList<>();
    final List<PersistentVolumeClaim> claims = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<StorageClass> classes = new ArrayList<>();
    final List<Pod> pods = new ArrayList<>();

    MoveScene() {
        set("tee-database", 1);
        claim(LIVE, "5Gi", "plain", "{}");
        storageClass("plain", false);
    }

    /** A move that is in this phase, with the copy as far as it is there by then. */
    static MoveScene in(String phase) {
        return in(phase, "storage: 10Gi");
    }

    /** The same of a database of 5Gi that moves for this size. */
    static MoveScene inForSize(String phase, String size) {
        return in(phase, "storage: 5Gi, sizing: " + size)
                .embedded("{storage: 5Gi}")
                .claim(COPY, "5Gi", "plain", "{" + "shop-operator.io/copy-of: " + LIVE + "}")
                .forSize(size);
    }

    /** A copy that was seen not to follow, first at this time. */
    static MoveScene notFollowingSince(String time) {
        return in("Following", "storage: 10Gi, notFollowingSince: \"" + time + "\"");
    }

    private static MoveScene in(String phase, String place) {
        MoveScene scene = new MoveScene();
        scene.status = "{move: {id: \"" + ID + "\", phase: " + phase + ", from: " + LIVE + ", to: " + COPY
                + ", storageClassName: plain, " + place + ", startedAt: \"2026-11-23T11:50:00Z\"}}";
        scene.claim(COPY, "10Gi", "plain", "{" + "shop-operator.io/copy-of: " + LIVE + "}");
        if (!phase.equals("Copying")) scene.set("tee-db-0a1b2c3d", 1);
        return scene;
    }

    MoveScene embedded(String spec) {
        embedded = spec;
        return this;
    }

    MoveScene status(String database) {
        status = database;
        return this;
    }

    /** What becomes of the volume when the shop is deleted. */
    MoveScene policy(String word) {
        policy = word;
        return this;
    }

    /** The claim of the database tells that its copy was told to take over. */
    MoveScene marked() {
        return claim(LIVE, "5Gi", "plain", "{shop-operator.io/moving-to: \"" + ID + "\"}");
    }

    /** What was found out before the copy is removed. */
    MoveScene found(String source, String theCopy, String slot) {
        return succeeded(
                "look",
                ",\"source\":\"" + source + "\",\"copy\":\"" + theCopy + "\",\"slot\":\"" + slot
                        + "\",\"begun\":false");
    }

    MoveScene notReady() {
        ready = false;
        return this;
    }

    MoveScene occupied(String who) {
        occupied = Optional.of(who);
        return this;
    }

    /** The size that the database is to move for. */
    MoveScene forSize(String told) {
        sizing = Optional.of(sizing(told));
        return this;
    }

    static SizingStatus sizing(String told) {
        return YAML.unmarshal("sizing: " + told, ShopStatus.class).sizing();
    }

    MoveScene forNoSize() {
        sizing = Optional.empty();
        return this;
    }

    MoveScene without(String claim) {
        claims.removeIf(there -> there.getMetadata().getName().equals(claim));
        return this;
    }

    MoveScene set(String name, int ready) {
        sets.removeIf(there -> there.getMetadata().getName().equals(name));
        sets.add(YAML.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %s, namespace: shops, creationTimestamp: "2026-11-23T11:59:30Z"}
                spec: {replicas: 1}
                status: {readyReplicas: %s}
                """.formatted(name, ready), StatefulSet.class));
        return this;
    }

    MoveScene claim(String name, String storage, String storageClass, String annotations) {
        String instance = name.equals(LIVE) ? "" : ", shop-operator.io/database-instance: \"" + instance(name) + "\"";
        claims.removeIf(there -> there.getMetadata().getName().equals(name));
        claims.add(YAML.unmarshal(
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: shops, resourceVersion: "7", labels: {app.kubernetes.io/component: database%s}, annotations: %s}
                spec: {accessModes: [ReadWriteOnce], storageClassName: %s, resources: {requests: {storage: %s}}}
                status: {phase: Bound}
                """.formatted(name, instance, annotations, storageClass, storage), PersistentVolumeClaim.class));
        return this;
    }

    private static String instance(String claim) {
        return claim.substring("data-tee-db-".length(), claim.length() - "-0".length());
    }

    MoveScene deleted(String claim) {
        claims.stream()
                .filter(there -> there.getMetadata().getName().equals(claim))
                .forEach(there -> there.getMetadata().setDeletionTimestamp("2026-11-23T11:59:00Z"));
        return this;
    }

    MoveScene storageClass(String name, boolean grows) {
        classes.add(YAML.unmarshal("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: %s}
                provisioner: example.com/volumes
                allowVolumeExpansion: %s
                """.formatted(name, grows), StorageClass.class));
        return this;
    }

    /** A step that is under way, with a pod in this phase. */
    MoveScene running(String step, String phase) {
        job(step, "{active: 1}");
        pod(step, phase, "{waiting: {reason: ContainerCreating}}");
        return this;
    }

    MoveScene succeeded(String step, String facts) {
        job(step, "{conditions: [{type: Complete, status: \"True\"}]}");
        pod(
                step,
                "Succeeded",
                "{terminated: {exitCode: 0, message: '{\"command\":\"" + step + "\",\"status\":\"Succeeded\"" + facts
                        + "}'}}");
        return this;
    }

    /** A step that failed for good at that time, in Kubernetes' word for it and those of the program. */
    MoveScene failed(String step, String word, String since, String reason) {
        job(
                step,
                "{conditions: [{type: Failed, status: \"True\", reason: " + word + ", lastTransitionTime: \"" + since
                        + "\"}]}");
        pod(
                step,
                "Failed",
                "{terminated: {exitCode: 1, message: '{\"command\":\"" + step
                        + "\",\"status\":\"Failed\",\"reason\":\"" + reason + "\",\"message\":\"It said " + reason
                        + ".\"}'}}");
        return this;
    }

    private void job(String step, String status) {
        jobs.add(YAML.unmarshal("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: tee-move-0a1b2c3d-%s, namespace: shops, uid: uid-%s, creationTimestamp: "2026-11-23T11:59:40Z"}
                status: %s
                """.formatted(step, step, status), Job.class));
    }

    private void pod(String step, String phase, String state) {
        pods.add(YAML.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s-x, namespace: shops, creationTimestamp: "2026-11-23T11:59:40Z", labels: {app.kubernetes.io/component: move},
                  ownerReferences: [{apiVersion: batch/v1, kind: Job, name: tee-move-0a1b2c3d-%1$s, uid: uid-%1$s}]}
                status: {phase: %2$s, containerStatuses: [{name: move, state: %3$s}]}
                """.formatted(step, phase, state), Pod.class));
    }

    MoveScene podOfTheCopy(String podStatus) {
        pods.add(YAML.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: tee-db-0a1b2c3d-0, namespace: shops, labels: {app.kubernetes.io/component: database, shop-operator.io/database-instance: "0a1b2c3d"}}
                status: %s
                """.formatted(podStatus), Pod.class));
        return this;
    }

    Shop shop() {
        return YAML.unmarshal("""
                apiVersion: shop-operator.io/v1alpha1
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, generation: 1}
                spec: {image: "registry.example.com/shop-app:1.0.0", host: tee.example.com, database: {embedded: %s}, deletion: {policy: %s}}
                status: {conditions: [], database: %s}
                """.formatted(embedded, policy, status), Shop.class);
    }

    MoveSeen seen() {
        return new MoveSeen(ShopNames.instance(shop()), sets, claims, services, jobs, classes);
    }

    Optional<PersistentVolumeClaim> volume() {
        return seen().claim(ShopNames.volume(shop()));
    }

    DatabaseMove.Step next() {
        List<Event> events = List.of();
        return new DatabaseMove(
                        shop(),
                        TestSettings.defaults(),
                        seen(),
                        volume(),
                        pods,
                        events,
                        new DatabaseMove.Now(ready, true, occupied, "0123456789abcdef", sizing, NOW))
                .next();
    }
}
