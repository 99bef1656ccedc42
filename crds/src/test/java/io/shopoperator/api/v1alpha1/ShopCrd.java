package io.shopoperator.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Makes the CRD of {@link Shop} from the records: what the committed file must be. */
final class ShopCrd {
    static final Path FILE = Path.of("shops.shop-operator.io-v1.yml");
    private static final List<String> COLUMNS = List.of("Ready", "Status", "Version", "Replicas", "Size", "URL", "Age");

    private ShopCrd() {}

    static String generated() {
        try {
            Path directory = Files.createTempDirectory("crds");
            new CRDGenerator()
                    .inOutputDir(directory.toFile())
                    .withPostProcessor(new Finish())
                    .customResourceClasses(Shop.class)
                    .forCRDVersions("v1")
                    .generate();
            return Files.readString(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CustomResourceDefinition committed() {
        try {
            return Serialization.unmarshal(Files.readString(FILE), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JSONSchemaProps schema(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }

    /** What the generator has no annotations for. */
    private static final class Finish implements io.fabric8.crdv2.generator.CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata crd, String version) {
            JSONSchemaProps root = schema((CustomResourceDefinition) crd);
            root.setDescription("A web shop: one image that keeps the shop contract, one host, one database.");
            root.getProperties().get("spec").setDescription("What the shop should be.");
            root.getProperties().get("status").setDescription("What the operator has seen.");
            JSONSchemaProps conditions =
                    root.getProperties().get("status").getProperties().get("conditions");
            conditions.setXKubernetesListType("map");
            conditions.setXKubernetesListMapKeys(List.of("type"));
            conditions.getItems().getSchema().setRequired(List.of("type", "status"));
            describe(conditions, "type", "What the condition is about.");
            describe(conditions, "status", "True, False or Unknown.");
            describe(conditions, "reason", "Why, in one CamelCase word.");
            describe(conditions, "message", "Why, for people: what is going on and what to do.");
            describe(conditions, "lastTransitionTime", "When the status last changed.");
            describe(conditions, "observedGeneration", "The generation of the spec that this speaks of.");
            finish(root);
            columns((CustomResourceDefinition) crd);
            return crd;
        }

        private static void describe(JSONSchemaProps conditions, String field, String text) {
            conditions.getItems().getSchema().getProperties().get(field).setDescription(text);
        }

        /** The generator sorts by path; people read the verdict first and the age last. */
        private static void columns(CustomResourceDefinition crd) {
            crd.getSpec()
                    .getVersions()
                    .getFirst()
                    .getAdditionalPrinterColumns()
                    .sort(Comparator.comparing(column -> COLUMNS.indexOf(column.getName())));
        }

        private static void finish(JSONSchemaProps schema) {
            bound(schema);
            // annotations of a record component land on its field and its accessor
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
            schema.getProperties().values().forEach(Finish::finish);
            if (schema.getItems() != null) finish(schema.getItems().getSchema());
        }

        /** Whatever the API server accepts must fit the Java type that reads it. */
        private static void bound(JSONSchemaProps schema) {
            if (!"integer".equals(schema.getType())) return;
            if (schema.getMinimum() == null) schema.setMinimum(0d);
            if (schema.getMaximum() == null) schema.setMaximum(ShopStatus.MAX_EXACT_INTEGER);
            schema.setFormat(schema.getMaximum() > Integer.MAX_VALUE ? "int64" : "int32");
        }
    }
}
