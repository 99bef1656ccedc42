package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The database's volume. It is a child of its own rather than a claim template, so that it can grow, and its owner reference alone
 * says whether it disappears with the shop.
 */
public final class DatabaseVolume {
    private DatabaseVolume() {}

    /**
     * The one that customers are served from.
     *
     * @param existing the claim as it is, perhaps kept from an earlier shop of this name: it never shrinks
     * @param grows whether it may grow where it is
     * @param movingTo the move that is handing the database over, if one is
     */
    public static PersistentVolumeClaim desired(
            Shop shop,
            OperatorSettings settings,
            Optional<PersistentVolumeClaim> existing,
            boolean grows,
            Optional<String> movingTo) {
        return live(
                shop,
                storageClass(wantedClass(shop, settings), existing),
                grows
                        ? size(shop, existing)
                        : existing.map(DatabaseVolume::requested).orElseGet(() -> size(shop, existing)),
                movingTo);
    }

    /** The same as it is, for a shop that is left alone while its database is handed over. */
    public static PersistentVolumeClaim handedOver(
            Shop shop, PersistentVolumeClaim existing, Optional<String> movingTo) {
        return live(shop, storageClass(Optional.empty(), Optional.of(existing)), requested(existing), movingTo);
    }

    private static PersistentVolumeClaim live(
            Shop shop, String storageClass, Quantity size, Optional<String> movingTo) {
        return claim(shop, ShopNames.instance(shop), storageClass, size)
                .editMetadata()
                .withOwnerReferences(ChildMetadata.ownersOfData(shop))
                .withAnnotations(movingTo.map(id -> Map.of(ShopAnnotations.MOVING_TO, id))
                        .orElse(null))
                .endMetadata()
                .build();
    }

    /**
     * The one that a copy is made on. It goes with the shop; once the copy was told to take over it may hold the data, and outlives the shop as
     * the database's own does.
     */
    public static PersistentVolumeClaim copy(Shop shop, DatabaseMoveStatus move, boolean mayHoldTheData) {
        return copyOrDatabase(
                        shop, move, mayHoldTheData ? ChildMetadata.ownersOfData(shop) : List.of(Owners.reference(shop)))
                .editMetadata()
                .addToAnnotations(ShopAnnotations.COPY_OF, move.from())
                .endMetadata()
                .build();
    }

    /** The same once customers are served from it. */
    public static PersistentVolumeClaim tookOver(Shop shop, DatabaseMoveStatus move) {
        return copyOrDatabase(shop, move, ChildMetadata.ownersOfData(shop)).build();
    }

    private static PersistentVolumeClaimBuilder copyOrDatabase(
            Shop shop, DatabaseMoveStatus move, List<OwnerReference> owners) {
        return claim(shop, Optional.of(move.id()), move.storageClassName(), new Quantity(move.storage()))
                .editMetadata()
                .withOwnerReferences(owners)
                .endMetadata();
    }

    /** One that the database has moved away from, as it is: it is told from the others by its annotations. */
    public static PersistentVolumeClaim former(Shop shop, PersistentVolumeClaim existing, String movedTo, Instant at) {
        Map<String, String> labels = new TreeMap<>(ShopLabels.of(shop, Component.DATABASE));
        String instance = existing.getMetadata().getLabels().get(ShopLabels.DATABASE_INSTANCE);
        if (instance != null) labels.put(ShopLabels.DATABASE_INSTANCE, instance);
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(existing.getMetadata().getName())
                .withNamespace(existing.getMetadata().getNamespace())
                .withLabels(labels)
                .withOwnerReferences(ChildMetadata.ownersOfData(shop))
                .addToAnnotations(ShopAnnotations.MOVED_TO, movedTo)
                .addToAnnotations(
                        ShopAnnotations.MOVED_AT,
                        at.truncatedTo(ChronoUnit.SECONDS).toString())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(
                        ownsStorageClass(existing) ? existing.getSpec().getStorageClassName() : null)
                .withNewResources()
                .addToRequests("storage", requested(existing))
                .endResources()
                .endSpec()
                .build();
    }

