package io.shopoperator.operator.it;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the API server lets in and what it says otherwise. {@code valid-*.yaml} must be accepted. {@code invalid-*.yaml} begins with a comment
 * that holds the expected words; its second document, if it has one, is an update of the first, which must be accepted.
 */
class CrdValidationIT {
    private static final Path CASES = Path.of("src/test/resources/crd");

    private final KubernetesClient client = ApiServer.running().admin();

    @TestFactory
    Stream<DynamicTest> theApiServerAnswers() throws IOException {
        return Files.list(CASES)
                .sorted()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        String text = Files.readString(file);
        String namespace = ApiServer.running().namespace();
        String[] documents = text.split("\n---\n");
        for (int i = 0; i < documents.length - 1; i++) apply(documents[i], namespace);
        String last = documents[documents.length - 1];
        if (file.getFileName().toString().startsWith("valid-")) {
            assertThatCode(() -> apply(last, namespace)).doesNotThrowAnyException();
        } else {
            String expected = text.lines().findFirst().orElseThrow().substring("# ".length());
            assertThatThrownBy(() -> apply(last, namespace))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(expected);
        }
    }

    private void apply(String document, String namespace) {
        GenericKubernetesResource shop = Serialization.unmarshal(document, GenericKubernetesResource.class);
        shop.getMetadata().setNamespace(namespace);
        client.resource(shop).fieldManager("test").forceConflicts().serverSideApply();
    }
}
