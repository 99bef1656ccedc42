package io.shopoperator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.e2e.cluster.AuditLog;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.Kubectl;
import io.shopoperator.e2e.cluster.OperatorPods;
import io.shopoperator.e2e.cluster.TestNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.storefront.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator as platform engineers meet it: it comes and goes, explains itself, and keeps secrets. */
@Tag("alone")
@Isolated("it restarts and upgrades the operator")
class OperatorE2E {
    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("e2e-operator");

    private static final TestShop SHOP = TestShop.in(NAMESPACE, "tee");

    private static int firstAnswer;

    private static List<String> database;

    @BeforeAll
    static void aShopThatServes() {
        SHOP.create("").awaitReady();
        database = SHOP.podIdentities("database");
        try (Visitor first = new Visitor(SHOP.url())) {
            firstAnswer = first.status("/de/");
        }
    }

    /** Whatever is done to the operator here, and by it. */
    @AfterEach
    void theDatabaseHasTheSamePodAsEver() {
        assertThat(SHOP.podIdentities("database"))
                .as(() -> "the database's pod; of pods and StatefulSets it is written down:\n"
                        + String.join("\n", AuditLog.whole().changesOfPods(NAMESPACE.name())) + "\nand told:\n"
                        + Kubectl.run("get", "events", "-n", NAMESPACE.name(), "--sort-by=.metadata.creationTimestamp"))
                .hasSize(1)
                .isEqualTo(database);
    }

    @Test
    void theFirstPageIsThereAsSoonAsTheShopIsReady() {
        assertThat(firstAnswer).isEqualTo(200);
    }

    @Test
    void anUpgradeOfTheChartRollsNoPodOfAShop() {
        List<String> before = SHOP.podIdentities();
        OperatorPods.awaitReady(); // a pod that has not started has no image yet
        String digest = OperatorPods.replicas()
                .getFirst()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getImageID()
                .replaceFirst(".*@sha256:", "");
        try {
            // the same image under another name is another version to Kubernetes
            OperatorPods.upgrade(Map.of(
                    "logging.level", "DEBUG",
                    "migration.deadline", "31m",
                    "image.repository", "shop-operator@sha256",
                    "image.tag", digest));

            awaitThatTheShopIsLookedAfter();
            assertThat(OperatorPods.replicas()).isNotEmpty().allSatisfy(pod -> assertThat(
                            pod.getSpec().getContainers().getFirst().getImage())
                    .endsWith(digest));
            assertThat(SHOP.podIdentities()).isEqualTo(before);
        } finally {
            OperatorPods.upgrade(Map.of(
                    "logging.level", "INFO",
                    "migration.deadline", "30m",
                    "image.repository", "shop-operator",
                    "image.tag", ""));
        }
    }

    @Test
    void aNewVersionOfTheOperatorRollsNoPodOfAShop() {
        List<String> before = SHOP.podIdentities();

        OperatorPods.deployment().rolling().restart();

        OperatorPods.awaitReady();
        awaitThatTheShopIsLookedAfter();
        assertThat(SHOP.podIdentities()).isEqualTo(before);
    }

    @Test
    void anOperatorThatIsKilledRollsNoPodOfAShop() {
        List<String> before = SHOP.podIdentities();

        OperatorPods.killAll();

        OperatorPods.awaitReady();
        awaitThatTheShopIsLookedAfter();
        assertThat(SHOP.podIdentities()).isEqualTo(before);
    }

    @Test
    void anotherReplicaTakesOverWhenTheLeaderDies() {
        OperatorPods.awaitReady();
        assertThat(OperatorPods.all()).hasSizeGreaterThanOrEqualTo(2);
        String leader = OperatorPods.leader();

        Cluster.client()
                .pods()
                .inNamespace(Cluster.OPERATOR_NAMESPACE)
                .withName(leader)
                .withGracePeriod(0)
                .delete();

        Await.within(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> assertThat(OperatorPods.leader()).isNotEmpty().isNotEqualTo(leader));
        TestShop other = TestShop.in(NAMESPACE, "other").create("size: unheard-of");
        other.await(Await.within(Duration.ofSeconds(90)), "Accepted", "False", "UnknownSize");
        other.delete();
        OperatorPods.awaitReady();
    }

