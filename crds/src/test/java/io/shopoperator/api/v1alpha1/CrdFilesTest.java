package io.shopoperator.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrdFilesTest {

    @ParameterizedTest
    @EnumSource
    void committedFileIsWhatTheRecordsSay(Crd crd) throws IOException {
        String generated = crd.generated();
        if (System.getProperty("crds.update") != null) Files.writeString(crd.file, generated);

        assertThat(Files.readString(crd.file))
                .as("run 'mvn -pl crds test -Dcrds.update' and commit %s", crd.file)
                .isEqualTo(generated);
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasADescription(Crd crd) {
        List<String> silent = new ArrayList<>();
        silent("", crd.schema(), silent);

        assertThat(silent).as("fields that kubectl explain has no text for").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyIntegerIsBounded(Crd crd) {
        List<String> unbounded = new ArrayList<>();
        unbounded("", crd.schema(), unbounded);

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
