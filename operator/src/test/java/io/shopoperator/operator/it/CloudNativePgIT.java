package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it installs a kind")
class CloudNativePgIT {
    /** As much of CloudNativePG's kind as is needed to be served. */
    private static final String KIND = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: clusters.postgresql.cnpg.io}
            spec:
              group: postgresql.cnpg.io
              names: {kind: Cluster, listKind: ClusterList, plural: clusters, singular: cluster}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  subresources: {status: {}}
                  schema:
                    openAPIV3Schema:
                      type: object
                      required: [spec]
                      properties:
                        spec:
                          type: object
                          required: [instances]
                          x-kubernetes-preserve-unknown-fields: true
                          properties:
                            instances: {type: integer, minimum: 1}
                            enablePDB: {type: boolean, default: true}
                            storage:
                              type: object
                              properties:
                                size: {type: string}
                                storageClass: {type: string}
                                resizeInUseVolumes: {type: boolean, default: true}
                        status: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;

    private static final String ON_CLOUD_NATIVE_PG = "database: {cloudNativePg: {}}";

    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final KindInTest kind = KindInTest.of(client, KIND);
    private final String namespace = server.namespace();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Clock clock = clock(now::get);

    @AfterEach
    void forgetTheKind() {
        kind.forget();
    }

    @Test
    void aShopWaitsForCloudNativePgWhileOthersAreServed() {
        try (RunningOperator operator = RunningOperator.with(TestSettings.defaults(), clock, namespace)) {
            // Given a cluster without the kind
            ShopInTest shop = ShopInTest.apply(namespace, "tee", ON_CLOUD_NATIVE_PG);
            assertThat(shop.awaitCondition("Accepted", "False", "CloudNativePgMissing")
                            .getMessage())
                    .contains("Install CloudNativePG 1.28 or newer");
            shop.awaitCondition("DatabaseReady", "False", "CloudNativePgMissing");
            shop.awaitCondition("Stalled", "True", "CloudNativePgMissing");
            ShopInTest.serving(namespace, "wein");
            assertThat(server.operatorWrites(namespace))
                    .noneMatch(write -> write.contains("clusters") || write.contains("tee-database"));

            // When
            kind.install();
            now.updateAndGet(before -> before.plus(Duration.ofSeconds(11)));

            // Then, by itself
            Cluster cluster = shop.await(Cluster.class, "tee-database", there -> true);
            shop.awaitCondition("Accepted", "True", "Accepted");
            assertThat(cluster.getSpec().instances()).isEqualTo(2);
            assertThat(cluster.getSpec().postgresql().synchronous().method()).isEqualTo("any");
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aShopOpensOnItsClusterAndFollowsIt() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = serving("tee");

            // Then the pods have CloudNativePG's Secret as the files of the contract
            Deployment web = shop.awaitWeb(there -> true);
            var sources = web.getSpec().getTemplate().getSpec().getVolumes().stream()
                    .filter(volume -> volume.getName().equals("database"))
                    .findFirst()
                    .orElseThrow()
                    .getProjected()
                    .getSources();
            assertThat(sources.getFirst().getSecret().getName()).isEqualTo("tee-database-app");
            assertThat(sources.getFirst().getSecret().getItems())
                    .anySatisfy(item ->
                            assertThat(item.getKey() + " " + item.getPath()).isEqualTo("dbname database"));
            assertThat(shop.await(ConfigMap.class, "tee-database", there -> "true"
                                    .equals(there.getData().get("initialized")))
                            .getData())
                    .containsEntry("type", "postgresql");
            shop.awaitCondition("HighlyAvailable", "True", "HighlyAvailable");
            assertThat(shop.now().getStatus().database().provider()).isEqualTo("cloudnativepg");

            // and a look that has nothing to change does not write the Cluster
            long writes = writesOfClusters();
            shop.patch("{\"replicas\":3}");
            shop.awaitWeb(there -> there.getSpec().getReplicas() == 3);
            shop.webBecomesReady();
            shop.awaitCondition("Ready", "True", "Serving");
            assertThat(writesOfClusters()).isEqualTo(writes);

            // When the primary fails
            clusterSays("tee", 1, "tee-database-1", "tee-database-2");

            // Then
            shop.awaitCondition("DatabaseReady", "False", "DatabaseUnavailable");
            shop.awaitCondition("Ready", "True", "DatabaseUnavailable");
            assertThat(shop.awaitCondition("HighlyAvailable", "False", "InstancesNotReady")
                            .getMessage())
                    .startsWith("1 of 2 instances are ready. CloudNativePG says: ");
            clusterSays("tee", 2, "tee-database-2", "tee-database-2");
            shop.awaitCondition("Ready", "True", "Serving");

            // When another size and more instances are asked for
            shop.patch("{\"size\":\"medium\",\"database\":{\"cloudNativePg\":{\"instances\":3,\"storage\":\"20Gi\"}}}");

            // Then
            Cluster larger = shop.await(
                    Cluster.class, "tee-database", there -> there.getSpec().instances() == 3);
            assertThat(larger.getSpec().storage().size()).isEqualTo("20Gi");
            assertThat(larger.getSpec().resources().getLimits()).containsEntry("memory", new Quantity("2Gi"));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aNewPasswordOfCloudNativePgReachesThePods() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = serving("tee");
            String before = binding(shop.awaitWeb(there -> true));

            secret("tee", "another");
            shop.patch("{\"replicas\":3}");

            shop.awaitWeb(there -> !binding(there).equals(before));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aClusterThatIsGoneIsNotMadeAnew() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = serving("tee");

            // When
            shop.child(Cluster.class, "database").delete();

            // Then
            assertThat(shop.awaitCondition("DatabaseReady", "False", "DataLost").getMessage())
                    .contains("It is not made anew", "origin.fromBackup");
            shop.patch("{\"replicas\":3}");
            shop.awaitObserved();
            assertThat(shop.child(Cluster.class, "database").get()).isNull();
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aDeletedShopLeavesItsClusterAtRestAndAnotherOfItsNamePicksItUp() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given
            ShopInTest shop = serving("tee");
            String uid =
                    shop.child(Cluster.class, "database").get().getMetadata().getUid();

            // When
            shop.delete();

            // Then
            Cluster kept = shop.await(Cluster.class, "tee-database", CloudNativePgIT::isAtRest);
            assertThat(kept.getMetadata().getOwnerReferences()).isEmpty();
            assertThat(kept.getSpec().bootstrap().initdb().database()).isEqualTo("shop");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> shop.events().stream()
                    .anyMatch(event ->
                            event.startsWith("Normal VolumeKept: The database is kept at rest: Cluster tee-database")));

            // When
            collectGarbage("tee");
            ShopInTest.apply(namespace, "tee", ON_CLOUD_NATIVE_PG);

            // Then
            Cluster awake = shop.await(Cluster.class, "tee-database", there -> !isAtRest(there));
            assertThat(awake.getMetadata().getUid()).isEqualTo(uid);
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void thePolicyDeleteMakesTheClusterTheShops() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            ShopInTest shop = serving("tee");

            shop.patch("{\"deletion\":{\"policy\":\"Delete\"}}");

            shop.await(Cluster.class, "tee-database", there -> there.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner ->
                            owner.getUid().equals(shop.now().getMetadata().getUid())));
            shop.patch("{\"deletion\":{\"policy\":\"Retain\"}}");
            shop.await(Cluster.class, "tee-database", there -> there.getMetadata()
                    .getOwnerReferences()
                    .isEmpty());
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aQuotaIsToldWhoeverRunsIntoIt() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            // Given a namespace in which no Cluster may be made
            client.resource(new ResourceQuotaBuilder()
                            .withNewMetadata()
                            .withName("small")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewSpec()
                            .addToHard("count/clusters.postgresql.cnpg.io", new Quantity("0"))
                            .endSpec()
                            .build())
                    .create();
            client.resourceQuotas()
                    .inNamespace(namespace)
                    .withName("small")
                    .editStatus(quota -> new ResourceQuotaBuilder(quota)
                            .withNewStatus()
                            .addToHard("count/clusters.postgresql.cnpg.io", new Quantity("0"))
                            .addToUsed("count/clusters.postgresql.cnpg.io", new Quantity("0"))
                            .endStatus()
                            .build());
            ShopInTest shop = ShopInTest.apply(namespace, "tee", ON_CLOUD_NATIVE_PG);
            assertThat(shop.awaitCondition("Stalled", "True", "QuotaExceeded").getMessage())
                    .contains("exceeded quota: small", "Raise the quota");
            shop.awaitCondition("DatabaseReady", "False", "QuotaExceeded");

            // When that is raised, but CloudNativePG's Job finds no room for its pod
            client.resourceQuotas().inNamespace(namespace).withName("small").delete();
            shop.await(Cluster.class, "tee-database", there -> true);
            warning("tee-database-1-initdb", "Error creating: pods is forbidden: exceeded quota: pods, requested: 1");
            status("tee", new ClusterStatus(0, "Setting up primary", null, null, null, Map.of(), null));

            // Then
            Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(shop.condition("Stalled"))
                    .hasValueSatisfying(
                            stalled -> assertThat(stalled.getMessage()).contains("exceeded quota: pods")));
            assertThat(operator.isAlive()).isTrue();
        }
    }

    @Test
    void aClusterOfSomebodyElseIsLeftAlone() {
        kind.install();
        try (RunningOperator operator = RunningOperator.in(namespace)) {
            Cluster foreign = Serialization.unmarshal("""
                    apiVersion: postgresql.cnpg.io/v1
                    kind: Cluster
                    metadata: {name: tee-database, namespace: %s}
                    spec: {instances: 1, storage: {size: 1Gi}}
                    """.formatted(namespace), Cluster.class);
            client.resource(foreign).create();

            ShopInTest shop = ShopInTest.apply(namespace, "tee", ON_CLOUD_NATIVE_PG);

            assertThat(shop.awaitCondition("Stalled", "True", "NameTaken").getMessage())
                    .contains("Cluster 'tee-database'");
            assertThat(client.resource(foreign).get().getSpec().instances()).isEqualTo(1);
            assertThat(operator.isAlive()).isTrue();
        }
    }

    private long writesOfClusters() {
        return server.operatorWrites(namespace).stream()
                .filter(write -> write.contains("clusters"))
                .count();
    }

    /** Nobody here removes what belonged to a shop that is gone. */
    private void collectGarbage(String name) {
        Stream.<Class<? extends HasMetadata>>of(
                        Secret.class,
                        ConfigMap.class,
                        Service.class,
                        NetworkPolicy.class,
                        Ingress.class,
                        PodDisruptionBudget.class,
                        Deployment.class,
                        Job.class)
                .forEach(kind -> client.resources(kind)
                        .inNamespace(namespace)
                        .withLabel("app.kubernetes.io/instance", name)
                        .delete());
    }

    private ShopInTest serving(String name) {
        ShopInTest shop = ShopInTest.apply(namespace, name, ON_CLOUD_NATIVE_PG);
        shop.await(Cluster.class, name + "-database", there -> true);
        secret(name, "secret");
        clusterSays(name, 2, name + "-database-1", name + "-database-1");
        shop.migrationSucceeds();
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        return shop;
    }

    /** What CloudNativePG would tell; an instance that is no primary any more has failed. */
    private void clusterSays(String name, int ready, String current, String target) {
        List<String> healthy = ready == 2 ? List.of(name + "-database-1", name + "-database-2") : List.of(target);
        status(
                name,
                new ClusterStatus(
                        ready,
                        current.equals(target) ? "Cluster in healthy state" : "Failing over",
                        null,
                        current,
                        target,
                        Map.of("healthy", healthy),
                        null));
    }

    private void status(String name, ClusterStatus status) {
        client.resources(Cluster.class)
                .inNamespace(namespace)
                .withName(name + "-database")
                .editStatus(cluster -> {
                    cluster.setStatus(status);
                    return cluster;
                });
    }

    /** As CloudNativePG writes it, without labels of ours. */
    private void secret(String name, String password) {
        Map<String, String> data = new TreeMap<>();
        Map.of(
                        "host", name + "-database-rw",
                        "port", "5432",
                        "dbname", "shop",
                        "user", "shop",
                        "username", "shop",
                        "password", password,
                        "uri", "postgresql://shop:" + password + "@" + name + "-database-rw:5432/shop")
                .forEach((key, value) ->
                        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name + "-database-app")
                .withNamespace(namespace)
                .endMetadata()
                .withType("kubernetes.io/basic-auth")
                .withData(data)
                .build();
        client.resource(secret).createOr(NonDeletingOperation::update);
    }

    /** What the Job controller tells of a pod that was not let in. */
    private void warning(String job, String message) {
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withName(job + ".warning")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Job")
                        .withName(job)
                        .withNamespace(namespace)
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason("FailedCreate")
                        .withMessage(message)
                        .withLastTimestamp("2026-11-23T12:00:00Z")
                        .withReportingComponent("job-controller")
                        .build())
                .create();
    }

    private static String binding(Deployment web) {
        return web.getSpec().getTemplate().getMetadata().getAnnotations().get("shop-operator.io/database-binding");
    }

    private static boolean isAtRest(Cluster cluster) {
        Map<String, String> annotations = cluster.getMetadata().getAnnotations();
        return annotations != null && "on".equals(annotations.get("cnpg.io/hibernation"));
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
