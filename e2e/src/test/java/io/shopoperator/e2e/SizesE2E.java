package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.Kubectl;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Watchman;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A shop becomes larger and smaller by one word: on nodes that have room, without an error page, and not at all where there is none. */
@Tag("alone")
@Isolated("it upgrades the operator and labels nodes")
class SizesE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-sizes");

    private static final String LABEL = "e2e-sizes";
    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    @BeforeAll
    static void anOperatorWithASizeForSomeNodes() {
        Map<String, String> values = new HashMap<>();
        size(values, "stronger", "150m", "576Mi", "250m", "640Mi");
        values.put("sizes.stronger.nodeSelector." + LABEL, "strong");
        size(values, "gigantic", "150m", "576Mi", "900000m", "640Mi");
        size(values, "weaker", "100m", "512Mi", "100m", "384Mi");
        values.put("sizes.weaker.nodeSelector." + LABEL, "weak");
        size(values, "remote", "150m", "576Mi", "900000m", "640Mi");
        values.put("sizes.remote.nodeSelector." + LABEL, "strong");
        OperatorPods.upgrade(values);
        SHOP.create("replicas: 2\ndatabase: {embedded: {storage: 600Mi}}").awaitReady();
    }

    private static void size(
            Map<String, String> values, String name, String cpu, String memory, String cpus, String most) {
        values.put("sizes." + name + ".web.cpu", cpu);
        values.put("sizes." + name + ".web.memory", memory);
        values.put("sizes." + name + ".database.cpu", cpus);
        values.put("sizes." + name + ".database.memory", most);
    }

    @AfterAll
    static void theTableIsAsItWas() {
        SHOP.delete();
        OperatorPods.forget("sizes.stronger", "sizes.weaker", "sizes.gigantic", "sizes.remote");
    }

    @AfterEach
    void theShopIsSmallAndNoNodeIsLabelled() {
        SHOP.edit("size: small");
        // it serves before it begins to become small again
        SHOP.await(Await.pods(), "Sized", "True", "Sized");
        SHOP.awaitReady();
        nodes().forEach(node -> label(node, null));
    }

    @Test
    void aShopGrowsOnTheNodeOfItsDataAndShrinksAgainWithoutAnErrorPage() {
        label(nodeOf(database()), "strong");
        try (Watchman watchman = Watchman.over(SHOP.url() + "/de/")) {
            SHOP.edit("size: stronger");
            SHOP.await(Await.pods(), "Sized", "True", "Sized");
            SHOP.awaitReady();

            assertThat(SHOP.pods("web"))
                    .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .hasSize(2)
                    .allSatisfy(pod -> {
                        assertThat(pod.getSpec().getNodeName())
                                .isEqualTo(database().getSpec().getNodeName());
                        assertThat(memory(pod)).isEqualTo(new Quantity("576Mi"));
                    });
            assertThat(memory(database())).isEqualTo(new Quantity("640Mi"));
            assertThat(SHOP.get().getStatus().sizing().current()).isEqualTo("stronger");

            SHOP.edit("size: small");
            SHOP.await(Await.pods(), "Sized", "True", "Sized");
            SHOP.awaitReady();

            assertThat(memory(database())).isEqualTo(new Quantity("512Mi"));
            assertThat(watchman.complaints()).isEmpty();
        }
    }

    /** The control: pods that go without leave. */
    @Test
    void podsThatGoAtOnceAreNoticed() {
        try (Watchman watchman = Watchman.over(SHOP.url() + "/de/")) {
            SHOP.pods("web")
                    .forEach(pod ->
                            Cluster.client().resource(pod).withGracePeriod(0).delete());
            Await.pods().until(() -> !watchman.complaints().isEmpty());
        }
        SHOP.awaitReady();
    }

    @Test
    void whatASizeMeansIsExplained() {
        assertThat(Kubectl.run("explain", "shop.spec.size").replaceAll("\\s+", " "))
                .contains("- small: each web pod ")
                .contains(
                        "- stronger: each web pod 150m CPU, 576Mi memory; database 250m CPU, 640Mi memory; nodes with e2e-sizes=strong");
    }

    /** The second move is one to a copy that has less memory, and would have fewer connections, than what it follows. */
    @Test
    void aDatabaseMovesToTheNodesOfASizeAndTheWebPodsFollowWithoutAnErrorPage() {
        Node first = nodeOf(database());
        Node other = nodeWithoutTheData();
        label(other, "strong");
        label(first, "weak");
        try (Watchman watchman = Watchman.over(SHOP.url() + "/de/")) {
            movesFor("stronger", "small");

            assertThat(SHOP.conditions().message("DatabasePlaced")).contains("The database has been on the volume");
            assertThat(memory(database())).isEqualTo(new Quantity("640Mi"));
            assertThat(nodesOfPods()).containsOnly(other.getMetadata().getName());

            movesFor("weaker", "stronger");

            assertThat(memory(database())).isEqualTo(new Quantity("384Mi"));
            assertThat(nodesOfPods()).containsOnly(first.getMetadata().getName());
            assertThat(watchman.complaints()).isEmpty();
        }
    }

    private static void movesFor(String size, String former) {
        SHOP.edit("size: " + size);
        assertThat(SHOP.await(Await.pods(), "Sized", "Unknown", "DatabaseMoving")
                        .getMessage())
                .contains("the pods keep size '" + former + "' until it has");
        SHOP.await(Await.pods(), "Sized", "True", "Sized");
        SHOP.awaitReady();
        assertThat(SHOP.get().getStatus().sizing().current()).isEqualTo(size);
    }

    private static List<String> nodesOfPods() {
        return Stream.of("database", "web")
                .flatMap(component -> SHOP.pods(component).stream())
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getSpec().getNodeName())
                .toList();
    }

    @Test
    void nothingMovesWhileTheNodeOfASizeHasNoRoomForACopyOfTheDatabase() {
        String there = database().getSpec().getNodeName();
        label(nodeWithoutTheData(), "strong");
        List<String> before = SHOP.podIdentities();

        SHOP.edit("size: remote");

        assertThat(SHOP.await("Sized", "False", "NoNodeFits").getMessage())
                .contains(" has no room for a copy of the database of size 'remote'")
                .contains("can be used on " + there + " only")
                .contains("Nothing is changed: the pods keep size 'small'");
        SHOP.awaitEvent("NoNodeFits", "a copy of the database of size 'remote'");
        assertThat(SHOP.podIdentities()).isEqualTo(before);
    }

    @Test
    void nothingMovesWhileNoNodeHasRoomAndItIsToldWhatIsMissing() {
        List<String> before = SHOP.podIdentities();

        SHOP.edit("size: gigantic");

        assertThat(SHOP.await("Sized", "False", "NoNodeFits").getMessage())
                .startsWith(
                        "The only node that its volume can be used on has no room for the database's pod of size 'gigantic', "
                                + "which asks for cpu 900 and memory 640Mi: ")
                .contains(" lacks cpu ");
        assertThat(SHOP.podIdentities()).isEqualTo(before);
    }

    /** Three pods of size small have 1536Mi; the next database would still be allowed, a further web pod is not. */
    @Test
    void nothingMovesWhileTheNamespacesQuotaDoesNotAllowIt() {
        List<String> before = SHOP.podIdentities();
        label(nodeOf(database()), "strong");
        ResourceQuota quota = Cluster.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("team")
                        .withNamespace(NAMESPACE.name())
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("limits.memory", new Quantity("1700Mi"))
                        .endSpec()
                        .build())
                .create();
        try {
            Cluster.client()
                    .resource(quota)
                    .waitUntilCondition(
                            there -> there.getStatus() != null
                                    && new Quantity("1536Mi")
                                            .equals(there.getStatus().getUsed().get("limits.memory")),
                            60,
                            TimeUnit.SECONDS);

            SHOP.edit("size: stronger");

            assertThat(SHOP.await("Sized", "False", "QuotaExceeded").getMessage())
                    .contains("does not allow a web pod of size 'stronger', which asks for cpu 150m and memory 576Mi")
                    .contains("ResourceQuota 'team' (limits.memory) lacks memory 540Mi");
            assertThat(SHOP.podIdentities()).isEqualTo(before);
        } finally {
            Cluster.client().resource(quota).delete();
        }
    }

    private static Node nodeWithoutTheData() {
        String there = database().getSpec().getNodeName();
        return nodes().stream()
                .filter(node -> !node.getMetadata().getName().equals(there))
                .findFirst()
                .orElseThrow();
    }

    private static Pod database() {
        return SHOP.database().pod();
    }

    private static Quantity memory(Pod pod) {
        return pod.getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits()
                .get("memory");
    }

    private static List<Node> nodes() {
        return Cluster.client().nodes().list().getItems();
    }

    private static Node nodeOf(Pod pod) {
        return Cluster.client().nodes().withName(pod.getSpec().getNodeName()).require();
    }

    /** Null takes the label away. */
    private static void label(Node node, String value) {
        Cluster.client().nodes().withName(node.getMetadata().getName()).edit(there -> {
            var labels = new NodeBuilder(there).editMetadata();
            return (value == null ? labels.removeFromLabels(LABEL) : labels.addToLabels(LABEL, value))
                    .endMetadata()
                    .build();
        });
    }
}