    private static PersistentVolumeClaimBuilder claim(
            Shop shop, Optional<String> instance, String storageClass, Quantity size) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(ShopNames.volume(shop, instance))
                .withNamespace(shop.getMetadata().getNamespace())
                .withLabels(ShopLabels.of(shop, Component.DATABASE))
                .addToLabels(DatabaseStatefulSet.label(instance))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests("storage", size)
                .endResources()
                .endSpec();
    }

    /** What is to be told while the volume is smaller than its claim asks for. */
    public static Optional<Finding> growing(Shop shop, PersistentVolumeClaim claim) {
        var status = claim.getStatus();
        if (status == null
                || status.getCapacity() == null
                || shop.getSpec().database().embedded() == null) {
            return Optional.empty();
        }
        // the claim was seen before it was applied, and the operator hears nothing of its own writes
        Quantity asked = size(shop, Optional.of(claim));
        Quantity there = status.getCapacity().get("storage");
        if (there == null || there.getNumericalAmount().compareTo(asked.getNumericalAmount()) >= 0) {
            return Optional.empty();
        }
        String words = status.getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()) && condition.getMessage() != null)
                .map(condition -> " " + condition.getType() + ": " + condition.getMessage())
                .collect(Collectors.joining());
        return Optional.of(new Finding(
                Reason.STORAGE_GROWING,
                "The volume " + ShopNames.volume(shop) + " has " + there + " and is being grown to " + asked
                        + "; PostgreSQL runs on meanwhile." + words));
    }

    /** The class that the spec names, else that of the shop's size, else the one of all databases. */
    private static Optional<String> wantedClass(Shop shop, OperatorSettings settings) {
        return Optional.ofNullable(shop.getSpec().database().embedded().storageClassName())
                .or(() -> settings.sizes().get(shop.getSpec().size()).storageClassName())
                .or(settings.database()::storageClassName);
    }

    /** What is wanted counts for new claims; afterwards the class can neither be changed nor given up. */
    public static String storageClass(Optional<String> wanted, Optional<PersistentVolumeClaim> existing) {
        if (existing.isEmpty()) return wanted.orElse(null);
        return existing.filter(DatabaseVolume::ownsStorageClass)
                .map(claim -> claim.getSpec().getStorageClassName())
                .orElse(null);
    }

    private static boolean ownsStorageClass(PersistentVolumeClaim claim) {
        return claim.getMetadata().getManagedFields().stream()
                .filter(entry -> ShopLabels.OPERATOR.equals(entry.getManager()) && entry.getFieldsV1() != null)
                .map(entry -> entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
                .anyMatch(spec -> spec instanceof Map<?, ?> fields && fields.containsKey("f:storageClassName"));
    }

    /** What the claim asks for; {@code refused} says that the cluster would not let it ask for more. */
    public static Optional<String> asked(Shop shop, Optional<PersistentVolumeClaim> existing, boolean refused) {
        if (shop.getSpec().database().embedded() == null) return Optional.empty();
        Optional<Quantity> asked =
                refused ? existing.map(DatabaseVolume::requested) : Optional.of(size(shop, existing));
        return asked.map(Quantity::toString);
    }

    /** What a claim asks for. */
    public static Quantity requested(PersistentVolumeClaim claim) {
        return claim.getSpec().getResources().getRequests().get("storage");
    }

    /** What the spec asks for, and never less than there is. */
    public static Quantity size(Shop shop, Optional<PersistentVolumeClaim> existing) {
        Quantity asked = new Quantity(shop.getSpec().database().embedded().storage());
        return existing.map(DatabaseVolume::requested)
                .filter(there -> there.getNumericalAmount().compareTo(asked.getNumericalAmount()) >= 0)
                .orElse(asked);
    }
}
