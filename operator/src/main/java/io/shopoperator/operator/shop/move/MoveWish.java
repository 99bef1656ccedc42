package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.size.SizeInForce;
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
     * @param sizing the size that it moves for, if its nodes are others than those of the present volume
     */
    record Elsewhere(String storageClassName, Quantity storage, Optional<SizingStatus> sizing) implements MoveWish {

        /** Whether this is where a move leads to. */
        boolean isOf(DatabaseMoveStatus move) {
            return storageClassName.equals(move.storageClassName())
                    && storage.equals(new Quantity(move.storage()))
                    && isSame(Optional.ofNullable(move.sizing()));
        }

        private boolean isSame(Optional<SizingStatus> other) {
            return sizing.map(one -> other.filter(two -> SizeInForce.isSameForTheDatabase(one, two))
                            .isPresent())
                    .orElseGet(other::isEmpty);
        }
    }

    /**
     * It is to be on a new volume that nobody could make.
     *
     * @param why what to change
     */
    record Impossible(Finding why) implements MoveWish {}

    /**
     * The names of the storage classes that the answer depends on; none for a shop whose volume is as its spec says.
     *
     * @param asked the size that the shop is to get, if it may have to move for that
     */
    static List<String> classes(Shop shop, Optional<PersistentVolumeClaim> volume, Optional<Size> asked) {
        if (shop.getSpec().database().embedded() == null || volume.isEmpty()) return List.of();
        PersistentVolumeClaim claim = volume.get();
        if (asked.isEmpty() && !isLarger(shop, claim) && !isOfAnotherClass(shop, claim)) return List.of();
        return Stream.of(storageClass(shop, claim, asked.flatMap(Size::storageClassName)), present(claim))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /**
     * What is to become of this volume.
     *
     * @param sizing the size that the database moves for, if that has been granted
     */
    static MoveWish of(
            Shop shop, Optional<PersistentVolumeClaim> volume, MoveSeen seen, Optional<SizingStatus> sizing) {
        if (shop.getSpec().database().embedded() == null || volume.isEmpty()) return new None();
        PersistentVolumeClaim claim = volume.get();
        boolean another = isOfAnotherClass(shop, claim);
        boolean stays = sizing.isEmpty() && !another && !(isLarger(shop, claim) && cannotGrow(claim, seen));
        if (stays) return new None();
        Optional<String> storageClass = storageClass(shop, claim, sizing.map(SizingStatus::storageClassName));
        return storageClass
                .flatMap(seen::storageClass)
                .<MoveWish>map(there ->
                        new Elsewhere(there.getMetadata().getName(), DatabaseVolume.size(shop, volume), sizing))
                .orElseGet(() -> new Impossible(new Finding(
                        Reason.MOVE_BLOCKED,
                        noSuchClass(storageClass, wanted(shop).isPresent(), present(claim)))));
    }

    /** Whether this is what the spec still asks for. A storage class that is not there at the moment, of the present volume or of the new one, is no change of mind. */
    static boolean asksFor(
            DatabaseMoveStatus move,
            Shop shop,
            PersistentVolumeClaim claim,
            MoveSeen seen,
            Optional<SizingStatus> sizing) {
        boolean moves =
                sizing.isPresent() || isOfAnotherClass(shop, claim) || isLarger(shop, claim) && !canGrow(claim, seen);
        Quantity storage = DatabaseVolume.size(shop, Optional.of(claim));
        return moves
                && storageClass(shop, claim, sizing.map(SizingStatus::storageClassName))
                        .filter(name -> new Elsewhere(name, storage, sizing).isOf(move))
                        .isPresent();
    }

    private static boolean canGrow(PersistentVolumeClaim claim, MoveSeen seen) {
        return present(claim).flatMap(seen::storageClass).isPresent() && !cannotGrow(claim, seen);
    }

    /** The class of a new volume for the database: the one that its spec names, else that of the size it moves for, else the one it is on. */
    static Optional<String> storageClass(Shop shop, PersistentVolumeClaim claim, Optional<String> ofSize) {
        return wanted(shop).or(() -> ofSize).or(() -> present(claim));
    }

    private static String noSuchClass(Optional<String> name, boolean bySpec, Optional<String> present) {
        String field = "spec.database.embedded.storageClassName";
        if (name.isEmpty()) {
            return "Nothing says of which StorageClass the database's new volume is to be, so the database stays where it is. Name one: "
                    + field + ".";
        }
        String correct = bySpec || name.equals(present)
                ? "correct " + field
                : "name another one in " + field + " or in the operator's table of sizes";
        return "There is no StorageClass '" + name.get() + "', so the database stays where it is. Create it, or "
                + correct
                + present.map(there -> ": the database is on '" + there + "'.").orElse(".");
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
