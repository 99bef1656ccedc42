package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Admin;
import io.shopoperator.e2e.storefront.Guest;
import io.shopoperator.e2e.storefront.Visitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody lays hands on a shop's children, or its volume runs full: the operator puts it right, or says what a person must do. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-repair");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    @BeforeAll
    static void aShopOnASmallVolume() {
        SHOP.create("database: {embedded: {storage: 512Mi}}").awaitReady();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "Service/tee-web",
                "Service/tee-database",
                "Ingress/tee-web",
                "ConfigMap/tee-database",
                "PodDisruptionBudget/tee-web",
                "NetworkPolicy/tee-web",
                "NetworkPolicy/tee-database",
                "Deployment/tee-web",
                "StatefulSet/tee-database"
            })
    void aDeletedChildComesBack(String child) {
        Resource<? extends HasMetadata> there = child(child);
        String before = there.get().getMetadata().getUid();

        there.delete();

        Await.pods().untilAsserted(() -> assertThat(there.get())
                .isNotNull()
                .satisfies(now -> assertThat(now.getMetadata().getUid()).isNotEqualTo(before)));
        SHOP.awaitReady();
    }

    @Test
    @Order(2)
    void aDeletedDatabaseSecretIsRenewedAndTheShopGetsInWithIt() {
        String before = SHOP.secret("database", "password");
        // the pod of a StatefulSet that was deleted goes some time after it
        Await.pods().untilAsserted(() -> assertThat(SHOP.podIdentities()).hasSize(2));
        List<String> podsBefore = SHOP.podIdentities();

        child("Secret/tee-database").delete();

        Await.soon().until(() -> child("Secret/tee-database").get() != null);
        assertThat(SHOP.secret("database", "password")).isNotEqualTo(before).hasSizeGreaterThan(20);
        SHOP.awaitEvent("CredentialsRenewed", "Secret tee-database was gone", "pods are restarted with them");
        Await.pods().untilAsserted(() -> assertThat(SHOP.podIdentities())
                .hasSameSizeAs(podsBefore)
                .doesNotContainAnyElementsOf(podsBefore));
        SHOP.awaitReady();
        // the former pod, which the database does not let in any more, is asked until the ingress knows that it goes
        Await.soon().untilAsserted(this::shopAnswers);
    }

    @Test
    @Order(3)
    void aServiceEditedByHandIsPutRight() {
        Cluster.client()
                .services()
                .inNamespace(SHOP.namespace())
                .withName("tee-web")
                .edit(service -> service.edit()
                        .editSpec()
                        .addToSelector("app.kubernetes.io/instance", "nobody")
                        .editFirstPort()
                        .withTargetPort(new IntOrString(1))
                        .endPort()
                        .endSpec()
                        .build());

        Await.soon().untilAsserted(() -> {
            var spec = Cluster.client()
                    .services()
                    .inNamespace(SHOP.namespace())
                    .withName("tee-web")
                    .get()
                    .getSpec();
            assertThat(spec.getSelector()).containsEntry("app.kubernetes.io/instance", "tee");
            assertThat(spec.getPorts().getFirst().getTargetPort().getStrVal()).isEqualTo("http");
        });
    }

    @Test
    @Order(3)
    void aDeploymentEditedByHandIsPutRight() {
        Cluster.client()
                .apps()
                .deployments()
                .inNamespace(SHOP.namespace())
                .withName("tee-web")
                .edit(deployment -> deployment
                        .edit()
                        .editSpec()
                        .withReplicas(3)
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage(Cluster.image("fixture/never-ready:1"))
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());

        Await.soon().untilAsserted(() -> {
            assertThat(SHOP.web().getSpec().getReplicas()).isEqualTo(1);
            assertThat(SHOP.web()
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage())
                    .isEqualTo(Cluster.shopImage("1.0.0"));
        });
        SHOP.awaitReady();
    }

    @Test
    @Order(3)
    void anIngressEditedByHandIsPutRight() {
        Cluster.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(SHOP.namespace())
                .withName("tee-web")
                .edit(ingress -> ingress.edit()
                        .editSpec()
                        .editFirstRule()
                        .withHost("elsewhere.localhost")
                        .endRule()
                        .endSpec()
                        .build());

        Await.soon().untilAsserted(() -> assertThat(Cluster.client()
                        .network()
                        .v1()
                        .ingresses()
                        .inNamespace(SHOP.namespace())
                        .withName("tee-web")
                        .get()
                        .getSpec()
                        .getRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getHost()).isEqualTo(SHOP.host())));
        Await.soon().untilAsserted(this::shopAnswers);
    }

    @Test
    @Order(3)
    void aConfigMapEditedByHandIsPutRight() {
        var config = Cluster.client().configMaps().inNamespace(SHOP.namespace()).withName("tee-database");
        Map<String, String> before = config.get().getData();

        config.edit(map -> map.edit().addToData("start.sh", "exit 1").build());

        Await.soon().untilAsserted(() -> assertThat(config.get().getData()).isEqualTo(before));
    }

    @Test
    @Order(3)
    void aDisruptionBudgetEditedByHandIsPutRight() {
        var budget = Cluster.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(SHOP.namespace())
                .withName("tee-web");
        var before = budget.get().getSpec();

        budget.edit(there -> there.edit()
                .editSpec()
                .withMaxUnavailable(new IntOrString("100%"))
                .endSpec()
                .build());

        Await.soon().untilAsserted(() -> assertThat(budget.get().getSpec()).isEqualTo(before));
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"tee-web", "tee-database"})
    void aNetworkPolicyEditedByHandIsPutRight(String name) {
        var policy = Cluster.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(SHOP.namespace())
                .withName(name);
        var before = policy.get().getSpec();

        policy.edit(there ->
                there.edit().editSpec().addNewIngress().endIngress().endSpec().build());

        Await.soon().untilAsserted(() -> assertThat(policy.get().getSpec()).isEqualTo(before));
    }

    @Test
    @Order(3)
    void aDatabaseScaledAwayByHandComesBack() {
        List<String> before = SHOP.podIdentities();

        Cluster.client()
                .apps()
                .statefulSets()
                .inNamespace(SHOP.namespace())
                .withName("tee-database")
                .edit(set -> set.edit().editSpec().withReplicas(0).endSpec().build());

        Await.soon()
                .until(() -> Cluster.client()
                                .apps()
                                .statefulSets()
                                .inNamespace(SHOP.namespace())
                                .withName("tee-database")
                                .get()
                                .getSpec()
                                .getReplicas()
                        == 1);
        Await.pods().untilAsserted(() -> assertThat(SHOP.podIdentities()).hasSameSizeAs(before));
        SHOP.awaitReady();
        shopAnswers();
    }

    @Test
    @Order(3)
    void aDeletedAdminSecretIsRenewedAndLetsTheAdministratorIn() {
        String before = SHOP.secret("admin", "password");
        List<String> podsBefore = SHOP.podIdentities();

        child("Secret/tee-admin").delete();

        Await.soon().until(() -> child("Secret/tee-admin").get() != null);
        assertThat(SHOP.secret("admin", "password")).isNotEqualTo(before).hasSizeGreaterThan(20);
        SHOP.awaitEvent("CredentialsRenewed", "Secret tee-admin was gone", "once the migration has run again");
        Await.pods().untilAsserted(() -> {
            try (Visitor admin = Admin.of(SHOP)) {
                assertThat(admin.status("/admin")).isEqualTo(200);
            }
        });
        assertThat(SHOP.podIdentities()).isEqualTo(podsBefore);
    }

    @Test
    @Order(4)
    void aSuspendedShopIsLeftAloneUntilItIsWokenUp() {
        SHOP.edit("suspend: true");
        var told = SHOP.await("Ready", "True", "Suspended");
        assertThat(told.getMessage()).contains("nothing is changed or repaired").contains("Set it to false");

        child("PodDisruptionBudget/tee-web").delete();

        Await.within(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(5))
                .until(() -> child("PodDisruptionBudget/tee-web").get() == null);
        shopAnswers();
        SHOP.edit("suspend: false");
        Await.soon().until(() -> child("PodDisruptionBudget/tee-web").get() != null);
        SHOP.awaitReady();
    }

    @Test
    @Order(5)
    void aFullVolumeIsToldAndHealsOnceThereIsRoomAgain() {
        Admin.loadDemoCatalogue(SHOP);
        SHOP.database().query("update product set stock = 1000");
        // with more orders than find room in what the tables have left
        Map<Visitor, Document> guests = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            Visitor guest = new Visitor(SHOP.url());
            guests.put(guest, Guest.comesToTheReview(guest));
        }
        String before = SHOP.database().query("select count(*) from shop_order");
        // the log that PostgreSQL needs to refuse something has its room already, and nothing gives room back by itself
        SHOP.database().query("select pg_switch_wal()");
        SHOP.database().query("checkpoint");
        SHOP.database()
                .query("create unlogged table filler as select '' as text where false;"
                        + " alter table filler alter column text set storage external,"
                        + " set (autovacuum_enabled = off, toast.autovacuum_enabled = off)");
        Await.pods().untilAsserted(() -> {
            fill(100_000, 300);
            assertThat(SHOP.conditions().find("DatabaseReady").map(Condition::getReason))
                    .contains("VolumeFull");
        });
        var told = SHOP.await("Ready", "False", "VolumeFull");
        assertThat(told.getMessage()).contains("MiB are free").contains("Raise spec.database.embedded.storage");
        fillToTheBrim();

        Map<Visitor, Visitor.Answer> refused = new LinkedHashMap<>();
        guests.forEach((guest, review) -> {
            Visitor.Answer answer = guest.answer(review, Guest.ORDER, Map.of("terms", "yes"));
            assertThat(answer.status()).as(answer.page().text()).isIn(303, 503);
            if (answer.status() == 503) refused.put(guest, answer);
        });

        assertThat(refused).isNotEmpty();
        refused.forEach((guest, answer) -> {
            assertThat(answer.retryAfter()).isEqualTo("60");
            assertThat(answer.page().text()).contains("dein Warenkorb bleibt, wie er war", "Nothing is ordered twice");
            assertThat(guest.open("/de/cart").selectFirst("form[action*=/cart/lines/]"))
                    .as("pages are read, and the cart is kept")
                    .isNotNull();
        });

        SHOP.database().query("drop table filler");

        SHOP.awaitReady();
        refused.keySet()
                .forEach(guest -> assertThat(guest.submit(guests.get(guest), Guest.ORDER, Map.of("terms", "yes"))
                                .selectFirst("#order-number"))
                        .as("the same click, once there is room")
                        .isNotNull());
        assertThat(Integer.parseInt(SHOP.database().query("select count(*) from shop_order")))
                .isEqualTo(Integer.parseInt(before) + guests.size());
        guests.keySet().forEach(Visitor::close);
    }

    /** Writes so many texts of so many signs; whether there was room. */
    private static boolean fill(int signs, int texts) {
        try {
            SHOP.database()
                    .query("insert into filler select repeat('x', " + signs + ") from generate_series(1, " + texts
                            + ")");
            return true;
        } catch (IllegalStateException full) {
            assertThat(full).hasMessageContaining("No space left on device");
            return false;
        }
    }

    /** Not one page more finds room. */
    private static void fillToTheBrim() {
        for (int signs : new int[] {1_000_000, 100_000, 1000}) {
            while (fill(signs, signs == 1000 ? 20 : 1)) {}
        }
    }

    @Test
    @Order(6)
    void aVolumeThatLostItsDataIsToldAndNotFilledAnew() {
        String data = "/var/lib/shop-database/pgdata";
        String migrations = SHOP.database().query("select count(*) from flyway_schema_history");

        SHOP.database().run("mv", data, data + ".lost");
        SHOP.database().deletePod();

        var told = SHOP.await(Await.pods(), "DatabaseReady", "False", "DataLost");
        assertThat(told.getMessage())
                .contains("the volume is empty although this shop has had data")
                .contains("Restore the data, or delete the shop and the volume's claim");
        SHOP.await("Stalled", "True", "DataLost");

        runBesideTheDatabase("mv", data + ".lost", data);
        SHOP.database().deletePod();
        SHOP.awaitReady();
        assertThat(SHOP.database().query("select count(*) from flyway_schema_history"))
                .isEqualTo(migrations);
        shopAnswers();
    }

    /** What somebody does who restores a volume: a pod like the database's with another program, which must succeed. */
    private static void runBesideTheDatabase(String... command) {
        var client = Cluster.client();
        var database = client.apps()
                .statefulSets()
                .inNamespace(SHOP.namespace())
                .withName("tee-database")
                .get();
        var pod = client.resource(new PodBuilder()
                .withNewMetadata()
                .withName("rescue")
                .withNamespace(SHOP.namespace())
                .endMetadata()
                .withSpec(database.getSpec().getTemplate().getSpec())
                .editSpec()
                .withRestartPolicy("Never")
                .editFirstContainer()
                .withCommand(command)
                .withArgs()
                .withReadinessProbe(null)
                .withStartupProbe(null)
                .endContainer()
                .endSpec()
                .build());
        pod.create();
        Await.pods().untilAsserted(() -> assertThat(pod.get().getStatus().getPhase())
                .isEqualTo("Succeeded"));
        pod.delete();
    }

    @Test
    @Order(7)
    void aVolumeThatCannotGrowIsReplacedByALargerOne() {
        String before = SHOP.database().query("select count(*) from shop_order");

        SHOP.edit("database: {embedded: {storage: 640Mi}}");

        SHOP.await(Await.pods(), "DatabasePlaced", "True", "DatabaseMoved");
        assertThat(Cluster.client()
                        .persistentVolumeClaims()
                        .inNamespace(SHOP.namespace())
                        .withName(SHOP.get().getStatus().database().move().to())
                        .require()
                        .getSpec()
                        .getResources()
                        .getRequests()
                        .get("storage"))
                .isEqualTo(new Quantity("640Mi"));
        assertThat(SHOP.database().query("select count(*) from shop_order")).isEqualTo(before);
        shopAnswers();
    }

    private void shopAnswers() {
        try (Visitor visitor = new Visitor(SHOP.url())) {
            visitor.open("/de/");
        }
    }

    private static Resource<? extends HasMetadata> child(String kindAndName) {
        var client = Cluster.client();
        String kind = kindAndName.substring(0, kindAndName.indexOf('/'));
        String name = kindAndName.substring(kindAndName.indexOf('/') + 1);
        String namespace = SHOP.namespace();
        return switch (kind) {
            case "Service" -> client.services().inNamespace(namespace).withName(name);
            case "Secret" -> client.secrets().inNamespace(namespace).withName(name);
            case "ConfigMap" -> client.configMaps().inNamespace(namespace).withName(name);
            case "Deployment" ->
                client.apps().deployments().inNamespace(namespace).withName(name);
            case "StatefulSet" ->
                client.apps().statefulSets().inNamespace(namespace).withName(name);
            case "Ingress" ->
                client.network().v1().ingresses().inNamespace(namespace).withName(name);
            case "NetworkPolicy" ->
                client.network().v1().networkPolicies().inNamespace(namespace).withName(name);
            case "PodDisruptionBudget" ->
                client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .withName(name);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
