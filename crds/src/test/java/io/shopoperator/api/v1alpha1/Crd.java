package io.shopoperator.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The kinds, and their CRDs as the records say: what the committed files must be. */
enum Crd {
    SHOP(
            Shop.class,
            "shops.shop-operator.io-v1.yml",
            "A web shop: one image that keeps the shop contract, one host, one database.",
            "What the shop should be.",
            List.of("Ready", "Status", "Version", "Replicas", "Size", "URL", "Last Backup", "Age")),
    SHOP_BACKUP(
            ShopBackup.class,
            "shopbackups.shop-operator.io-v1.yml",
            "One backup of a shop: made by its schedule, or by whoever creates this.",
            "Which shop is backed up, and what becomes of the backup.",
            List.of("Shop", "Phase", "Orders", "Bytes", "Verified", "Completed", "Pinned", "Age")),
    SHOP_RESTORE(
            ShopRestore.class,
            "shoprestores.shop-operator.io-v1.yml",
            "Puts orders of a shop back from a backup, once: first a preview, then, when that is approved, the work.",
            "What is put back, where from and where to.",
            List.of("Shop", "Phase", "Backup", "Dry Run", "Conflicts", "Applied", "Age"));

    final Class<? extends CustomResource<?, ?>> kind;
    final Path file;
    private final String description;
    private final String spec;
    private final List<String> columns;

    Crd(
            Class<? extends CustomResource<?, ?>> kind,
            String file,
            String description,
            String spec,
            List<String> columns) {
        this.kind = kind;
        this.file = Path.of(file);
        this.description = description;
        this.spec = spec;
        this.columns = columns;
    }

    String generated() {
        try {
            Path directory = Files.createTempDirectory("crds");
            new CRDGenerator()
                    .inOutputDir(directory.toFile())
                    .withPostProcessor(new Finish())
                    .customResourceClasses(kind)
                    .forCRDVersions("v1")
                    .generate();
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of the committed file. */
    JSONSchemaProps schema() {
        try {
            return schema(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JSONSchemaProps schema(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    }

    /** What the generator has no annotations for. */
    private final class Finish implements io.fabric8.crdv2.generator.CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata crd, String version) {
            JSONSchemaProps root = schema((CustomResourceDefinition) crd);
            root.setDescription(description);
            root.getProperties().get("spec").setDescription(spec);
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
            sortColumns((CustomResourceDefinition) crd);
            return crd;
        }

        private static void describe(JSONSchemaProps conditions, String field, String text) {
            conditions.getItems().getSchema().getProperties().get(field).setDescription(text);
        }

        /** The generator sorts by path; people read the verdict first and the age last. */
        private void sortColumns(CustomResourceDefinition crd) {
            crd.getSpec()
                    .getVersions()
                    .getFirst()
                    .getAdditionalPrinterColumns()
                    .sort(Comparator.comparing(column -> columns.indexOf(column.getName())));
        }

        private void finish(JSONSchemaProps schema) {
            bound(schema);
            // annotations of a record component land on its field and its accessor
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
            schema.getProperties().values().forEach(this::finish);
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
