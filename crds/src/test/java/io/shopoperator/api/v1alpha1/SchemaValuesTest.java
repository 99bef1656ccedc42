package io.shopoperator.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the API server accepts must be readable: one object that is not would stop the informer for all shops. */
class SchemaValuesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private record Case(String path, Object value) {}

    @TestFactory
    Stream<DynamicTest> eachValueAtABoundOfTheSchemaIsReadable() {
        return Stream.of(Crd.values())
                .flatMap(crd -> Stream.of("spec", "status").flatMap(part -> {
                    List<Case> cases = new ArrayList<>();
                    collect("", crd.schema().getProperties().get(part), cases);
                    assertThat(cases).hasSizeGreaterThan(part.equals("spec") && crd == Crd.SHOP ? 60 : 5);
                    return cases.stream()
                            .map(one -> DynamicTest.dynamicTest(
                                    crd + " " + part + one.path() + " = " + brief(one.value()), () -> {
                                        Map<String, Object> object = new LinkedHashMap<>(Map.of(
                                                "apiVersion",
                                                "shop-operator.io/v1alpha1",
                                                "kind",
                                                crd.kind.getSimpleName(),
                                                "metadata",
                                                Map.of("name", "tee")));
                                        object.put(part, nest(one));

                                        assertThatCode(() -> YAML.clone(YAML.unmarshal(YAML.asJson(object), crd.kind)))
                                                .doesNotThrowAnyException();
                                    }));
                }));
    }

    @Test
    void aFieldThatThisVersionDoesNotKnowIsReadOver() {
        Shop shop = YAML.unmarshal("""
                kind: Shop
                spec: {image: i, host: h, later: {a: [1]}, database: {embedded: {later: 1}}}
                status: {later: 1}
                """, Shop.class);

        assertThat(shop.getSpec().host()).isEqualTo("h");
    }

    @Test
    void defaultsOfTheSchemaAreThoseOfTheRecords() {
        ShopSpec fromRecords = YAML.unmarshal("image: i\nhost: h", ShopSpec.class);
        Map<String, Object> fromSchema = new LinkedHashMap<>(Map.of("image", "i", "host", "h"));
        Crd.SHOP.schema().getProperties().get("spec").getProperties().forEach((name, field) -> {
            if (field.getDefault() != null) fromSchema.put(name, field.getDefault());
        });

        assertThat(YAML.unmarshal(YAML.asJson(fromSchema), ShopSpec.class)).isEqualTo(fromRecords);
    }

    /** The schema has no default for it: one could not be told from a number that stands beside autoscaling. */
    @Test
    void aShopThatSaysNothingHasTwoWebPods() {
        assertThat(YAML.unmarshal("image: i\nhost: h", ShopSpec.class).fixedReplicas())
                .isEqualTo(2);
        assertThat(YAML.unmarshal("image: i\nhost: h\nreplicas: 7", ShopSpec.class)
                        .fixedReplicas())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "90s, PT90S", "10m, PT10M", "99h, PT99H"})
    void deadlinesAreRead(String text, Duration duration) {
        assertThat(new ReleaseSpec(null, text).deadline()).isEqualTo(duration);
    }

    /** All boundary values of each field, of every type the schema lets in. */
    private static void collect(String path, JSONSchemaProps schema, List<Case> cases) {
        schema.getProperties().forEach((name, field) -> {
            String here = path + "." + name;
            cases.add(new Case(here, null));
            switch (field.getType()) {
                case "integer" -> {
                    cases.add(new Case(here, field.getMinimum().longValue()));
                    cases.add(new Case(here, field.getMaximum().longValue()));
                }
                case "boolean" -> Stream.of(true, false).forEach(value -> cases.add(new Case(here, value)));
                case "string" -> strings(field).forEach(value -> cases.add(new Case(here, value)));
                case "object" -> {
                    cases.add(new Case(here, Map.of()));
                    collect(here, field, cases);
                }
                case "array" -> {
                    cases.add(new Case(here, List.of()));
                    List<Case> items = new ArrayList<>();
                    collect("", field.getItems().getSchema(), items);
                    items.forEach(item -> cases.add(new Case(here, List.of(nest(item)))));
                }
                default -> throw new IllegalStateException("No values for " + field.getType() + " at " + here);
            }
        });
    }

    private static Stream<String> strings(JSONSchemaProps field) {
        if (field.getEnum() != null && !field.getEnum().isEmpty()) {
            return field.getEnum().stream().map(value -> value.asText());
        }
        long longest = field.getMaxLength() == null ? 4096 : field.getMaxLength();
        long shortest = field.getMinLength() == null ? 0 : field.getMinLength();
        return Stream.of("9".repeat((int) shortest), "9".repeat((int) longest), "\u00fc".repeat((int) longest));
    }

    private static Object nest(Case one) {
        Object value = one.value();
        String[] names = one.path().substring(1).split("\\.");
        for (int i = names.length - 1; i >= 0; i--) {
            Map<String, Object> outer = new LinkedHashMap<>();
            outer.put(names[i], value);
            value = outer;
        }
        return value;
    }

    private static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 40 ? text : text.substring(0, 40) + "... (" + text.length() + ")";
    }
}
