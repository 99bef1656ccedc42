package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSeen;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.move.Instances;
import io.shopoperator.operator.shop.move.MoveSeen;
import io.shopoperator.operator.shop.origin.OriginObjects;
import io.shopoperator.operator.shop.release.Releases;
import io.shopoperator.operator.shop.size.NodesSeen;
import io.shopoperator.operator.shop.size.TakenRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each directory under {@code golden} is a case: a shop and what was seen of its children ({@code in-*.yaml}, {@code settings.properties}),
 * and what its children and status must be ({@code out-*.yaml}; what is as in the first case is not repeated). {@code -Dgolden.update}
 * rewrites the outcomes: read the difference.
 */
class GoldenCasesTest {
    private static final Path CASES = Path.of("src/test/resources/golden");
    private static final Path FIRST = CASES.resolve("1-new");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> aCaseHasTheseOutcomes() throws IOException {
        return Files.list(CASES)
                .sorted()
                .map(directory ->
                        DynamicTest.dynamicTest(directory.getFileName().toString(), () -> check(directory)));
    }

    private static void check(Path directory) throws IOException {
        // Given
        Map<String, List<HasMetadata>> seen = new TreeMap<>();
        for (Path file : files(directory, "in-")) {
            HasMetadata there = read(Files.readString(file));
            seen.computeIfAbsent(there.getKind(), kind -> new ArrayList<>()).add(there);
        }
        Shop shop = (Shop) seen.get("Shop").getFirst();

        // When
        Map<String, String> outcomes = outcomes(shop, settings(directory), surroundings(shop, seen));

        // Then
        if (System.getProperty("golden.update") != null) rewrite(directory, outcomes);
        for (Map.Entry<String, String> outcome : outcomes.entrySet()) {
            Path own = directory.resolve(outcome.getKey());
            Path expected = Files.exists(own) ? own : FIRST.resolve(outcome.getKey());
            assertThat(expected)
                    .as("run with -Dgolden.update and read the difference")
                    .exists();
            assertThat(outcome.getValue()).as(expected.toString()).isEqualTo(Files.readString(expected));
        }
        assertThat(files(directory, "out-").stream()
                        .map(file -> file.getFileName().toString()))
                .as("outcomes that nothing made")
                .isSubsetOf(outcomes.keySet());
    }

    private static HasMetadata read(String yaml) {
        if (yaml.contains("kind: ShopBackup\n")) return YAML.unmarshal(yaml, ShopBackup.class);
        if (yaml.contains("kind: ShopRestore\n")) return YAML.unmarshal(yaml, ShopRestore.class);
        if (yaml.contains("kind: Cluster\n")) return YAML.unmarshal(yaml, Cluster.class);
        return yaml.contains("kind: Shop\n") ? YAML.unmarshal(yaml, Shop.class) : YAML.unmarshal(yaml);
    }

    private static Map<String, String> outcomes(Shop shop, OperatorSettings settings, Surroundings seen) {
        Map<String, String> outcomes = new TreeMap<>();
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        Optional<Finding> refusal = Acceptance.refusal(shop, settings, seen);
        ShopStatus status;
        if (refusal.isPresent()) {
            status = ShopStatuses.leftAlone(
                    shop, settings, seen, refusal.get(), ShopPlan.handingOver(shop, settings, seen, now), now);
        } else {
            ShopPlan plan = ShopPlan.of(shop, settings, seen, now);
            plan.children().forEach(child -> put(outcomes, child));
            plan.migration().ifPresent(migration -> put(outcomes, migration));
            plan.backup().ifPresent(backup -> put(outcomes, backup));
            plan.runs().forEach(run -> put(outcomes, run));
            plan.ledger().found().forEach(found -> put(outcomes, found));
            List<HasMetadata> obsolete = Stream.concat(plan.obsolete().stream(), plan.move().obsolete().stream())
                    .toList();
            if (!obsolete.isEmpty()) outcomes.put("out-obsolete.yaml", YAML.asYaml(names(obsolete)));
            status = ShopStatuses.planned(shop, settings, seen, plan, Optional.empty(), now);
        }
        outcomes.put("out-status.yaml", YAML.asYaml(status));
        return outcomes;
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream()
                .map(there -> there.getKind() + "/" + there.getMetadata().getName())
                .toList();
    }

    private static void put(Map<String, String> outcomes, HasMetadata child) {
        String yaml = YAML.asYaml(isProgram(child) ? names((ConfigMap) child) : child);
        outcomes.put("out-" + child.getKind() + "-" + child.getMetadata().getName() + ".yaml", yaml);
    }

    private static boolean isProgram(HasMetadata child) {
        return child instanceof ConfigMap && child.getMetadata().getName().matches(".*-(backup|move)");
    }

    /** The program's files are their own golden files: here it is enough that they are there. */
    private static ConfigMap names(ConfigMap program) {
        ConfigMap names = new ConfigMapBuilder(program).build();
        names.getData().replaceAll((name, text) -> text.isBlank() ? "" : "...");
        return names;
    }

