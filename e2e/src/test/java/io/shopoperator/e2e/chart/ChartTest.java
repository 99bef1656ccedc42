package io.shopoperator.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart without a cluster: what it renders, and what it refuses with which words. */
class ChartTest {
    private static final Path CHART = Places.root().resolve("helm/shop-operator");
    private static final Path CASES = Places.root().resolve("e2e/src/test/resources/chart");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();

    @TempDir
    Path temp;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> directories = Files.list(CASES)) {
            return directories.map(directory -> directory.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersWhatIsWrittenDown(String name) throws IOException {
        Path expected = CASES.resolve(name).resolve("out.yaml");

        String rendered = documents(bare().set("crds.enabled", false)
                        .withValuesFile(CASES.resolve(name).resolve("values.yaml")))
                .filter(document -> !carriesTheRules(document))
                .collect(Collectors.joining("---\n"));

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, rendered);
        }
        assertThat(rendered)
                .as(
                        "golden rendering %s; after a wanted change run the test with -Dgolden.update=true and read the diff",
                        name)
                .isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "data-tee-database-0, true",
        "data-tee-db-0a1b2c3d-0, true",
        "tee-backup, false",
        "data-somebodys-postgresql-0, false"
    })
    void watchesTheVolumesOfDatabasesWhereverTheyHaveMoved(String claim, boolean watched) {
        String rendered = template().set("prometheusRule.enabled", true).call();

        var claims = Pattern.compile("persistentvolumeclaim=~\"([^\"]+)\"")
                .matcher(rendered)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(claims).hasSize(3).allMatch(pattern -> claim.matches(pattern) == watched);
    }

    @Test
    void passesHelmsOwnLint() {
        var result = new Helm(CHART).lint().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    replica: 3                                          | additional properties 'replica' not allowed
                    replicas: 0                                         | at '/replicas': minimum: got 0, want 1
                    image: {registry: "a b"}                            | at '/image/registry': 'a b' does not match pattern
                    database: {uid: 0}                                  | at '/database/uid': minimum: got 0, want 1
                    database: {cloudNativePg: {image: "db:18"}}           | at '/database/cloudNativePg/image': 'db:18' does not match pattern
                    ingress: {httpsPort: 70000}                         | at '/ingress/httpsPort': maximum: got 70,000, want 65,535
                    ingress: {trustedProxies: -1}                       | at '/ingress/trustedProxies': minimum: got -1, want 0
                    watchNamespaces: [Shops]                            | at '/watchNamespaces/0': 'Shops' does not match pattern
                    sizes: {tiny: {}}                                  | at '/sizes/tiny': missing properties 'web', 'database'
                    logging: {level: LOUD}                              | at '/logging/level': value must be one of 'ERROR', 'WARN', 'INFO', 'DEBUG'
                    sizes: {small: null}                                | at '/sizes': missing property 'small'
                    sizes: {small: {nodeSelector: {"a b": c}}}          | invalid propertyName 'a b'
                    sizes: {small: {nodeSelector: {pool: "a b"}}}       | at '/sizes/small/nodeSelector/pool': 'a b' does not match pattern
                    sizes: {small: {tolerations: [{value: a}]}}         | at '/sizes/small/tolerations/0': missing property 'key'
                    sizes: {small: {tolerations: [{key: a, effect: No}]}} | at '/sizes/small/tolerations/0/effect': value must be one of 'NoSchedule', 'PreferNoSchedule', 'NoExecute'
                    sizes: {small: {tolerations: [{key: a, seconds: 1}]}} | additional properties 'seconds' not allowed
                    sizes: {small: {storageClassName: Fast}}            | at '/sizes/small/storageClassName': 'Fast' does not match pattern
                    replicas: 1                                         | image.registry is needed: the registry that holds the operator's image, e.g. --set image.registry=
                    """)
    void refusesBadValuesAndSaysWhatIsWrong(String values, String message) throws IOException {
        Path file = Files.writeString(temp.resolve("values.yaml"), values);

        assertThatThrownBy(() -> bare().withValuesFile(file).call()).hasMessageContaining(message);
    }

    @Test
    void carriesEveryKindAndKeepsItWhenUninstalled() throws IOException {
        List<CustomResourceDefinition> written;
        try (Stream<Path> files = Files.list(Places.root().resolve("crds"))) {
            written = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(ChartTest::readKind)
                    .toList();
        }

        // the one difference: what the sizes of this installation are
        written.stream()
                .filter(kind -> kind.getSpec().getNames().getKind().equals("Shop"))
                .map(ChartTest::size)
                .forEach(size -> size.setDescription(size.getDescription() + """


                        Sizes of the operator shop-operator in namespace operators:
                        - large: each web pod 2 CPU, 2Gi memory; database 4 CPU, 8Gi memory
                        - medium: each web pod 500m CPU, 1Gi memory; database 1 CPU, 2Gi memory
                        - small: each web pod 200m CPU, 512Mi memory; database 200m CPU, 512Mi memory"""));

        List<CustomResourceDefinition> rendered = kinds(template().set("crds.enabled", true));

        assertThat(rendered)
                .extracting(kind -> kind.getMetadata().getName())
                .containsExactlyElementsOf(written.stream()
                        .map(kind -> kind.getMetadata().getName())
                        .toList());
        assertThat(rendered)
                .extracting(CustomResourceDefinition::getSpec)
                .containsExactlyElementsOf(
                        written.stream().map(CustomResourceDefinition::getSpec).toList());
        assertThat(rendered).allSatisfy(kind -> assertThat(kind.getMetadata().getAnnotations())
                .containsEntry("helm.sh/resource-policy", "keep"));
    }

    @Test
    void tellsInTheWordsOfTheFieldWhatTheSizesOfThisInstallationAre() throws IOException {
        Path values = Files.writeString(temp.resolve("values.yaml"), """
                sizes:
                  small: {web: {cpu: 100m, memory: 256Mi}, nodeSelector: {pool: shared}}
                  large: null
                  medium: null
                  huge: {web: {cpu: "8", memory: 16Gi}, database: {cpu: "16", memory: 64Gi}, nodeSelector: {"example.com/pool": strong, disk: ssd}}
                """);

        var rendered = kinds(template()
                .withName("more-shops")
                .withValuesFile(values)
                .set("crds.enabled", true)
                .set("watchNamespaces[0]", "shops"));

        assertThat(rendered)
                .filteredOn(kind -> kind.getSpec().getNames().getKind().equals("Shop"))
                .singleElement()
                .satisfies(kind -> assertThat(size(kind).getDescription()).endsWith("""
                        Default: small.

                        Sizes of the operator more-shops in namespace operators:
                        - huge: each web pod 8 CPU, 16Gi memory; database 16 CPU, 64Gi memory; nodes with disk=ssd; nodes with example.com/pool=strong
                        - small: each web pod 100m CPU, 256Mi memory; database 200m CPU, 512Mi memory; nodes with pool=shared"""));
    }

    @Test
    void leavesTheKindsToHelmWhenTheyAreNotToBeKept() {
        var rendered = kinds(template().set("crds.enabled", true).set("crds.keep", false));

        assertThat(rendered).isNotEmpty().allSatisfy(kind -> assertThat(
                        kind.getMetadata().getAnnotations())
                .doesNotContainKey("helm.sh/resource-policy"));
    }

    @Test
    void grantsTheSameRulesInNamedNamespacesAsClusterWide() throws IOException {
        List<HasMetadata> named = objects(template().set("watchNamespaces[0]", "shops"));

        var cluster = rules(named, ClusterRole.class, ClusterRole::getRules);
        var namespaced = rules(named, Role.class, Role::getRules);
        var written = YAML.readValue(CHART.resolve("files/rules.yaml").toFile(), PolicyRule[].class);

        assertThat(Stream.concat(cluster.stream(), namespaced.stream()).toList())
                .containsExactlyInAnyOrder(written);
        assertThat(cluster).allSatisfy(rule -> assertThat(rule.getApiGroups())
                .isSubsetOf("apiextensions.k8s.io", "storage.k8s.io"));
    }

    /** Only who sees the pods of all namespaces knows how much room a node has. */
    @Test
    void letsAnOperatorOfTheWholeClusterLookAtNodesAndNoOther() throws IOException {
        var further = YAML.readValue(CHART.resolve("files/cluster-rules.yaml").toFile(), PolicyRule[].class);

        assertThat(rules(objects(template()), ClusterRole.class, ClusterRole::getRules))
                .contains(further)
                .containsAll(Arrays.asList(
                        YAML.readValue(CHART.resolve("files/rules.yaml").toFile(), PolicyRule[].class)));
        List<HasMetadata> named = objects(template().set("watchNamespaces[0]", "shops"));
        assertThat(Stream.concat(
                        rules(named, ClusterRole.class, ClusterRole::getRules).stream(),
                        rules(named, Role.class, Role::getRules).stream()))
                .doesNotContain(further);
    }

    @Test
    void endsAnInstallationWithTheNextCommands() {
        String told = notes(installation());

        assertThat(told)
                .contains("kubectl -n operators rollout status deployment/shop-operator")
                .contains("kind: Shop", "image: registry.example.com/shops/shop-app:1.0.0", "namespace: shops")
                .contains("go-template='{{.data.password | base64decode}}'")
                .contains("kubectl explain shop.spec");
    }

    @Test
    void saysThatAnyPodMayReachAShopUntilTheIngressControllersNamespaceIsNamed() {
        String warning = "Every pod of the cluster may reach your shops past the ingress";

        assertThat(notes(installation()))
                .contains(warning, "--set network.ingressNamespaceLabels.kubernetes\\.io/metadata\\.name=");
        assertThat(notes(installation().set("network.ingressNamespaceLabels.role", "ingress")))
                .doesNotContain(warning);
    }

    private static InstallCommand installation() {
        return new Helm(CHART)
                .install()
                .withKubeVersion("1.35.0")
                .withName("shop-operator")
                .withNamespace("operators")
                .set("image.registry", "registry.example.com/shops");
    }

    private static String notes(InstallCommand installation) {
        return installation.clientOnly().dryRun().call().getOutput();
    }

    /** Two that wait for one lease would leave the shops of one of them to nobody. */
    @Test
    void twoInstallationsInANamespaceHaveALeaseEach() {
        List<HasMetadata> objects = objects(template().withName("more-shops"));

        assertThat(objects)
                .filteredOn(ConfigMap.class::isInstance)
                .singleElement()
                .satisfies(
                        settings -> assertThat(((ConfigMap) settings).getData().get("application.properties"))
                                .contains("\nshop-operator.lease=more-shops\n"));
        assertThat(objects)
                .filteredOn(object -> object.getMetadata().getName().equals("more-shops-leader-election"))
                .filteredOn(Role.class::isInstance)
                .singleElement()
                .satisfies(role -> assertThat(((Role) role).getRules())
                        .filteredOn(rule -> rule.getVerbs().contains("update"))
                        .singleElement()
                        .satisfies(rule -> assertThat(rule.getResourceNames()).containsExactly("more-shops")));
    }

    @Test
    void asksForNoWildcardAndNoEscalation() {
        List<HasMetadata> objects = objects(template());

        var rules = rules(objects, ClusterRole.class, ClusterRole::getRules);

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
            assertThat(rule.getResources()).doesNotContain("*");
            assertThat(rule.getApiGroups()).doesNotContain("*");
        });
    }

    @Test
    void showsTheIconThatLiesBesideIt() throws IOException {
        var chart = YAML.readTree(CHART.resolve("Chart.yaml").toFile());

        String icon = chart.get("icon").asText();

        String encoded = icon.substring("data:image/svg+xml;base64,".length());
        assertThat(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(CHART.resolve("icon.svg")));
    }

    private static TemplateCommand template() {
        return bare().set("image.registry", "registry.example.com/shops").set("crds.enabled", false);
    }

    private static TemplateCommand bare() {
        return new Helm(CHART)
                .template()
                .withName("shop-operator")
                .withNamespace("operators")
                .withKubeVersion("1.35.0");
    }

    /** The rules are compared with their own file, so that a change of them is written down once. */
    private static boolean carriesTheRules(String document) {
        HasMetadata object = OBJECTS.unmarshal(document);
        return (object instanceof ClusterRole || object instanceof Role)
                && object.getMetadata().getName().equals("operators-shop-operator");
    }

    private static Stream<String> documents(TemplateCommand template) {
        return Arrays.stream(template.call().split("(?m)^---\n"))
                .filter(text -> text.lines().anyMatch(line -> line.startsWith("kind:")));
    }

    private static List<HasMetadata> objects(TemplateCommand template) {
        return documents(template)
                .map(text -> OBJECTS.<HasMetadata>unmarshal(text))
                .toList();
    }

    private static List<CustomResourceDefinition> kinds(TemplateCommand template) {
        return objects(template).stream()
                .filter(CustomResourceDefinition.class::isInstance)
                .map(CustomResourceDefinition.class::cast)
                .toList();
    }

    private static <T extends HasMetadata> List<PolicyRule> rules(
            List<HasMetadata> objects, Class<T> type, Function<T, List<PolicyRule>> rules) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> object.getMetadata().getName().equals("operators-shop-operator"))
                .findFirst()
                .map(rules)
                .orElse(List.of());
    }

    private static JSONSchemaProps size(CustomResourceDefinition shops) {
        return shops.getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get("spec")
                .getProperties()
                .get("size");
    }

    private static CustomResourceDefinition readKind(Path file) {
        try {
            return OBJECTS.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
