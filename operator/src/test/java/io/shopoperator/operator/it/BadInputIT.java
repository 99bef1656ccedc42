package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT {
    private final ApiServer server = ApiServer.running();
    private final KubernetesClient client = server.admin();
    private final String namespace = server.namespace();
    private final String other = server.namespace();
    private RunningOperator operator;

    @BeforeEach
    void start() {
        operator = RunningOperator.in(namespace, other);
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void anUnknownSizeIsToldWithTheSizesThereAre() {
        ShopInTest shop = ShopInTest.apply(namespace, "tee", "size: huge");

        assertThat(shop.awaitCondition("Accepted", "False", "UnknownSize").getMessage())
                .isEqualTo("There is no size 'huge'. Set spec.size to one of: medium, small.");
        assertThat(shop.awaitCondition("Ready", "False", "UnknownSize").getMessage())
                .contains("huge");
        assertThat(shop.events()).hasSize(1).allSatisfy(event -> assertThat(event)
                .startsWith("Warning UnknownSize"));
        shop.patch("{\"size\":\"small\"}");
        shop.awaitCondition("Accepted", "True", "Accepted");
    }

    @Test
    void aHostBelongsToOneShopOfAllNamespacesAndIsHandedOn() {
        ShopInTest first = ShopInTest.serving(namespace, "first");
        String host = first.now().getSpec().host();
        ShopInTest neighbour = ShopInTest.apply(namespace, "neighbour", "size: small");
        neighbour.awaitCondition("Accepted", "True", "Accepted");
        ShopInTest stranger = ShopInTest.apply(other, "stranger", "size: small");
        stranger.awaitCondition("Accepted", "True", "Accepted");

        neighbour.patch("{\"host\":\"" + host + "\"}");
        stranger.patch("{\"host\":\"" + host + "\"}");

        assertThat(neighbour.awaitCondition("Accepted", "False", "HostTaken").getMessage())
                .isEqualTo("The host " + host
                        + " is served by shop first. Set spec.host to another one, or wait until it is free.");
        assertThat(stranger.awaitCondition("Accepted", "False", "HostTaken").getMessage())
                .contains("a shop in another namespace")
                .doesNotContain("first ", namespace + "/");
        first.awaitCondition("Ready", "True", "Serving");

        first.delete();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> neighbour
                                .condition("Accepted")
                                .orElseThrow()
                                .getStatus()
                                .equals("True")
                        != stranger.condition("Accepted")
                                .orElseThrow()
                                .getStatus()
                                .equals("True"));
    }

    @Test
    void anExternalBindingIsCheckedKeyByKey() {
        ShopInTest shop =
                ShopInTest.apply(namespace, "wein", "database: {external: {bindingSecretRef: {name: wein-db}}}");
        assertThat(shop.awaitCondition("Accepted", "False", "BindingSecretMissing")
                        .getMessage())
                .isEqualTo("There is no Secret 'wein-db' in this namespace. Create it, or correct "
                        + "spec.database.external.bindingSecretRef.");

        secret("wein-db", Map.of("type", "mysql"));
        shop.patch("{\"replicas\":3}");
        assertThat(shop.awaitCondition("Accepted", "False", "BindingSecretInvalid")
                        .getMessage())
                .isEqualTo("Secret 'wein-db' must hold the key type with the value postgresql. Correct it.");

        secret("wein-db", Map.of("type", "postgresql", "host", "db", "port", "5432", "database", "wein"));
        shop.patch("{\"replicas\":4}");
        await().untilAsserted(() -> assertThat(
                        shop.condition("Accepted").orElseThrow().getMessage())
                .isEqualTo("Secret 'wein-db' lacks username, password. Correct it."));

        secret("wein-db", database("65536"));
        shop.patch("{\"replicas\":5}");
        await().untilAsserted(() -> assertThat(
                        shop.condition("Accepted").orElseThrow().getMessage())
                .isEqualTo("The key port of Secret 'wein-db' must be a number from 1 to 65535. Correct it."));

        secret("wein-db", database("5432"));
        shop.patch("{\"replicas\":6}");
        shop.migrationSucceeds();
        shop.awaitCondition("Accepted", "True", "Accepted");
        shop.webBecomesReady();
        shop.awaitCondition("Ready", "True", "Serving");
        shop.awaitCondition("HighlyAvailable", "Unknown", "ExternalDatabase");
    }

    private static Map<String, String> database(String port) {
        return Map.of(
                "type",
                "postgresql",
                "host",
                "db",
                "port",
                port,
                "database",
                "wein",
                "username",
                "wein",
                "password",
                "x");
    }

    @Test
    void aMailBindingIsCheckedAsWell() {
        ShopInTest shop = ShopInTest.apply(namespace, "tee", "mail: {bindingSecretRef: {name: tee-smtp}}");

        assertThat(shop.awaitCondition("Accepted", "False", "BindingSecretMissing")
                        .getMessage())
                .isEqualTo("There is no Secret 'tee-smtp' in this namespace. Create it, or correct "
                        + "spec.mail.bindingSecretRef.");
        secret("tee-smtp", Map.of("type", "smtp", "host", "mail.example.com"));
        shop.patch("{\"replicas\":3}");
        assertThat(shop.awaitCondition("Accepted", "False", "BindingSecretInvalid")
                        .getMessage())
                .isEqualTo("Secret 'tee-smtp' lacks port, from. Correct it.");
    }

    @Test
    void aMissingCertificateIsTold() {
        ShopInTest shop = ShopInTest.apply(namespace, "tee", "exposure: {tls: {secretRef: {name: tee-tls}}}");

        assertThat(shop.awaitCondition("Accepted", "False", "TlsSecretMissing").getMessage())
                .startsWith("There is no Secret 'tee-tls' in this namespace.");
        secret("tee-tls", Map.of("tls.crt", "x"));
        shop.patch("{\"replicas\":3}");
        assertThat(shop.awaitCondition("Accepted", "False", "TlsSecretInvalid").getMessage())
                .isEqualTo("Secret 'tee-tls' lacks tls.key: it must hold a certificate and its key.");
    }

    @Test
    void anotherOnesServiceIsNotTakenOver() {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("tee-web")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(1)
                        .endPort()
                        .endSpec()
                        .build())
                .create();

        ShopInTest shop = ShopInTest.apply(namespace, "tee");

        assertThat(shop.awaitCondition("Stalled", "True", "NameTaken").getMessage())
                .startsWith(
                        "There is already a Service 'tee-web' in this namespace that does not belong to this shop.");
        assertThat(shop.await(Service.class, "tee-web", service -> true)
                        .getSpec()
                        .getPorts()
                        .getFirst()
                        .getPort())
                .isEqualTo(1);
        client.services().inNamespace(namespace).withName("tee-web").delete();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> shop.condition("Stalled").isEmpty());
    }

    @Test
    void deletedAndEditedChildrenArePutRight() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");

        client.services().inNamespace(namespace).withName("tee-web").delete();
        shop.await(Service.class, "tee-web", service -> service.getMetadata().getDeletionTimestamp() == null);

        client.configMaps().inNamespace(namespace).withName("tee-database").edit(map -> new ConfigMapBuilder(map)
                .addToData("start.sh", "exit 1")
                .build());
        shop.await(io.fabric8.kubernetes.api.model.ConfigMap.class, "tee-database", map -> map.getData()
                .get("start.sh")
                .contains("PostgreSQL"));

        client.apps().deployments().inNamespace(namespace).withName("tee-web").scale(9);
        shop.awaitWeb(web -> web.getSpec().getReplicas() == 2);
    }

    @Test
    void aDisruptionBudgetThatWasEditedOrDeletedComesBack() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        var budgets = client.policy().v1().podDisruptionBudget().inNamespace(namespace);
        PodDisruptionBudget made = shop.await(PodDisruptionBudget.class, "tee-web", budget -> true);

        budgets.withName("tee-web").edit(budget -> new PodDisruptionBudgetBuilder(budget)
                .editSpec()
                .withMaxUnavailable(new IntOrString("100%"))
                .endSpec()
                .build());
        shop.await(
                PodDisruptionBudget.class, "tee-web", budget -> budget.getSpec().equals(made.getSpec()));

        budgets.withName("tee-web").delete();
        shop.await(
                PodDisruptionBudget.class,
                "tee-web",
                budget -> isAnother(made, budget) && budget.getSpec().equals(made.getSpec()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tee-web", "tee-database"})
    void aNetworkPolicyThatWasEditedOrDeletedComesBack(String name) {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        var policies = client.network().v1().networkPolicies().inNamespace(namespace);
        NetworkPolicy made = shop.await(NetworkPolicy.class, name, policy -> true);

        policies.withName(name).edit(policy -> new NetworkPolicyBuilder(policy)
                .editSpec()
                // everything from everywhere
                .withIngress(new NetworkPolicyIngressRule())
                .endSpec()
                .build());
        shop.await(
                NetworkPolicy.class,
                name,
                policy -> policy.getMetadata().getGeneration() > 1
                        && policy.getSpec().equals(made.getSpec()));

        policies.withName(name).delete();
        shop.await(
                NetworkPolicy.class,
                name,
                policy -> isAnother(made, policy) && policy.getSpec().equals(made.getSpec()));
    }

    private static boolean isAnother(HasMetadata former, HasMetadata now) {
        return !now.getMetadata().getUid().equals(former.getMetadata().getUid());
    }

    @Test
    void lostCredentialsAreRenewedAndReachBothSides() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        String password = shop.await(Secret.class, "tee-database", secret -> true)
                .getData()
                .get("password");
        String hash = hash(shop);

        client.secrets().inNamespace(namespace).withName("tee-database").delete();

        Secret renewed = shop.await(Secret.class, "tee-database", secret -> true);
        assertThat(renewed.getData().get("password")).isNotEqualTo(password);
        shop.awaitWeb(web -> !hash(shop).equals(hash));
        shop.await(io.fabric8.kubernetes.api.model.apps.StatefulSet.class, "tee-database", set -> set.getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("shop-operator.io/database-binding")
                .equals(hash(shop)));
        assertThat(shop.events()).anySatisfy(event -> assertThat(event).startsWith("Warning CredentialsRenewed: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tee-database", "tee-admin"})
    void credentialsThatLostTheirLabelsAreTheSameAndNotToldAsRenewed(String name) {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        var secrets = client.secrets().inNamespace(namespace);
        Map<String, String> before = secrets.withName(name).get().getData();

        secrets.withName(name).edit(secret -> new SecretBuilder(secret)
                .editMetadata()
                .withLabels(Map.of())
                .endMetadata()
                .build());
        shop.patch("{\"replicas\":3}");

        shop.awaitWeb(web -> web.getSpec().getReplicas() == 3);
        shop.awaitObserved();
        assertThat(secrets.withName(name).get().getData()).isEqualTo(before);
        assertThat(shop.events()).noneMatch(event -> event.contains("CredentialsRenewed"));
    }

    @Test
    void twoShopsOfANamespaceAndTwoOfAName() {
        ShopInTest tee = ShopInTest.serving(namespace, "tee");
        Map<String, String> before = Snapshot.of(namespace);

        ShopInTest.serving(other, "tee");
        ShopInTest kaffee = ShopInTest.serving(namespace, "kaffee");

        assertThat(Snapshot.of(namespace)).containsAllEntriesOf(before);
        var selector = tee.awaitWeb(web -> true).getSpec().getSelector().getMatchLabels();
        assertThat(kaffee.awaitWeb(web -> true)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet())
                .doesNotContainSequence(selector.entrySet())
                .doesNotContain(Map.entry("app.kubernetes.io/instance", "tee"));
        kaffee.delete();
        assertThat(Snapshot.of(namespace)).containsAllEntriesOf(before);
    }

    @Test
    void aFullVolumeIsToldFromTheWarningOfItsPod() {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        var set = shop.await(io.fabric8.kubernetes.api.model.apps.StatefulSet.class, "tee-database", there -> true);
        var pod = shop.pod(set, set.getSpec().getTemplate(), "tee-database-0");
        shop.warning(pod, "Unhealthy", "Readiness probe failed: VolumeFull: only 20 MiB of 512 MiB are free");

        shop.databaseIsNotReady();

        assertThat(shop.awaitCondition("DatabaseReady", "False", "VolumeFull").getMessage())
                .isEqualTo("only 20 MiB of 512 MiB are free. Raise spec.database.embedded.storage.");
        shop.awaitCondition("Stalled", "True", "VolumeFull");
    }

    @Test
    void aDatabaseWhoseImageCannotBePulledIsTold() {
        ShopInTest shop = ShopInTest.apply(namespace, "tee");
        var set = shop.await(io.fabric8.kubernetes.api.model.apps.StatefulSet.class, "tee-database", there -> true);
        shop.pod(set, set.getSpec().getTemplate(), "tee-database-0");

        shop.podWaits("tee-database-0", "ImagePullBackOff", "Back-off pulling image \"postgres:17\"");

        String told = "PostgreSQL is not ready: ImagePullBackOff: Back-off pulling image \"postgres:17\"";
        assertThat(shop.awaitCondition("DatabaseReady", "False", "DatabaseUnavailable")
                        .getMessage())
                .isEqualTo(told);
        assertThat(shop.awaitCondition("Reconciling", "True", "DatabaseUnavailable")
                        .getMessage())
                .isEqualTo(told);
        assertThat(shop.awaitCondition("Ready", "False", "Installing").getMessage())
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DataLost     | the volume is empty although this shop has had data.
            ForeignData  | the volume holds files in pgdata that are no PostgreSQL data. Nothing was changed.
            WrongVersion | the volume holds data of PostgreSQL 16, the database image is PostgreSQL 17. Nothing was changed.
            """)
    void aVolumeThatIsNotTheShopsOwnIsToldAsTheDatabaseSaysIt(String reason, String message) {
        ShopInTest shop = ShopInTest.serving(namespace, "tee");
        var set = shop.await(io.fabric8.kubernetes.api.model.apps.StatefulSet.class, "tee-database", there -> true);
        shop.pod(set, set.getSpec().getTemplate(), "tee-database-0");
        shop.podTerminates("tee-database-0", 1, reason + ": " + message);

        shop.databaseIsNotReady();

        for (String type : List.of("DatabaseReady", "Ready")) {
            assertThat(shop.awaitCondition(type, "False", reason).getMessage()).isEqualTo(message);
        }
        assertThat(shop.awaitCondition("Stalled", "True", reason).getMessage()).isEqualTo(message);
        await().untilAsserted(() -> assertThat(shop.events()).contains("Warning " + reason + ": " + message));
    }

    private static String hash(ShopInTest shop) {
        return shop.awaitWeb(web -> true)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("shop-operator.io/database-binding");
    }

    private void secret(String name, Map<String, String> data) {
        client.secrets().inNamespace(namespace).withName(name).delete();
        await().until(() ->
                client.secrets().inNamespace(namespace).withName(name).get() == null);
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    /** The schema keeps unreadable objects out. If one came in all the same, the operator must not go on half blind. */
    @Test
    void aDeadWatchFailsTheLivenessProbe() {
        var crds = client.apiextensions().v1().customResourceDefinitions().withName("shops.shop-operator.io");
        CustomResourceDefinition bounded = crds.get();
        try {
            crds.edit(crd -> {
                crd.getSpec()
                        .getVersions()
                        .getFirst()
                        .getSchema()
                        .getOpenAPIV3Schema()
                        .getProperties()
                        .get("spec")
                        .getProperties()
                        .put(
                                "suspend",
                                new JSONSchemaPropsBuilder()
                                        .withXKubernetesPreserveUnknownFields(true)
                                        .build());
                return crd;
            });
            assertThat(operator.isAlive()).isTrue();

            await().ignoreExceptions()
                    .until(() -> ShopInTest.apply(other, "unreadable", "suspend: {never: mind}") != null);

            await().atMost(Duration.ofSeconds(30)).until(() -> !operator.isAlive());
        } finally {
            client.genericKubernetesResources("shop-operator.io/v1alpha1", "Shop")
                    .inNamespace(other)
                    .delete();
            bounded.getMetadata().setResourceVersion(null);
            crds.edit(crd -> {
                crd.setSpec(bounded.getSpec());
                return crd;
            });
        }
    }
}
