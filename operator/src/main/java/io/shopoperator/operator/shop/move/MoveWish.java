package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the embedded database is to be on another volume than it is; pure. This is the one place that says when a move begins. */
public sealed interface MoveWish {

    /** It stays where it is, and its volume grows there if it is to. */
    record None() implements MoveWish {}

    /**
     * It is to be on a new volume.
     *
     * @param storageClassName the class of that volume
     * @param storage its size
     */
    record Elsewhere(String storageClassName, Quantity storage) implements MoveWish {

        /** Whether this is where a move leads to. */
        boolean isOf(DatabaseMoveStatus move) {
            return storageClassName.equals(move.storageClassName()) && storage.equals(new Quantity(move.storage()));
        }
    }

    /**
     * It is to be on a new volume that nobody could make.
     *
     * @param why what to change
     */
    record Impossible(Finding why) implements MoveWish {}

    /** The names of the storage classes that the answer depends on; none for a shop whose volume is as its spec says. */
    static List<String> classes(Shop shop, Optional<PersistentVolumeClaim> volume) {
        if (shop.getSpec().database().embedded() == null || volume.isEmpty()) return List.of();
        PersistentVolumeClaim claim = volume.get();
        if (!isLarger(shop, claim) && !isOfAnotherClass(shop, claim)) return List.of();
        return Stream.of(wanted(shop), present(claim))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** What is to become of this volume. */
    static MoveWish of(Shop shop, Optional<PersistentVolumeClaim> volume, MoveSeen seen) {
        if (shop.getSpec().database().embedded() == null || volume.isEmpty()) return new None();
        PersistentVolumeClaim claim = volume.get();
        boolean another = isOfAnotherClass(shop, claim);
        if (!another && !(isLarger(shop, claim) && cannotGrow(claim, seen))) return new None();
        String storageClass = wanted(shop).or(() -> present(claim)).orElseThrow();
        if (seen.storageClass(storageClass).isEmpty()) {
            return new Impossible(new Finding(
                    Reason.MOVE_BLOCKED,
                    "There is no StorageClass '" + storageClass
                            + "', so the database stays where it is. Create it, or correct spec.database.embedded.storageClassName"
                            + present(claim)
                                    .map(name -> ": the database is on '" + name + "'.")
                                    .orElse(".")));
        }
        return new Elsewhere(storageClass, DatabaseVolume.size(shop, volume));
    }

    private static Optional<String> wanted(Shop shop) {
        return Optional.ofNullable(shop.getSpec().database().embedded().storageClassName());
    }

    private static Optional<String> present(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getSpec().getStorageClassName()).filter(name -> !name.isEmpty());
    }

    private static boolean isOfAnotherClass(Shop shop, PersistentVolumeClaim claim) {
        return wanted(shop).isPresent() && !wanted(shop).equals(present(claim));
    }

    private static boolean isLarger(Shop shop, PersistentVolumeClaim claim) {
        return !DatabaseVolume.size(shop, Optional.of(claim)).equals(DatabaseVolume.requested(claim));
    }

    /** A class that is not known is left to the API server, which says why it refuses. */
    private static boolean cannotGrow(PersistentVolumeClaim claim, MoveSeen seen) {
        return present(claim)
                .flatMap(seen::storageClass)
                .map(StorageClass::getAllowVolumeExpansion)
                .map(allowed -> !allowed)
                .orElse(present(claim).flatMap(seen::storageClass).isPresent());
    }
}
