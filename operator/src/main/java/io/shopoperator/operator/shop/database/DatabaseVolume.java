package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ChildMetadata;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The database's volume. It is a child of its own rather than a claim template, so that it can grow, and its owner reference alone
 * says whether it disappears with the shop.
 */
public final class DatabaseVolume {
    private DatabaseVolume() {}

    /** {@code existing} is the claim as it is, perhaps kept from an earlier shop of this name: it never shrinks. */
    public static PersistentVolumeClaim desired(
            Shop shop, OperatorSettings settings, Optional<PersistentVolumeClaim> existing) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(ChildMetadata.ofData(shop, Component.DATABASE, ShopNames.volume(shop)))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass(wantedClass(shop, settings), existing))
                .withNewResources()
                .addToRequests("storage", size(shop, existing))
                .endResources()
                .endSpec()
                .build();
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

    /** The class of the shop's size, else the one of all databases. */
    private static Optional<String> wantedClass(Shop shop, OperatorSettings settings) {
        return settings.sizes().get(shop.getSpec().size()).storageClassName().or(settings.database()::storageClassName);
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
        Optional<Quantity> asked = refused
                ? existing.map(
                        claim -> claim.getSpec().getResources().getRequests().get("storage"))
                : Optional.of(size(shop, existing));
        return asked.map(Quantity::toString);
    }

    private static Quantity size(Shop shop, Optional<PersistentVolumeClaim> existing) {
        Quantity asked = new Quantity(shop.getSpec().database().embedded().storage());
        return existing.map(
                        claim -> claim.getSpec().getResources().getRequests().get("storage"))
                .filter(there -> there.getNumericalAmount().compareTo(asked.getNumericalAmount()) >= 0)
                .orElse(asked);
    }
}
