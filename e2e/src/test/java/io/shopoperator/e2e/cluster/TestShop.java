package io.shopoperator.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.Shop;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * One shop of a test, seen from outside: written as YAML, as its users write it, and read through the typed kind.
 *
 * @param namespace where it lives
 * @param name its name; its host is made from both
 */
public record TestShop(String namespace, String name) {
    /** A shop of {@code namespace}; nothing is created yet. */
    public static TestShop in(TestNamespace namespace, String name) {
        return new TestShop(namespace.name(), name);
    }

    public String host() {
        return name + "-" + namespace + ".localhost";
    }

    /** What customers type, without a trailing slash. */
    public String url() {
        return "https://" + host() + ":" + Cluster.httpsPort();
    }

    /** Applies a shop with one web pod, unless it is autoscaled, of version 1.0.0 whose spec is changed by {@code spec} (YAML, may be empty). */
    public TestShop create(String spec) {
        Map<String, Object> merged = new LinkedHashMap<>();
        merged.put("image", Cluster.shopImage("1.0.0"));
        merged.put("host", host());
        Map<String, Object> asked = yaml(spec);
        if (!asked.containsKey("autoscaling")) merged.put("replicas", 1);
        merged.putAll(asked);
        Cluster.client()
                .resource(Serialization.unmarshal(
                        Serialization.asYaml(Map.of(
                                "apiVersion",
                                "shop-operator.io/v1alpha1",
                                "kind",
                                "Shop",
                                "metadata",
                                Map.of("name", name, "namespace", namespace),
                                "spec",
                                merged)),
                        GenericKubernetesResource.class))
                .create();
        return this;
    }

    /** Asks for something to be done with this shop: an object of {@code kind} that names it, whose spec says {@code further} beside (YAML in one line, may be empty). */
    void ask(String kind, String object, String further) {
        Cluster.client()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: shop-operator.io/v1alpha1
                        kind: %s
                        metadata: {name: %s, namespace: %s}
                        spec: {shopRef: {name: %s}%s}
                        """.formatted(kind, object, namespace, name, further.isBlank() ? "" : ", " + further),
                        GenericKubernetesResource.class))
                .create();
    }

    /** Merges {@code spec} (YAML) into the spec; null takes a field away. */
    public void edit(String spec) {
        Cluster.untypedShops()
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("spec", yaml(spec))));
    }

    public void delete() {
        resource().delete();
        Await.pods().until(() -> resource().get() == null);
    }

    /** Deletes it before an operator that hears of it, as nobody tells afterwards (ADR 0011), and waits until an Event says these words. */
    public void deleteHeard(String reason, String... words) {
        OperatorPods.undisturbed(() -> {
            edit("backup: {retention: {days: 31}}");
            awaitReady(); // so the operator that leads now has seen this shop
            delete();
            awaitEvent(reason, words);
        });
    }

    public Shop get() {
        return resource().get();
    }

    public Resource<Shop> resource() {
        return Cluster.client().resources(Shop.class).inNamespace(namespace).withName(name);
    }

    public Conditions conditions() {
        return Conditions.of(get());
    }

    /** Waits until the shop serves the spec of now. */
    public TestShop awaitReady() {
        await(Await.pods(), "Ready", "True", "Serving");
        return this;
    }

    /** Waits until a condition of the present generation has the status and the reason (null: any). */
    public Condition await(String type, String status, String reason) {
        return await(Await.soon(), type, status, reason);
    }

    /** Waits as long as {@code patience} says. */
    public Condition await(ConditionFactory patience, String type, String status, String reason) {
        patience.untilAsserted(() -> {
            Conditions seen = conditions();
            assertThat(seen.has(type, status, reason))
                    .as("%s=%s %s of shop %s/%s, which says:%s", type, status, reason, namespace, name, seen)
                    .isTrue();
        });
        return conditions().find(type).orElseThrow();
    }

    /** Waits until an Event about the shop says these words. */
    public void awaitEvent(String reason, String... words) {
        Await.soon().untilAsserted(() -> assertThat(Cluster.client()
                        .v1()
                        .events()
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .filteredOn(event -> name.equals(event.getInvolvedObject().getName()))
                .anySatisfy(event -> {
                    assertThat(event.getReason()).isEqualTo(reason);
                    assertThat(event.getMessage()).contains(words);
                }));
    }

    public Deployment web() {
        return Cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name + "-web")
                .get();
    }

    /** The pods of one component: web, database or migration. */
    public List<Pod> pods(String component) {
        return Cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", name)
                .withLabel("app.kubernetes.io/component", component)
                .list()
                .getItems();
    }

    /** Those of them that serve, and are not about to go. */
    public List<Pod> readyPods(String component) {
        return pods(component).stream().filter(TestShop::isReady).toList();
    }

    /** Whether a pod serves, and is not about to go. */
    public static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** Tells pods from their successors: names and restarts of all pods that are not about to go. */
    public List<String> podIdentities() {
        return podIdentities("web", "database");
    }

    /** The same of the pods of some components. */
    public List<String> podIdentities(String... components) {
        return Stream.of(components)
                .flatMap(component -> pods(component).stream())
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod ->
                        pod.getMetadata().getName() + " " + pod.getMetadata().getUid() + " restarts "
                                + pod.getStatus().getContainerStatuses().stream()
                                        .mapToInt(status -> Objects.requireNonNullElse(status.getRestartCount(), 0))
                                        .sum())
                .sorted()
                .toList();
    }

    /** The value of a key of one of the shop's Secrets: {@code <name>-<secret>}. */
    public String secret(String secret, String key) {
        var found = Cluster.client()
                .secrets()
                .inNamespace(namespace)
                .withName(name + "-" + secret)
                .require();
        return new String(Base64.getDecoder().decode(found.getData().get(key)), StandardCharsets.UTF_8);
    }

    /** Its embedded database. */
    public DatabasePod database() {
        return new DatabasePod(this);
    }

    private static Map<String, Object> yaml(String text) {
        if (text.isBlank()) return Map.of();
        // what begins with a brace would be taken for JSON
        Map<String, Object> read = Serialization.unmarshal("---\n" + text, new TypeReference<>() {});
        return read;
    }
}
