package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import java.time.Duration;

/** A namespace for one benchmark; gone with all in it at the end. */
record BenchNamespace(String name) implements AutoCloseable {
    /** Creates it; what a killed run has left is deleted first. */
    static BenchNamespace create(String name) {
        var namespace = new BenchNamespace(name);
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