    @Test
    void everyReplicaTellsItsHealthAndItsFiguresAndTheLeaderCounts() {
        OperatorPods.awaitReady();
        List<Pod> replicas = OperatorPods.replicas();
        assertThat(replicas).hasSizeGreaterThanOrEqualTo(2);
        assertThat(replicas).allSatisfy(pod -> {
            assertThat(OperatorPods.answer(pod, "/q/health")).contains("\"status\": \"UP\"");
            assertThat(OperatorPods.answer(pod, "/q/metrics"))
                    .contains(
                            "\nshop_operator_rollouts_total ",
                            "\nshop_operator_rollbacks_total ",
                            "\nshop_operator_failed_migrations_total ",
                            "\nshop_operator_time_to_ready_seconds_count ",
                            "\ncustom_resources{controller_name=\"shop-operator\"} ",
                            "\nreconciliations_active{controller_name=\"shop-operator\"} ",
                            "\nreconciliations_queue{controller_name=\"shop-operator\"} ");
        });
        // every shop is looked at after a change of leaders
        Await.within(Duration.ofSeconds(90)).untilAsserted(() -> {
            String leader = OperatorPods.leader();
            assertThat(replicas.stream().map(pod -> pod.getMetadata().getName()))
                    .contains(leader);
            assertThat(replicas).allSatisfy(pod -> {
                String metrics = OperatorPods.answer(pod, "/q/metrics");
                String success = "\nreconciliations_success_total{controller_name=\"shop-operator\"} ";
                if (pod.getMetadata().getName().equals(leader)) {
                    assertThat(metrics).contains(success);
                } else {
                    assertThat(metrics).doesNotContain(success);
                }
            });
        });
    }

    @Test
    void everyLineOfTheOperatorsLogIsAJsonObject() {
        OperatorPods.awaitReady();
        ObjectMapper json = new ObjectMapper();

        assertThat(OperatorPods.replicas()).isNotEmpty().allSatisfy(pod -> assertThat(log(pod).lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(json.readTree(line).isObject()).as(line).isTrue()));
    }

    /** Something that was repaired proves that the operator of now has seen the shop. */
    private static void awaitThatTheShopIsLookedAfter() {
        var budget = Cluster.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(NAMESPACE.name())
                .withName("tee-web");
        budget.delete();
        Await.within(Duration.ofSeconds(90)).until(() -> budget.get() != null);
        SHOP.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.spec",
                "shop.spec.release",
                "shop.spec.database.embedded",
                "shop.spec.database.external",
                "shop.spec.sessions",
                "shop.spec.exposure.tls",
                "shop.spec.deletion",
                "shop.status",
                "shop.status.version"
            })
    void kubectlExplainsEveryField(String field) {
        String text = Kubectl.run("explain", field);

        assertThat(text).contains("FIELDS:").doesNotContain("<no description>").doesNotContain("<empty>");
    }

    @Test
    void kubectlShowsAShopInOneLine() {
        List<String> lines = Kubectl.run("get", "shops", "-n", NAMESPACE.name(), "tee")
                .lines()
                .toList();

        assertThat(lines.get(0).split("\\s{2,}"))
                .containsExactly("NAME", "READY", "STATUS", "VERSION", "REPLICAS", "SIZE", "URL", "LAST BACKUP", "AGE");
        assertThat(lines.get(1).split("\\s+")).startsWith("tee", "True", "Serving", "1.0.0", "1", "small", SHOP.url());
    }

    @Test
    void aShopIsScaledByItsScaleSubresource() {
        Kubectl.run("scale", "shop", "tee", "-n", NAMESPACE.name(), "--replicas=2");

        SHOP.awaitReady();
        Await.pods().untilAsserted(() -> assertThat(SHOP.get().getStatus().replicas())
                .isEqualTo(2));
        Kubectl.run("scale", "shop", "tee", "-n", NAMESPACE.name(), "--replicas=1");
        Await.pods().until(() -> SHOP.pods("web").size() == 1);
    }

    @Test
    void passwordsAreInSecretsAndNowhereElse() {
        List<String> passwords = List.of(SHOP.secret("database", "password"), SHOP.secret("admin", "password"));
        var client = Cluster.client();
        String namespace = NAMESPACE.name();

        Stream<Supplier<List<? extends HasMetadata>>> objects = Stream.of(
                () -> List.of(SHOP.get()),
                () -> client.pods().inNamespace(namespace).list().getItems(),
                () -> client.configMaps().inNamespace(namespace).list().getItems(),
                () -> client.apps().deployments().inNamespace(namespace).list().getItems(),
                () -> client.apps().statefulSets().inNamespace(namespace).list().getItems(),
                () -> client.batch().v1().jobs().inNamespace(namespace).list().getItems(),
                () -> client.v1().events().inNamespace(namespace).list().getItems());
        objects.flatMap(list -> list.get().stream()).forEach(object -> assertThat(Serialization.asYaml(object))
                .as("%s %s", object.getKind(), object.getMetadata().getName())
                .doesNotContain(passwords));
        Stream.concat(client.pods().inNamespace(namespace).list().getItems().stream(), OperatorPods.all().stream())
                .forEach(pod -> assertThat(log(pod))
                        .as("log of %s", pod.getMetadata().getName())
                        .doesNotContain(passwords));
    }

    @Test
    void everyPodOfAShopRunsUnderTheRestrictedStandard() {
        assertThat(Cluster.client()
                        .namespaces()
                        .withName(NAMESPACE.name())
                        .get()
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(Stream.of("web", "database", "migration").map(SHOP::pods))
                .allSatisfy(pods -> assertThat(pods).isNotEmpty());
    }

    private static String log(Pod pod) {
        return Cluster.client()
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .getLog();
    }
}
