package io.shopoperator.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example keeps to its kind's schema, none gets into another's way, and together they show all of a Shop's. */
class ExamplesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Places.root().resolve("k8s-examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsToTheSchema(Path example) throws IOException {
        List<String> mistakes = new ArrayList<>();

        for (JsonNode object : objects(example)) {
            compare(object.get("spec"), schema(object.path("kind").asText()), "spec", mistakes, new TreeSet<>());
        }

        assertThat(objects(example)).isNotEmpty();
        assertThat(mistakes).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void namesOneRegistryThatIsReplacedBeforeUse(Path example) throws IOException {
        for (JsonNode shop : shops(example)) {
            assertThat(shop.at("/spec/image").asText()).startsWith("registry.example.com/shop-app:");
            assertThat(shop.at("/spec/host").asText()).endsWith(".localhost");
        }
    }

    @Test
    void togetherShowEveryField() throws IOException {
        Set<String> shown = new TreeSet<>();

        for (Path example : examples()) {
            for (JsonNode shop : shops(example)) {
                compare(shop.get("spec"), schema("Shop"), "spec", new ArrayList<>(), shown);
            }
        }

        Set<String> all = new TreeSet<>();
        collect(schema("Shop"), "spec", all);
        assertThat(shown).containsAll(all);
    }

    /** Whoever tries one example after the other must not have one replaced by another. */
    @Test
    void noTwoAreTheSameObject() throws IOException {
        List<String> names = new ArrayList<>();

        for (Path example : examples()) {
            for (JsonNode document : documents(example)) {
                names.add(document.path("kind").asText() + " "
                        + document.at("/metadata/namespace").asText() + "/"
                        + document.at("/metadata/name").asText());
            }
        }

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<JsonNode> shops(Path example) throws IOException {
        return objects(example).stream()
                .filter(object -> object.path("kind").asText().equals("Shop"))
                .toList();
    }

    /** What an example holds of our kinds. */
    private static List<JsonNode> objects(Path example) throws IOException {
        return documents(example).stream()
                .filter(document -> document.path("apiVersion").asText().startsWith("shop-operator.io/"))
                .toList();
    }

    private static List<JsonNode> documents(Path example) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(example.toFile())) {
            return documents.readAll();
        }
    }

    private static JsonNode schema(String kind) throws IOException {
        return YAML.readTree(Places.root()
                        .resolve("crds/" + kind.toLowerCase(Locale.ROOT) + "s.shop-operator.io-v1.yml")
                        .toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    }

    private static void compare(
            JsonNode value, JsonNode schema, String path, List<String> mistakes, Set<String> shown) {
        shown.add(path);
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                mistakes.add(path + " lacks " + required.asText());
            }
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            mistakes.add(path + " must be one of " + schema.get("enum"));
        }
        for (var field : value.properties()) {
            JsonNode of = schema.path("properties").path(field.getKey());
            if (of.isMissingNode()) {
                mistakes.add(path + "." + field.getKey() + " is unknown");
            } else {
                compare(field.getValue(), of, path + "." + field.getKey(), mistakes, shown);
            }
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void collect(JsonNode schema, String path, Set<String> paths) {
        paths.add(path);
        for (var field : schema.path("properties").properties()) {
            collect(field.getValue(), path + "." + field.getKey(), paths);
        }
    }
}
