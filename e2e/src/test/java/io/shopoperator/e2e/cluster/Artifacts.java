package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.e2e.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a run leaves behind for people, below {@code target/artifacts}. Never a Secret. */
public final class Artifacts {
    private static final Path ROOT = Places.root().resolve("target/artifacts");

    private Artifacts() {}

    /** A file in the artifacts' directory {@code name}, whose directory exists. */
    public static Path file(String directory, String name) {
        return create(ROOT.resolve(directory)).resolve(name);
    }

    /** Keeps the objects, Events and logs of a namespace, and the operator's log, for the test that failed. */
    static void keep(String test, String namespace) {
        Path directory = create(ROOT.resolve(test).resolve(namespace));
        objects(namespace).forEach(list -> list.get()
                .forEach(object -> write(
                        directory,
                        object.getKind().toLowerCase(Locale.ROOT) + "-"
                                + object.getMetadata().getName() + ".yaml",
                        Serialization.asYaml(object))));
        logs(directory, namespace);
        logs(directory, Cluster.OPERATOR_NAMESPACE);
    }

    private static Stream<Supplier<List<? extends HasMetadata>>> objects(String namespace) {
        var client = Cluster.client();
        return Stream.of(
                () -> client.resources(Shop.class).inNamespace(namespace).list().getItems(),
                () -> client.resources(ShopBackup.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems(),
                () -> client.resources(ShopRestore.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems(),
                () -> client.pods().inNamespace(namespace).list().getItems(),
                () -> client.services().inNamespace(namespace).list().getItems(),
                () -> client.configMaps().inNamespace(namespace).list().getItems(),
                () -> client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .list()
                        .getItems(),
                () -> client.apps().deployments().inNamespace(namespace).list().getItems(),
                () -> client.apps().statefulSets().inNamespace(namespace).list().getItems(),
                () -> client.batch().v1().jobs().inNamespace(namespace).list().getItems(),
                () -> client.network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .list()
                        .getItems(),
                () -> client.v1().events().inNamespace(namespace).list().getItems());
    }

    private static void logs(Path directory, String namespace) {
        for (Pod pod : Cluster.client().pods().inNamespace(namespace).list().getItems()) {
            for (Container container : pod.getSpec().getContainers()) {
                String name = pod.getMetadata().getName();
                var log = Cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(name)
                        .inContainer(container.getName());
                write(directory, name + ".log", text(log::getLog));
                write(directory, name + ".previous.log", text(() -> log.terminated()
                        .getLog()));
            }
        }
    }

    /** A pod that has not started has no log: the reason is kept in its place. */
    private static String text(Supplier<String> log) {
        try {
            return log.get();
        } catch (KubernetesClientException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static void write(Path directory, String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
