package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;

/** A namespace of one's own under the {@code restricted} pod security standard; gone with all in it at the end. */
public record FreshNamespace(String name) implements AutoCloseable {
    /** Creates it; what a killed run has left is deleted first. */
    public static FreshNamespace create(String name) {
        var namespace = new FreshNamespace(name);
        namespace.close();
        Cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return namespace;
    }

    @Override
    public void close() {
        var namespace = Cluster.client().namespaces().withName(name);
        namespace.delete();
        Await.within(Duration.ofMinutes(4)).until(() -> namespace.get() == null);
    }
}
