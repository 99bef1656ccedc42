package io.shopoperator.operator.shop.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.PodSizeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.api.v1alpha1.TolerationStatus;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.Surroundings;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSeen;
import io.shopoperator.operator.shop.move.MoveSeen;
import io.shopoperator.operator.shop.origin.OriginObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    /** What status.sizing says of a shop of size small. */
    private static final String SMALL =
            "{target: small, current: small, web: {cpu: 200m, memory: 512Mi}, database: {cpu: 200m, memory: 512Mi}}";

    private final Map<String, String> settings = new HashMap<>();
    private final List<Pod> pods = new ArrayList<>();
    private NodesSeen nodes = new NodesSeen.NotAsked();
    private Optional<Deployment> web = Optional.empty();
    private Optional<StatefulSet> database = Optional.empty();
    private Optional<Cluster> cluster = Optional.empty();
    private Optional<PersistentVolumeClaim> volume = Optional.empty();
    private List<Pod> instances = List.of();

    @Test
    void aNewShopGetsItsSizeAndNobodyIsAsked() {
        Shop shop = shop("size: medium", "");

        assertThat(isOpen(shop)).isFalse();
        assertThat(sizing(shop)).isEqualTo(granted(shop));
    }

    @Test
    void aShopThatKeepsItsSizeIsNotLookedAt() {
        assertThat(isOpen(shop("size: small", SMALL))).isFalse();
    }

    @Test
    void anotherSizeDependsOnTheNodesAndIsGrantedIfTheyHaveRoom() {
        Shop shop = shop("size: medium", SMALL);
        nodesWith("4", "8Gi");

        assertThat(isOpen(shop)).isTrue();
        assertThat(sizing(shop)).isEqualTo(granted(shop));
        assertThat(sizing(shop).size().web().getRequests()).containsEntry("memory", new Quantity("1Gi"));
    }

    @Test
    void withoutRoomTheFormerSizeIsKeptAndToldWhatIsMissing() {
        Shop shop = shop("size: medium", SMALL);
        nodesWith("1", "1Gi");

        Sizing sizing = sizing(shop);

        assertThat(sizing.name()).isEqualTo("small");
        assertThat(sizing.size()).isEqualTo(settings().sizes().get("small"));
        assertThat(sizing.verdict(shop, List.of(), List.of()))
                .isEqualTo(
                        new Verdict(
                                "False",
                                new Finding(
                                        Reason.NO_NODE_FITS,
                                        "The only node has no room for the database's pod of size 'medium', which asks for cpu 1 and memory 2Gi: n1 lacks "
                                                + "memory 1Gi (free: cpu 1 and memory 1Gi). Add a node, or make room on one. Nothing is changed: the pods keep "
                                                + "size 'small' until there is room or spec.size is changed; it is looked at again within 15 seconds.")));
        assertThat(sizing.status(shop))
                .isEqualTo(new SizingStatus(
                        "medium",
                        "small",
                        new PodSizeStatus("200m", "512Mi"),
                        new PodSizeStatus("200m", "512Mi"),
                        Map.of(),
                        List.of(),
                        null));
    }

    @Test
    void aSizeThatIsNoLongerInTheTableIsKeptAsItWas() {
        Shop shop = shop(
                "size: medium",
                "{current: gone, web: {cpu: 300m, memory: 768Mi}, database: {cpu: 300m, memory: 768Mi}, nodeSelector: {pool: old}, "
                        + "tolerations: [{key: old, operator: Exists, effect: NoExecute, tolerationSeconds: 30}], storageClassName: slow}");
        nodesWith("1", "1Gi");

        Sizing sizing = sizing(shop);

        assertThat(sizing.status(shop))
                .isEqualTo(new SizingStatus(
                        "medium",
                        "gone",
                        new PodSizeStatus("300m", "768Mi"),
                        new PodSizeStatus("300m", "768Mi"),
                        Map.of("pool", "old"),
                        List.of(new TolerationStatus("old", "Exists", null, "NoExecute", 30L)),
                        "slow"));
    }

    @Test
    void anotherMeaningOfTheSameNameIsLookedAtAsAnotherSize() {
        Shop shop = shop("size: small", SMALL);
        settings.put("sizes.small.web.memory", "2Gi");
        nodesWith("1", "1Gi");

        assertThat(isOpen(shop)).isTrue();
        assertThat(sizing(shop).refusal().orElseThrow().message())
                .contains(
                        "The only node has no room for a web pod of size 'small', which asks for cpu 200m and memory 2Gi")
                .contains("the pods keep what size 'small' meant before");
    }

    @Test
    void otherNodesForTheSameAmountsAreAnotherSize() {
        Shop shop = shop("size: small", SMALL);
        settings.put("sizes.small.node-selector.pool", "new");

        assertThat(isOpen(shop)).isTrue();
    }

    @Test
    void anotherStorageClassMovesNobody() {
        Shop shop = shop("size: small", SMALL);
        settings.put("sizes.small.storage-class-name", "fast");

        assertThat(isOpen(shop)).isFalse();
        assertThat(sizing(shop).status(shop).storageClassName()).isEqualTo("fast");
    }

    @Test
    void anExternalDatabaseIsNotOfTheSize() {
        Shop shop = shop(
                "size: medium, database: {external: {bindingSecretRef: {name: db}}}",
                "{target: small, current: small, web: {cpu: 500m, memory: 1Gi}}");

        assertThat(isOpen(shop)).as("its web pods are as they were").isFalse();
        assertThat(sizing(shop).status(shop))
                .isEqualTo(new SizingStatus(
                        "medium", "medium", new PodSizeStatus("500m", "1Gi"), null, Map.of(), List.of(), null));
        assertThat(sizing(shop).verdict(shop, List.of(), List.of()).finding().message())
                .isEqualTo("Size 'medium': each web pod gets cpu 500m and memory 1Gi.");
    }

    @Test
    void aDatabaseWhoseVolumeIsElsewhereMovesAndAllPodsKeepTheFormerSizeMeanwhile() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");

        Sizing sizing = sizing(shop);

        assertThat(sizing.name()).isEqualTo("small");
        assertThat(sizing.size()).isEqualTo(settings().sizes().get("small"));
        assertThat(sizing.refusal()).isEmpty();
        assertThat(sizing.moving().orElseThrow().current()).isEqualTo("medium");
        assertThat(sizing.moving().orElseThrow().nodeSelector()).containsEntry("pool", "strong");
        assertThat(sizing.status(shop).current()).isEqualTo("small");
        assertThat(sizing.verdict(shop, List.of(), List.of()))
                .isEqualTo(
                        new Verdict(
                                "Unknown",
                                new Finding(
                                        Reason.DATABASE_MOVING,
                                        "Size 'medium' asks for nodes with pool=strong, where the database's volume cannot be used: the database moves there by a copy while customers are served, and the pods keep size 'small' until it has. The condition DatabasePlaced says how far it is; to give it up, set spec.size back.")));
    }

    @Test
    void aDatabaseThatMovesAlreadyIsNotLookedAtAgain() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");
        moves(shop, "Copying", sizing(shop).moving().orElseThrow());
        nodes = new NodesSeen.NotAsked();

        assertThat(isOpen(shop)).as("its copy takes the room that there was").isFalse();
        assertThat(Sizing.isMoving(shop, settings())).isTrue();
        assertThat(sizing(shop).moving()).isPresent();
        assertThat(Sizing.inForce(shop, settings()).orElseThrow().moving()).isPresent();
        assertThat(sizing(shop).name()).isEqualTo("small");
    }

    @Test
    void aThirdSizeWhileADatabaseMovesIsLookedAt() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");
        moves(shop, "Following", sizing(shop).moving().orElseThrow());
        settings.put("sizes.medium.database.memory", "64Gi");

        assertThat(isOpen(shop)).isTrue();
        assertThat(sizing(shop).moving()).isEmpty();
        assertThat(sizing(shop).refusal().orElseThrow().reason()).isEqualTo(Reason.NO_NODE_FITS);
        assertThat(Sizing.inForce(shop, settings()).orElseThrow().moving()).isEmpty();
    }

    @Test
    void aSizeThatIsSetBackWhileADatabaseMovesIsTheOneThereIs() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");
        moves(shop, "Following", sizing(shop).moving().orElseThrow());
        shop = withSize(shop, "small");

        assertThat(isOpen(shop)).isFalse();
        assertThat(sizing(shop)).isEqualTo(granted(shop));
    }

    @Test
    void withoutRoomForTheCopyNothingMoves() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");
        settings.put("sizes.medium.database.memory", "64Gi");

        Sizing sizing = sizing(shop);

        assertThat(sizing.moving()).isEmpty();
        assertThat(sizing.refusal().orElseThrow().message())
                .startsWith("The only node with pool=strong has no room for a copy of the database of size 'medium'")
                .contains("Nothing is changed: the pods keep size 'small'");
    }

    @Test
    void withoutRoomForTheWebPodsTheDatabaseDoesNotMoveEither() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("plain");
        settings.put("sizes.medium.web.memory", "64Gi");

        assertThat(sizing(shop).moving()).isEmpty();
        assertThat(sizing(shop).refusal().orElseThrow().message()).contains("has no room for a web pod");
    }

    @Test
    void aVolumeOfNoClassIsNotCopiedBeforeOneIsNamed() {
        Shop shop = shop("size: medium", SMALL);
        aVolumeOfAnotherNode("\"\"");

        assertThat(sizing(shop).moving()).isEmpty();
        assertThat(sizing(shop).refusal().orElseThrow())
                .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.VOLUME_ON_ANOTHER_NODE))
                .satisfies(
                        why -> assertThat(why.message())
                                .contains(
                                        "To have it moved there, name the StorageClass of its new volume: spec.database.embedded.storageClassName."));

        settings.put("sizes.medium.storage-class-name", "fast");
        assertThat(sizing(shop).moving()).isPresent();
    }

    /** The operator was ended after it had written the first child and before it could tell. */
    @Test
    void whatHasBegunIsGoneOnWith() {
        Shop shop = shop("size: medium", SMALL);
        nodesWith("1", "1Gi");
        database = Optional.of(YAML.unmarshal(
                "spec: {template: {spec: {containers: [{name: postgresql, resources: {requests: {cpu: 1000m, memory: 2Gi}, limits: {memory: 2Gi}}}]}}}",
                StatefulSet.class));

        assertThat(isOpen(shop)).isFalse();
        assertThat(sizing(shop)).isEqualTo(granted(shop));
    }

    @Test
    void aClusterThatHasBegunToChangeIsGoneOnWith() {
        Shop shop = shop("size: medium, database: {cloudNativePg: {}}", SMALL);
        nodesWith("1", "1Gi");
        clusterWith("1", "2Gi");

        assertThat(isOpen(shop)).isFalse();
        assertThat(sizing(shop)).isEqualTo(granted(shop));
    }

    @Test
    void instancesThatNoNodeHasRoomForKeepTheFormerSize() {
        Shop shop = shop("size: medium, database: {cloudNativePg: {}}", SMALL);
        nodesWith("4", "1Gi");
        clusterWith("200m", "512Mi");
        instances = List.of(instance("200m", "512Mi"));

        assertThat(isOpen(shop)).isTrue();
        assertThat(sizing(shop).name()).isEqualTo("small");
        assertThat(sizing(shop).refusal().orElseThrow().message())
                .startsWith(
                        "The only node has no room for an instance of the database of size 'medium', which asks for cpu 1 and memory 2Gi");
    }

    @Test
    void howFarCloudNativePgIsWithTheInstancesIsTold() {
        Shop shop = shop(
                "size: medium, database: {cloudNativePg: {}}",
                "{current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}}");
        Pod small = instance("200m", "512Mi");
        Pod medium = instance("1", "2Gi");

        assertThat(sizing(shop)
                        .verdict(shop, List.of(), List.of(medium, small))
                        .finding()
                        .message())
                .contains("CloudNativePG replaces the database's instances, standbys first");
        assertThat(sizing(shop).verdict(shop, List.of(), List.of(medium, medium)))
                .isEqualTo(
                        new Verdict(
                                "True",
                                new Finding(
                                        Reason.SIZED,
                                        "Size 'medium': each web pod gets cpu 500m and memory 1Gi, each instance of the database cpu 1 and memory 2Gi.")));
    }

    @Test
    void aChildThatIsOfTheFormerSizeHasNotBegun() {
        Shop shop = shop("size: medium", SMALL);
        web = Optional.of(YAML.unmarshal(
                "spec: {template: {spec: {containers: [{name: web, resources: {requests: {cpu: 200m, memory: 512Mi}, limits: {memory: 512Mi}}}]}}}",
                Deployment.class));

        assertThat(isOpen(shop)).isTrue();
    }

    @Test
    void nodesThatAreMadeOnDemandAreNotLookedFor() {
        Shop shop = shop("size: medium", SMALL);
        settings.put("sizes.medium.nodes-on-demand", "true");
        nodes = new NodesSeen.Hidden(Sizing.ON_DEMAND, List.of());
        pod("web", "200m", "512Mi");

        assertThat(sizing(shop).refusal()).isEmpty();
        assertThat(verdict(shop).finding().message())
                .endsWith(
                        " Whether a node has room was not looked at, since nodes for this size are made on demand: the scheduler decides.");
    }

    @Test
    void anOperatorOfNamedNamespacesSaysThatItCannotKnow() {
        Shop shop = shop("size: medium", SMALL);
        settings.put("watched-namespaces", "shops");
        nodes = new NodesSeen.Hidden(Sizing.NAMED_NAMESPACES, List.of());
        pod("web", "200m", "512Mi");
        String told =
                " Whether a node has room was not looked at, since the operator serves named namespaces only and does not see what else runs on the nodes: the scheduler decides.";

        assertThat(sizing(shop).refusal()).isEmpty();
        assertThat(verdict(shop).finding().message()).endsWith(told);
        Shop later = shop(
                "size: medium",
                "{current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}}");
        assertThat(verdict(later).finding().message())
                .as("as long as pods are replaced")
                .endsWith(told);
    }

    @Test
    void aQuotaCountsAlsoWhereNodesAreNotSeen() {
        Shop shop = shop("size: medium", SMALL);
        nodes = new NodesSeen.Hidden(Sizing.NAMED_NAMESPACES, List.of(YAML.unmarshal("""
                        metadata: {name: team}
                        spec: {hard: {limits.memory: 1Gi}}
                        """, ResourceQuota.class)));

        assertThat(sizing(shop).name()).isEqualTo("small");
        assertThat(sizing(shop).refusal().orElseThrow().reason()).isEqualTo(Reason.QUOTA_EXCEEDED);
    }

    @Test
    void anOperatorWithoutTheRightSaysSo() {
        Shop shop = shop("size: medium", SMALL);
        nodes = new NodesSeen.Hidden("it is dark", List.of());
        pod("web", "200m", "512Mi");

        assertThat(verdict(shop).finding().message())
                .endsWith(" Whether a node has room was not looked at, since it is dark: the scheduler decides.");
    }

    @Test
    void howManyPodsHaveTheSizeIsTold() {
        Shop shop = shop(
                "size: medium",
                "{current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}}");
        pod("web", "200m", "512Mi");
        pod("web", "500m", "1Gi");
        pod("postgresql", "200m", "512Mi");

        assertThat(verdict(shop))
                .isEqualTo(
                        new Verdict(
                                "Unknown",
                                new Finding(
                                        Reason.RESIZING,
                                        "Pods are being replaced one by one: 1 of 2 web pods are of size 'medium'. The database is about to be restarted with it: pages wait some seconds then.")));
    }

    @Test
    void whatASizeMeansIsTold() {
        Shop shop = shop("size: medium", "");
        settings.put("sizes.medium.node-selector.pool", "strong");

        assertThat(verdict(shop))
                .isEqualTo(
                        new Verdict(
                                "True",
                                new Finding(
                                        Reason.SIZED,
                                        "Size 'medium': each web pod gets cpu 500m and memory 1Gi, the database cpu 1 and memory 2Gi, on nodes with pool=strong.")));
    }

    @Test
    void whatOthersHaveAddedToAPodDoesNotMatter() {
        Shop shop = shop(
                "size: medium",
                "{current: medium, web: {cpu: 500m, memory: 1Gi}, database: {cpu: \"1\", memory: 2Gi}}");
        pods.add(YAML.unmarshal("""
                metadata: {name: w}
                spec:
                  containers: [{name: proxy}, {name: web, resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "4", memory: 1Gi}}}]
                  tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}]
                """, Pod.class));

        assertThat(verdict(shop).status()).isEqualTo("True");
    }

    private Verdict verdict(Shop shop) {
        return sizing(shop).verdict(shop, named("web"), named("postgresql"));
    }

    private List<Pod> named(String container) {
        return pods.stream()
                .filter(pod -> pod.getSpec().getContainers().stream()
                        .anyMatch(one -> one.getName().equals(container)))
                .toList();
    }

    private Sizing granted(Shop shop) {
        String name = shop.getSpec().size();
        return new Sizing(name, settings().sizes().get(name), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private boolean isOpen(Shop shop) {
        return Sizing.isOpen(shop, settings(), web, database, cluster);
    }

    private Sizing sizing(Shop shop) {
        return Sizing.of(
                shop,
                settings(),
                new Surroundings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        volume,
                        Optional.empty(),
                        database,
                        web,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        OriginObjects.none(),
                        Optional.empty(),
                        List.of(),
                        new ClusterSeen(cluster.isPresent(), cluster, instances, List.of(), List.of()),
                        false,
                        nodes,
                        new MoveSeen(Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of())));
    }

    private static Pod instance(String cpu, String memory) {
        return YAML.unmarshal("""
                metadata: {name: tee-database-1}
                spec: {nodeName: n1, containers: [{name: postgres, resources: {requests: {cpu: "%s", memory: %s}, limits: {memory: %s}}}]}
                """.formatted(cpu, memory, memory), Pod.class);
    }

    private OperatorSettings settings() {
        return TestSettings.with(settings);
    }

    /** The data are on n1, and size medium is for n2. */
    private void aVolumeOfAnotherNode(String storageClass) {
        settings.put("sizes.medium.node-selector.pool", "strong");
        volume = Optional.of(YAML.unmarshal("""
                metadata: {name: data-tee-database-0}
                spec: {volumeName: pv-7, storageClassName: %s, resources: {requests: {storage: 5Gi}}}
                """.formatted(storageClass), PersistentVolumeClaim.class));
        nodes = new NodesSeen.Known(
                List.of(node("n1", "", "4", "8Gi"), node("n2", ", pool: strong", "4", "8Gi")),
                new TakenRoom(),
                Optional.of(YAML.unmarshal("""
                        metadata: {name: pv-7}
                        spec: {nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: host, operator: In, values: [n1]}]}]}}}
                        """, PersistentVolume.class)),
                List.of());
    }

    private static void moves(Shop shop, String phase, SizingStatus sizing) {
        DatabaseStatus database = YAML.unmarshal(
                        "database: {move: {id: \"0a1b2c3d\", phase: " + phase + ", sizing: " + YAML.asJson(sizing)
                                + "}}",
                        ShopStatus.class)
                .database();
        ShopStatus status = shop.getStatus();
        shop.setStatus(
                new ShopStatus(null, List.of(), null, null, null, null, null, database, null, null, status.sizing()));
    }

    private static Shop withSize(Shop shop, String size) {
        Shop other = shop("size: " + size, "");
        other.setStatus(shop.getStatus());
        return other;
    }

    private static Node node(String name, String labels, String cpu, String memory) {
        return YAML.unmarshal("""
                metadata: {name: %s, labels: {host: %s%s}}
                status: {allocatable: {cpu: "%s", memory: %s, pods: "110"}}
                """.formatted(name, name, labels, cpu, memory), Node.class);
    }

    private void nodesWith(String cpu, String memory) {
        Node node = YAML.unmarshal("""
                metadata: {name: n1}
                status: {allocatable: {cpu: "%s", memory: %s, pods: "110"}}
                """.formatted(cpu, memory), Node.class);
        nodes = new NodesSeen.Known(List.of(node), new TakenRoom(), Optional.empty(), List.of());
    }

    private void clusterWith(String cpu, String memory) {
        cluster = Optional.of(YAML.unmarshal("""
                spec: {resources: {requests: {cpu: "%s", memory: %s}, limits: {memory: %s}}}
                """.formatted(cpu, memory, memory), Cluster.class));
    }

    private void pod(String container, String cpu, String memory) {
        pods.add(YAML.unmarshal("""
                metadata: {name: %s}
                spec: {containers: [{name: %s, resources: {requests: {cpu: "%s", memory: %s}, limits: {memory: %s}}}]}
                """.formatted(container, container, cpu, memory, memory), Pod.class));
    }

    private static Shop shop(String spec, String sizing) {
        Shop shop = YAML.unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops}
                spec: {image: i, host: h, %s}
                """.formatted(spec), Shop.class);
        if (!sizing.isEmpty()) {
            shop.setStatus(YAML.unmarshal("sizing: " + sizing, ShopStatus.class));
        }
        return shop;
    }
}
