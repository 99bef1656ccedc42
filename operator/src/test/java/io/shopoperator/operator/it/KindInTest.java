package io.shopoperator.operator.it;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.awaitility.Awaitility;

/** Somebody else's kind, which a test installs while the operator runs. */
record KindInTest(KubernetesClient client, CustomResourceDefinition kind) {
    /** What {@code yaml} defines; nothing is installed yet. */
    static KindInTest of(KubernetesClient client, String yaml) {
        return new KindInTest(client, Serialization.unmarshal(yaml, CustomResourceDefinition.class));
    }

    /** Installs it, and waits until it is served. */
    void install() {
        client.resource(kind).create();
        var objects = client.genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(kind));
        Awaitility.await("the kind to be served")
                .ignoreExceptions()
                .until(() -> objects.inAnyNamespace().list().getItems().isEmpty());
    }

    /** Takes it away with all its objects, and waits until it is gone. */
    void forget() {
        var there = client.resource(kind);
        there.delete();
        Awaitility.await("the kind to be gone").until(() -> there.get() == null);
    }
}
