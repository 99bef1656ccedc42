package io.shopoperator.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrdFilesTest {

    @Test
    void committedFileIsWhatTheRecordsSay() throws IOException {
        String generated = ShopCrd.generated();
        if (System.getProperty("crds.update") != null) Files.writeString(ShopCrd.FILE, generated);

        assertThat(Files.readString(ShopCrd.FILE))
                .as("run 'mvn -pl crds test -Dcrds.update' and commit %s", ShopCrd.FILE)
                .isEqualTo(generated);
    }

    @Test
    void everyFieldHasADescription() {
        List<String> silent = new ArrayList<>();
        silent("", ShopCrd.schema(ShopCrd.committed()), silent);

        assertThat(silent).as("fields that kubectl explain has no text for").isEmpty();
    }

    @Test
    void everyIntegerIsBounded() {
        List<String> unbounded = new ArrayList<>();
        unbounded("", ShopCrd.schema(ShopCrd.committed()), unbounded);

        assertThat(unbounded).isEmpty();
    }

    private static void silent(String path, JSONSchemaProps schema, List<String> silent) {
        schema.getProperties().forEach((name, field) -> {
            String here = path + "." + name;
            if (field.getDescription() == null && !here.equals(".metadata")) silent.add(here);
            silent(here, field, silent);
        });
        if (schema.getItems() != null) silent(path + "[]", schema.getItems().getSchema(), silent);
    }

    private static void unbounded(String path, JSONSchemaProps schema, List<String> unbounded) {
        if ("integer".equals(schema.getType()) && (schema.getMinimum() == null || schema.getMaximum() == null)) {
            unbounded.add(path);
        }
        schema.getProperties().forEach((name, field) -> unbounded(path + "." + name, field, unbounded));
        if (schema.getItems() != null) unbounded(path + "[]", schema.getItems().getSchema(), unbounded);
    }
}
