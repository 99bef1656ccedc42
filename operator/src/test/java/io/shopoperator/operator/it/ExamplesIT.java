package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server takes every example as it is: each document, with no field that it does not know. */
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("../k8s-examples");

    private final KubernetesClient client = ApiServer.running().admin();

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeEach
    void theNamespaceOfTheExamples() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shops")
                        .endMetadata()
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAcceptedAsItIs(Path example) throws IOException {
        List<String> documents = documents(Files.readString(example));

        assertThat(documents).isNotEmpty().allSatisfy(document -> assertThatCode(() -> rehearse(document))
                .doesNotThrowAnyException());
    }

    @Test
    void aFieldThatNobodyKnowsWouldBeNoticed() throws IOException {
        String example = Files.readString(EXAMPLES.resolve("06-release.yaml"));

        assertThatThrownBy(() -> rehearse(example.replace("rollbackOnFailure", "rollBackOnFailure")))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("unknown field \"spec.release.rollBackOnFailure\"");
    }

    private void rehearse(String document) {
        var object = Serialization.unmarshal(document, GenericKubernetesResource.class);
        var rehearsal = client.resource(object).dryRun(true).fieldValidation(Validation.STRICT);
        if (object.getKind().equals("Namespace")) {
            // it is there already
            rehearsal.fieldManager("kubectl").forceConflicts().serverSideApply();
        } else {
            rehearsal.create();
        }
    }

    private static List<String> documents(String text) {
        return Arrays.stream(text.split("(?m)^---$"))
                .filter(document -> document.contains("kind:"))
                .toList();
    }
}
