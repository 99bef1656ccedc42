package io.shopoperator.e2e.cluster;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.UpgradeCommand;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.shopoperator.e2e.Places;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The operator as it runs in the cluster. */
public final class OperatorPods {
    private static final String NAME = "shop-operator";

    private static final Lock LIFE = new ReentrantLock();

    private OperatorPods() {}

    public static RollableScalableResource<Deployment> deployment() {
        return Cluster.client()
                .apps()
                .deployments()
                .inNamespace(Cluster.OPERATOR_NAMESPACE)
                .withName(NAME);
    }

    public static List<Pod> all() {
        return Cluster.client()
                .pods()
                .inNamespace(Cluster.OPERATOR_NAMESPACE)
                .withLabels(deployment().require().getSpec().getSelector().getMatchLabels())
                .list()
                .getItems();
    }

    /** Those that stay. */
    public static List<Pod> replicas() {
        return all().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** What a pod answers on its port for health and metrics; an exception if it is not well. */
    public static String answer(Pod pod, String path) {
        return Cluster.client()
                .raw("/api/v1/namespaces/" + Cluster.OPERATOR_NAMESPACE + "/pods/"
                        + pod.getMetadata().getName() + ":8080/proxy" + path);
    }

    /** Replaces all pods at once, as a crash of all would: nobody reconciles until a new one leads. */
    public static void killAll() {
        undisturbed(() -> all().forEach(
                        pod -> Cluster.client().resource(pod).withGracePeriod(0).delete()));
    }

    /** Does what an operator must be there for; tests that kill it wait meanwhile. */
    static void undisturbed(Runnable what) {
        LIFE.lock();
        try {
            what.run();
        } finally {
            LIFE.unlock();
        }
    }

    /** Upgrades the chart's release with these values, all others left as they are, and waits until the new pods are ready. */
    public static void upgrade(Map<String, ?> values) {
        var upgrade = upgrade().reuseValues();
        values.forEach(upgrade::set);
        upgrade.call();
        awaitReady();
    }

    /** Takes values away that the chart itself does not have. Helm forgets with the first upgrade that they were given, and uses them until the second. */
    public static void forget(String... values) {
        var upgrade = upgrade().reuseValues();
        Stream.of(values).forEach(value -> upgrade.set(value, "null"));
        upgrade.call();
        upgrade().resetThenReuseValues().call();
        awaitReady();
    }

    private static UpgradeCommand upgrade() {
        return new Helm(Places.root().resolve("helm/shop-operator"))
                .upgrade()
                .withName(NAME)
                .withNamespace(Cluster.OPERATOR_NAMESPACE);
    }

    /** Waits until as many new pods as asked for are ready. */
    public static void awaitReady() {
        Await.pods().until(() -> {
            Deployment deployment = deployment().require();
            var status = deployment.getStatus();
            return Objects.equals(
                            status.getObservedGeneration(),
                            deployment.getMetadata().getGeneration())
                    && Objects.equals(
                            status.getReadyReplicas(), deployment.getSpec().getReplicas())
                    && Objects.equals(
                            status.getUpdatedReplicas(), deployment.getSpec().getReplicas())
                    && Objects.equals(status.getReplicas(), deployment.getSpec().getReplicas());
        });
    }

    /** The name of the pod that reconciles, from the lease. */
    public static String leader() {
        return Cluster.client().leases().inNamespace(Cluster.OPERATOR_NAMESPACE).list().getItems().stream()
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
