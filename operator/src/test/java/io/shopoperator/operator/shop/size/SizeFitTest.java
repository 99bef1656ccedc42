package io.shopoperator.operator.shop.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Web pods of size medium ask for cpu 500m and memory 1Gi, the database for cpu 1 and memory 2Gi; of size small both for 200m and 512Mi. */
class SizeFitTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final List<Node> nodes = new ArrayList<>();
    private final List<Pod> others = new ArrayList<>();
    private final List<Pod> web = new ArrayList<>();
    private final List<Pod> database = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final List<ResourceQuota> quotas = new ArrayList<>();
    private Optional<PersistentVolume> volume = Optional.empty();

    @Test
    void podsThatFindRoomAreNotHindered() {
        node("n1", "4", "8Gi", "");
        small("n1");

        assertThat(fit().database(database)).isEmpty();
        assertThat(fit().web(web, 2)).isEmpty();
    }

    @Test
    void whatIsMissingIsToldForTheNodeThatComesClosest() {
        node("n1", "1", "8Gi", "");
        node("n2", "4", "1900Mi", "");
        other("n1", "100m", "1Gi");

        assertThat(fit().database(database))
                .hasValueSatisfying(
                        told(
                                Reason.NO_NODE_FITS,
                                "None of the 2 nodes has room for the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: "
                                        + "n2 comes closest and lacks memory 148Mi (free: cpu 4 and memory 1900Mi). Add a node, or make room on one."));
    }

    @Test
    void theOnlyNodeOfAClassIsNamedWithAllThatIsMissing() {
        settings.put("sizes.medium.node-selector.pool", "strong");
        node("n1", "64", "256Gi", "");
        node("n2", "500m", "1Gi", ", pool: strong");

        assertThat(fit().database(database))
                .hasValueSatisfying(
                        told(
                                Reason.NO_NODE_FITS,
                                "The only node with pool=strong has no room for the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: "
                                        + "n2 lacks cpu 500m and memory 1Gi (free: cpu 500m and memory 1Gi). Add a node, or make room on one."));
    }

    @Test
    void aNodeWithAllItsPodsHasNoPlaceForOneMore() {
        nodes.add(YAML.unmarshal("""
                metadata: {name: n1}
                status: {allocatable: {cpu: "8", memory: 16Gi, pods: "1"}}
                """, Node.class));
        other("n1", "100m", "1Gi");

        assertThat(fit().database(database).orElseThrow().message())
                .contains("n1 lacks a place for 1 pod (free: cpu 7900m and memory 15Gi).");
    }

    @Test
    void theRoomOfTheFormerDatabaseIsItsSuccessors() {
        node("n1", "1200m", "2560Mi", "");
        database("n1", "200m", "512Mi");
        other("n1", "200m", "512Mi");

        assertThat(fit().database(database)).isEmpty();
    }

    @Test
    void eachInstanceEndsBeforeItsSuccessorBegins() {
        node("n1", "1200m", "2560Mi", "");
        node("n2", "1200m", "2560Mi", "");
        Pod first = instance("tee-database-1", "n1", "200m", "512Mi");
        Pod second = instance("tee-database-2", "n2", "200m", "512Mi");
        others.addAll(List.of(first, second));

        assertThat(fit().instances(List.of(first, second))).isEmpty();
    }

    @Test
    void anInstanceThatFindsNoPlaceIsTold() {
        node("n1", "1", "2Gi", "");
        node("n2", "1", "1Gi", "");
        Pod first = instance("tee-database-1", "n1", "1", "2Gi");
        Pod second = instance("tee-database-2", "n2", "200m", "512Mi");
        others.addAll(List.of(first, second));

        assertThat(fit().instances(List.of(first))).as("it has the size").isEmpty();
        assertThat(fit().instances(List.of(first, second)).orElseThrow().message())
                .startsWith("None of the 2 nodes has room for an instance of the database of size 'medium'");
    }

    @Test
    void aDatabaseThatIsOfTheSizeNeedsNoPlace() {
        node("n1", "1", "2Gi", "");
        database("n1", "1", "2Gi");

        assertThat(fit().database(database)).isEmpty();
    }

    @Test
    void aNewWebPodNeedsRoomBesideTheOldOnes() {
        node("n1", "800m", "8Gi", "");
        web("w1", "n1", "200m", "512Mi");
        web("w2", "n1", "200m", "512Mi");

        assertThat(fit().web(web, 2))
                .hasValueSatisfying(told(
                        Reason.NO_NODE_FITS,
                        "The only node has no room for a web pod of size 'medium', which asks for cpu 500m and memory 1Gi: n1 lacks cpu 100m "
                                + "(free: cpu 400m and memory 7Gi). Add a node, or make room on one. A new web pod begins before an old one ends, "
                                + "so that there must be room for one more."));
    }

    @Test
    void howManyWebPodsFindRoomIsTold() {
        node("n1", "1200m", "8Gi", "");
        web("w1", "n1", "200m", "512Mi");
        web("w2", "n1", "200m", "512Mi");

        assertThat(fit().web(web, 3).orElseThrow().message()).endsWith(" There is room for 2 of 3 web pods.");
    }

    @Test
    void thePlacesThatOldWebPodsLeaveAreUsed() {
        node("n1", "1", "8Gi", "");
        web("w1", "n1", "200m", "512Mi");
        web("w2", "n1", "200m", "512Mi");

        assertThat(fit().web(web, 2))
                .as("500m beside 400m, then 500m in what one of these leaves and what was free")
                .isPresent();
        node("n2", "500m", "8Gi", "");
        assertThat(fit().web(web, 2)).isEmpty();
    }

    @Test
    void webPodsThatAreOfTheSizeStayWhereTheyAre() {
        node("n1", "1", "2Gi", "");
        web("w1", "n1", "500m", "1Gi");
        web("w2", "n1", "500m", "1Gi");

        assertThat(fit().web(web, 2)).isEmpty();
    }

    @Test
    void aSmallerSizeIsLookedAtInTheSameWay() {
        node("n1", "1100m", "4Gi", "");
        web("w1", "n1", "500m", "1Gi");
        web("w2", "n1", "500m", "1Gi");

        assertThat(fit("small").web(web, 2).orElseThrow().message()).contains("n1 lacks cpu 100m");
        nodes.clear();
        node("n1", "1200m", "4Gi", "");
        assertThat(fit("small").web(web, 2)).isEmpty();
    }

    @Test
    void aClassWithoutNodesIsTold() {
        settings.put("sizes.medium.node-selector.pool", "strong");
        settings.put("sizes.medium.node-selector.zone", "a");
        node("n1", "4", "8Gi", ", pool: strong");

        assertThat(fit().web(web, 2))
                .hasValueSatisfying(
                        told(
                                Reason.NO_NODE_FITS,
                                "There is no node with pool=strong,zone=a, which size 'medium' asks for. Add or label one, or correct the operator's table of sizes."));
        settings.clear();
        nodes.clear();
        assertThat(fit().web(web, 2).orElseThrow().message()).isEqualTo("The cluster has no node. Add one.");
    }

    @Test
    void nodesThatTakeNobodyAreToldWithTheReason() {
        node("n1", "4", "8Gi", "");
        nodes.getFirst()
                .setSpec(YAML.unmarshal("metadata: {}\nspec: {unschedulable: true}", Node.class)
                        .getSpec());

        assertThat(fit().web(web, 2))
                .hasValueSatisfying(told(
                        Reason.NO_NODE_FITS,
                        "The only node does not take a web pod of size 'medium': n1 is cordoned. Make one available (kubectl uncordon, kubectl taint), "
                                + "or let the size tolerate the taint in the operator's table of sizes."));

        tainted("n2");
        assertThat(fit().web(web, 2).orElseThrow().message())
                .startsWith(
                        "None of the 2 nodes takes a web pod of size 'medium': n1 is cordoned, n2 has the taint dedicated=db:NoSchedule.");

        settings.putAll(
                Map.of("sizes.medium.tolerations[0].key", "dedicated", "sizes.medium.tolerations[0].value", "db"));
        assertThat(fit().web(web, 2)).isEmpty();
    }

    @Test
    void nodesThatAreNotCountedAreToldBesideThoseWithoutRoom() {
        node("n1", "100m", "8Gi", "");
        tainted("n2");
        tainted("n3");
        tainted("n4");
        tainted("n5");

        assertThat(fit().web(web, 2).orElseThrow().message())
                .contains("The only node has no room for a web pod")
                .contains(
                        " Not counted: n2 has the taint dedicated=db:NoSchedule, n3 has the taint dedicated=db:NoSchedule, n4 has the taint dedicated=db:NoSchedule and 1 more.");
    }

    @Test
    void aDatabaseGoesWhereItsVolumeCanBeUsed() {
        settings.put("sizes.medium.node-selector.pool", "strong");
        node("n1", "4", "8Gi", "");
        node("n2", "4", "8Gi", ", pool: strong");
        volumeOf("n1");

        assertThat(fit().web(web, 2)).isEmpty();
        assertThat(fit().database(database))
                .hasValueSatisfying(
                        told(
                                Reason.VOLUME_ON_ANOTHER_NODE,
                                "Size 'medium' asks for a node with pool=strong, but the database's volume (PersistentVolume pv-7) can be used on n1 only. "
                                        + "Choose a size for nodes that the volume can be used on; or begin another shop of that size with a backup of this one (spec.origin.fromBackup)."));

        volumeOf("n2");
        assertThat(fit().database(database)).isEmpty();
    }

    @Test
    void aDatabaseThatCannotGoWithItsVolumeGoesByACopyBesideIt() {
        settings.put("sizes.medium.node-selector.pool", "strong");
        node("n1", "4", "8Gi", "");
        node("n2", "1", "3Gi", ", pool: strong");
        database("n1", "200m", "512Mi");
        volumeOf("n1");

        assertThat(fit().isElsewhere(database)).isTrue();
        assertThat(fit().copy(database)).isEmpty();

        other("n2", "100m", "1Gi");
        assertThat(fit().copy(database))
                .hasValueSatisfying(
                        told(
                                Reason.NO_NODE_FITS,
                                "The only node with pool=strong has no room for a copy of the database of size 'medium', which asks for cpu 1 and memory 2Gi: "
                                        + "n2 lacks cpu 100m (free: cpu 900m and memory 2Gi). Add a node, or make room on one. "
                                        + "The database's volume (PersistentVolume pv-7) can be used on n1 only, so that the database would move to these nodes by a copy, which begins beside it."));
    }

    @Test
    void aQuotaMustAllowTheCopyBesideTheDatabaseAndTheWebPodsAfterIt() {
        settings.put("sizes.medium.node-selector.pool", "strong");
        node("n1", "4", "8Gi", "");
        node("n2", "64", "256Gi", ", pool: strong");
        database("n1", "200m", "512Mi");
        volumeOf("n1");
        quota("team", "hard: {requests.cpu: 1600m}", "requests.cpu: 700m", "");

        assertThat(fit().copy(database).orElseThrow().message())
                .startsWith("The namespace's quota does not allow a copy of the database of size 'medium'")
                .contains("lacks cpu 100m");

        quotas.clear();
        quota("team", "hard: {requests.cpu: 2000m}", "requests.cpu: 700m", "");
        SizeFit both = fit();
        assertThat(both.copy(database)).isEmpty();
        assertThat(both.web(web, 1)).as("the database has left").isEmpty();
    }

    @Test
    void aDatabaseIsNotElsewhereIfItsVolumeCanBeUsedOnOneOfTheNodesOrOnNoneThatIsThere() {
        node("n1", "4", "8Gi", "");
        node("n2", "4", "8Gi", ", pool: strong");
        volumeOf("n1");
        assertThat(fit().isElsewhere(database)).as("any node will do").isFalse();

        settings.put("sizes.medium.node-selector.pool", "strong");
        volumeOf("n9");
        assertThat(fit().isElsewhere(database)).as("there is nothing to copy").isFalse();

        volume = Optional.empty();
        assertThat(fit().isElsewhere(database)).as("it can be used anywhere").isFalse();

        settings.put("sizes.medium.node-selector.pool", "missing");
        volumeOf("n1");
        assertThat(fit().isElsewhere(database)).as("there is nowhere to go").isFalse();
    }

    @Test
    void aVolumeOfANodeThatIsGoneIsTold() {
        node("n1", "4", "8Gi", "");
        volumeOf("n9");

        assertThat(fit().database(database).orElseThrow().message())
                .startsWith(
                        "Size 'medium' asks for any node, but the database's volume (PersistentVolume pv-7) can be used on no node that is there.");
    }

    @Test
    void aDatabaseStaysOnTheNodeOfItsVolumeOnlyIfThereIsRoom() {
        node("n1", "1", "8Gi", "");
        node("n2", "64", "256Gi", "");
        other("n1", "500m", "1Gi");
        volumeOf("n1");

        assertThat(fit().database(database).orElseThrow().message())
                .startsWith("The only node that its volume can be used on has no room for the database's pod")
                .contains("n1 lacks cpu 500m")
                .endsWith(" Make room there, or choose another size.");
    }

    @Test
    void databaseAndWebPodsShareTheRoom() {
        node("n1", "1400m", "8Gi", "");

        SizeFit both = fit();
        assertThat(both.database(database)).isEmpty();
        assertThat(both.web(web, 1).orElseThrow().message()).contains("n1 lacks cpu 100m");
    }

    @Test
    void aQuotaThatDoesNotAllowTheNextDatabaseIsTold() {
        node("n1", "64", "256Gi", "");
        small("n1");
        quota("team", "hard: {requests.cpu: \"2\", pods: \"10\"}", "requests.cpu: 1400m, pods: \"3\"", "");

        assertThat(fit().database(database))
                .hasValueSatisfying(
                        told(
                                Reason.QUOTA_EXCEEDED,
                                "The namespace's quota does not allow the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: "
                                        + "ResourceQuota 'team' (requests.cpu) lacks cpu 200m. Raise the quota, or choose another size."));
    }

    @Test
    void aQuotaThatAllowsNoMoreWebPodsIsTold() {
        node("n1", "64", "256Gi", "");
        small("n1");
        quota("team", "hard: {count/pods: \"3\", memory: 64Gi}", "count/pods: \"3\", memory: 1536Mi", "");

        SizeFit both = fit();
        assertThat(both.database(database)).isEmpty();
        assertThat(both.web(web, 2).orElseThrow().message())
                .contains("ResourceQuota 'team' (count/pods) lacks a place for 1 pod.")
                .endsWith(" A new web pod begins before an old one ends, so that there must be room for one more.");
    }

    @Test
    void whatPodsGiveBackToAQuotaIsUsed() {
        node("n1", "64", "256Gi", "");
        small("n1");
        quota("team", "hard: {limits.memory: 4608Mi}", "limits.memory: 1536Mi", "");

        SizeFit both = fit();
        assertThat(both.database(database)).isEmpty();
        assertThat(both.web(web, 2)).isEmpty();
    }

    @Test
    void aQuotaOfOtherPodsDoesNotCount() {
        node("n1", "64", "256Gi", "");
        quota("jobs", "hard: {pods: \"0\"}", "pods: \"0\"", ", scopes: [Terminating]");
        quota(
                "first",
                "hard: {pods: \"0\"}",
                "pods: \"0\"",
                ", scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [first]}]}");
        quota("things", "hard: {count/secrets: \"0\", requests.storage: \"0\"}", "count/secrets: \"0\"", "");

        assertThat(fit().database(database)).isEmpty();
    }

    private void quota(String name, String hard, String used, String scopes) {
        quotas.add(YAML.unmarshal("""
                metadata: {name: %s}
                spec: {%s%s}
                status: {used: {%s}}
                """.formatted(name, hard, scopes, used), ResourceQuota.class));
    }

    private SizeFit fit() {
        return fit("medium");
    }

    private SizeFit fit(String name) {
        Size size = TestSettings.with(settings).sizes().get(name);
        TakenRoom taken = new TakenRoom();
        List.of(others, web, database).forEach(pods -> pods.forEach(taken::add));
        return new SizeFit(name, size, new NodesSeen.Known(nodes, taken, volume, quotas));
    }

    private static Consumer<Finding> told(Reason reason, String message) {
        return finding -> {
            assertThat(finding.reason()).isEqualTo(reason);
            assertThat(finding.message()).isEqualTo(message);
        };
    }

    private void node(String name, String cpu, String memory, String labels) {
        nodes.add(YAML.unmarshal("""
                metadata: {name: %s, labels: {kubernetes.io/hostname: %s%s}}
                status: {allocatable: {cpu: "%s", memory: %s, pods: "110"}}
                """.formatted(name, name, labels, cpu, memory), Node.class));
    }

    private void tainted(String name) {
        node(name, "4", "8Gi", "");
        nodes.getLast()
                .setSpec(YAML.unmarshal("spec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}", Node.class)
                        .getSpec());
    }

    private void volumeOf(String node) {
        volume = Optional.of(YAML.unmarshal("""
                metadata: {name: pv-7}
                spec: {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [%s]}]}]}}}
                """.formatted(node), PersistentVolume.class));
    }

    private void small(String node) {
        web("w1", node, "200m", "512Mi");
        web("w2", node, "200m", "512Mi");
        database(node, "200m", "512Mi");
    }

    private void web(String name, String node, String cpu, String memory) {
        web.add(pod(name, node, "web", cpu, memory));
    }

    private void database(String node, String cpu, String memory) {
        database.add(pod("tee-database-0", node, "postgresql", cpu, memory));
    }

    private static Pod instance(String name, String node, String cpu, String memory) {
        return pod(name, node, "postgres", cpu, memory);
    }

    private void other(String node, String cpu, String memory) {
        others.add(pod("other", node, "other", cpu, memory));
    }

    private static Pod pod(String name, String node, String container, String cpu, String memory) {
        return YAML.unmarshal("""
                metadata: {name: %s}
                spec: {nodeName: %s, containers: [{name: %s, resources: {requests: {cpu: "%s", memory: %s}, limits: {memory: %s}}}]}
                """.formatted(name, node, container, cpu, memory, memory), Pod.class);
    }
}
