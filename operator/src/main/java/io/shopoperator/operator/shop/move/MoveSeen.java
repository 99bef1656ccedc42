package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.shopoperator.operator.shop.ShopLabels;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of the database's instances and of moves between them.
 *
 * @param instance the one that customers are served by; empty until the database has moved
 * @param sets the StatefulSets of all instances
 * @param claims the claims of all instances, whoever owns them
 * @param services the addresses that a move uses
 * @param jobs the steps of moves
 * @param classes the storage classes that {@link MoveWish#classes} asks for, as far as there are such
 */
public record MoveSeen(
        Optional<String> instance,
        List<StatefulSet> sets,
        List<PersistentVolumeClaim> claims,
        List<Service> services,
        List<Job> jobs,
        List<StorageClass> classes) {

    /** Whether a pod of the database is one that customers are served by, not that of a copy. */
    public boolean isServing(Pod pod) {
        return instance.equals(Optional.ofNullable(pod.getMetadata().getLabels().get(ShopLabels.DATABASE_INSTANCE)));
    }

    /** The claim of this name. */
    public Optional<PersistentVolumeClaim> claim(String name) {
        return claims.stream()
                .filter(claim -> claim.getMetadata().getName().equals(name))
                .findFirst();
    }

    Optional<StatefulSet> set(String name) {
        return sets.stream()
                .filter(set -> set.getMetadata().getName().equals(name))
                .findFirst();
    }

    Optional<StorageClass> storageClass(String name) {
        return classes.stream()
                .filter(there -> there.getMetadata().getName().equals(name))
                .findFirst();
    }
}
