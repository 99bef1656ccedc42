package io.shopoperator.operator.it;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The resource versions of all children in a namespace: the same again means that nothing was written. */
final class Snapshot {
    private Snapshot() {}

    static Map<String, String> of(String namespace) {
        Map<String, String> versions = new TreeMap<>();
        Stream.<Class<? extends HasMetadata>>of(
                        Shop.class,
                        ShopBackup.class,
                        Secret.class,
                        ConfigMap.class,
                        PersistentVolumeClaim.class,
                        Service.class,
                        StatefulSet.class,
                        Deployment.class,
                        HorizontalPodAutoscaler.class,
                        Job.class,
                        Ingress.class,
                        NetworkPolicy.class,
                        PodDisruptionBudget.class)
                .flatMap(kind ->
                        ApiServer.running().admin().resources(kind).inNamespace(namespace).list().getItems().stream())
                .forEach(there -> versions.put(
                        there.getKind() + " " + there.getMetadata().getName(),
                        there.getMetadata().getResourceVersion()));
        return versions;
    }
}
