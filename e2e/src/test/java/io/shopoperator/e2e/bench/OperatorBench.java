package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.shopoperator.e2e.cluster.AuditLog;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.FreshNamespace;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code dev/bench operator}: how much the operator writes to the API server, from the server's own audit log: for one new shop, and while many shops
 * have nothing to do.
 *
 * <p>The many run a program of a few lines that keeps the shop contract and needs no database, for a hundred real shops do not fit on one machine; to the
 * operator they are shops like any other, with pods that are really there.
 */
public final class OperatorBench {
    private static final String ONE = "bench-operator-one";
    private static final String MANY = "bench-operator-many";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int STATUS_WRITES = 2;

    private OperatorBench() {}

    public static void main(String[] arguments) {
        Options options = Options.parse(arguments, List.of("shops", "minutes"));
        int shops = options.number("shops", 100);
        Duration idle = Duration.ofMinutes(options.number("minutes", 10));
        Report report = new Report("Writes of the operator", "dev/bench operator " + String.join(" ", arguments));
        oneNewShop(report);
        manyIdleShops(report, shops, idle);
        System.exit(report.end(options.record()));
    }

    private static void oneNewShop(Report report) {
        try (FreshNamespace namespace = FreshNamespace.create(ONE)) {
            AuditLog log = AuditLog.fromNow();
            TestShop shop = ShopUpdates.awaitReady(new TestShop(namespace.name(), "tee").create("replicas: 2"));
            Await.pass(Duration.ofSeconds(30));

            List<String> writes = log.writes(namespace.name());
            List<String> children = children(namespace.name());
            Map<String, Long> counted = writes.stream()
                    .map(write -> write.replaceFirst(" [^ ]*$", ""))
                    .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
            report.line("one new shop %s: %d children %s", shop.name(), children.size(), children);
            counted.forEach((write, count) -> report.line("  %-40s %d", write, count));
            report.verdict(
                    writes.size() <= children.size() + STATUS_WRITES,
                    "%d writes for one new shop (goal: one per child and %d of the status = %d)",
                    writes.size(),
                    STATUS_WRITES,
                    children.size() + STATUS_WRITES);
        }
    }

    private static void manyIdleShops(Report report, int shops, Duration idle) {
        try (FreshNamespace namespace = FreshNamespace.create(MANY)) {
            Cluster.client().resource(binding(namespace.name())).create();
            List<TestShop> all = new ArrayList<>();
            for (int n = 1; n <= shops; n++) {
                all.add(new TestShop(namespace.name(), "s" + n)
                        .create("image: " + Cluster.image("fixture/contract-alone:1")
                                + "\ndatabase: {external: {bindingSecretRef: {name: none}}}"));
            }
            all.forEach(shop -> shop.await(Await.within(PATIENCE), "Ready", "True", "Serving"));
            // old migration pods, image pulls and the like come to rest
            Await.pass(Duration.ofSeconds(90));

            AuditLog log = AuditLog.fromNow();
            Await.pass(idle);
            List<String> writes = log.writes(namespace.name());
            writes.stream().limit(20).forEach(write -> report.line("  %s", write));
            report.verdict(
                    writes.isEmpty(),
                    "%d writes for %d idle shops in %d minutes (goal: 0)",
                    writes.size(),
                    shops,
                    idle.toMinutes());
        }
    }

    private static List<String> children(String namespace) {
        var client = Cluster.client();
        Stream<List<? extends HasMetadata>> lists = Stream.of(
                client.apps().deployments().inNamespace(namespace).list().getItems(),
                client.apps().statefulSets().inNamespace(namespace).list().getItems(),
                client.batch().v1().jobs().inNamespace(namespace).list().getItems(),
                client.services().inNamespace(namespace).list().getItems(),
                client.secrets().inNamespace(namespace).list().getItems(),
                client.configMaps().inNamespace(namespace).list().getItems(),
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems(),
                client.network().v1().ingresses().inNamespace(namespace).list().getItems(),
                client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .list()
                        .getItems(),
                client.policy()
                        .v1()
                        .podDisruptionBudget()
                        .inNamespace(namespace)
                        .list()
                        .getItems());
        return lists.flatMap(List::stream)
                .filter(object -> object.getMetadata().getLabels() != null
                        && "shop-operator"
                                .equals(object.getMetadata().getLabels().get("app.kubernetes.io/managed-by")))
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static HasMetadata binding(String namespace) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace(namespace)
                .endMetadata()
                .withType("servicebinding.io/postgresql")
                .withStringData(Map.of(
                        "type", "postgresql",
                        "provider", "none",
                        "host", "127.0.0.1",
                        "port", "5432",
                        "database", "none",
                        "username", "none",
                        "password", "none"))
                .build();
    }
}