    private static Surroundings surroundings(Shop shop, Map<String, List<HasMetadata>> seen) {
        var spec = shop.getSpec();
        return new Surroundings(
                named(seen, Secret.class, ShopNames.binding(shop)),
                named(seen, Secret.class, ShopNames.admin(shop)),
                Optional.ofNullable(spec.mail())
                        .flatMap(mail -> named(
                                seen, Secret.class, mail.bindingSecretRef().name())),
                Optional.ofNullable(spec.exposure().tls())
                        .flatMap(
                                tls -> named(seen, Secret.class, tls.secretRef().name())),
                Releases.secrets(shop, named(seen, Deployment.class, ShopNames.web(shop))).stream()
                        .filter(name -> !name.equals(ShopNames.binding(shop)))
                        .flatMap(name -> named(seen, Secret.class, name).stream())
                        .toList(),
                named(seen, PersistentVolumeClaim.class, ShopNames.volume(shop)),
                named(seen, ConfigMap.class, ShopNames.database(shop)),
                named(seen, StatefulSet.class, ShopNames.databaseSet(shop)),
                named(seen, Deployment.class, ShopNames.web(shop)),
                named(seen, HorizontalPodAutoscaler.class, ShopNames.web(shop)),
                all(seen, Job.class).stream()
                        .filter(job -> !isRun(job) && !isStepOfMove(job))
                        .toList(),
                all(seen, Pod.class),
                all(seen, Event.class),
                Hosts.holder(shop, all(seen, Shop.class)),
                named(seen, PersistentVolumeClaim.class, ShopNames.backup(shop)),
                all(seen, ShopBackup.class),
                all(seen, Job.class).stream().filter(GoldenCasesTest::isRun).toList(),
                spec.origin() == null
                        ? OriginObjects.none()
                        : OriginObjects.find(
                                shop,
                                name -> named(seen, Secret.class, name),
                                name -> named(seen, PersistentVolumeClaim.class, name)),
                named(seen, Deployment.class, ShopNames.logReceiver(shop)),
                all(seen, ShopRestore.class),
                cluster(shop, seen),
                knows(seen, "servicemonitors.monitoring.coreos.com"),
                nodes(seen),
                new MoveSeen(
                        ShopNames.instance(shop),
                        all(seen, StatefulSet.class),
                        all(seen, PersistentVolumeClaim.class).stream()
                                .filter(Instances::isOfDatabase)
                                .toList(),
                        all(seen, Service.class),
                        all(seen, Job.class).stream()
                                .filter(GoldenCasesTest::isStepOfMove)
                                .toList(),
                        all(seen, StorageClass.class)));
    }

    /** Those of the case, with all of its pods on them; without any, nobody has looked. */
    private static NodesSeen nodes(Map<String, List<HasMetadata>> seen) {
        if (!seen.containsKey("Node")) return new NodesSeen.NotAsked();
        TakenRoom taken = new TakenRoom();
        all(seen, Pod.class).forEach(taken::add);
        return new NodesSeen.Known(
                all(seen, Node.class),
                taken,
                all(seen, PersistentVolume.class).stream().findFirst(),
                all(seen, ResourceQuota.class));
    }

    private static boolean isRun(Job job) {
        return !job.getMetadata().getName().contains("-migrate-") && !isStepOfMove(job);
    }

    private static boolean isStepOfMove(Job job) {
        return job.getMetadata().getName().contains("-move-");
    }

    /** Pods and Events of instances are asked for by CloudNativePG's label and names. */
    private static ClusterSeen cluster(Shop shop, Map<String, List<HasMetadata>> seen) {
        if (shop.getSpec().database().cloudNativePg() == null || !knows(seen, "clusters.postgresql.cnpg.io")) {
            return ClusterSeen.none();
        }
        List<Pod> pods = all(seen, Pod.class).stream()
                .filter(pod -> pod.getMetadata().getLabels().containsKey(PostgresCluster.LABEL))
                .toList();
        return new ClusterSeen(
                true,
                named(seen, Cluster.class, ShopNames.database(shop)),
                pods.stream().filter(PostgresCluster::isInstance).toList(),
                pods,
                all(seen, Event.class));
    }

    private static boolean knows(Map<String, List<HasMetadata>> seen, String kind) {
        return named(seen, CustomResourceDefinition.class, kind).isPresent();
    }

    private static <R extends HasMetadata> Optional<R> named(
            Map<String, List<HasMetadata>> seen, Class<R> kind, String name) {
        return all(seen, kind).stream()
                .filter(there -> there.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static <R extends HasMetadata> List<R> all(Map<String, List<HasMetadata>> seen, Class<R> kind) {
        return seen.getOrDefault(kind.getSimpleName(), List.of()).stream()
                .map(kind::cast)
                .toList();
    }

    private static OperatorSettings settings(Path directory) throws IOException {
        Path file = directory.resolve("settings.properties");
        Properties changes = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                changes.load(reader);
            }
        }
        return TestSettings.with(
                changes.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, changes::getProperty)));
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static void rewrite(Path directory, Map<String, String> outcomes) throws IOException {
        for (Path stale : files(directory, "out-")) Files.delete(stale);
        outcomes.forEach((name, text) -> {
            try {
                Path first = FIRST.resolve(name);
                boolean repeated = !directory.equals(FIRST)
                        && Files.exists(first)
                        && Files.readString(first).equals(text);
                if (!repeated) Files.writeString(directory.resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
