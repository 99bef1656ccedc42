package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which instance of a database holds the shop's data, for a shop whose status does not say: it was made anew over volumes that were kept, or
 * its status was lost. The claims say so themselves.
 */
public final class Instances {
    private Instances() {}

    /** The status, with the instance and the move that the claims tell of if it says nothing of them. */
    public static ShopStatus remembered(
            Shop shop, ShopStatus status, Collection<PersistentVolumeClaim> claims, Instant now) {
        if (shop.getSpec().database().embedded() == null || knows(status)) return status;
        List<PersistentVolumeClaim> all =
                claims.stream().filter(Instances::isOfDatabase).toList();
        Optional<String> instance = instance(shop, all);
        Optional<DatabaseMoveStatus> move = move(shop, instance, all, now);
        if (instance.isEmpty() && move.isEmpty()) return status;
        DatabaseStatus database = status == null ? null : status.database();
        return with(
                status,
                new DatabaseStatus(
                        database == null ? null : database.provider(),
                        database == null ? null : database.initialized(),
                        database == null ? null : database.storage(),
                        instance.orElse(null),
                        move.orElse(null),
                        null));
    }

    /** Whether a claim is one of a database, present or former. */
    public static boolean isOfDatabase(PersistentVolumeClaim claim) {
        return Component.DATABASE.label().equals(labels(claim).get(ShopLabels.COMPONENT));
    }

    private static boolean knows(ShopStatus status) {
        return status != null
                && status.database() != null
                && (status.database().instance() != null || status.database().move() != null);
    }

    /** From where the database began, along the moves; or the one that is left of them. */
    private static Optional<String> instance(Shop shop, List<PersistentVolumeClaim> claims) {
        Optional<String> instance = Optional.empty();
        if (claim(shop, instance, claims).isEmpty()) {
            instance = claims.stream()
                    .filter(claim -> annotation(claim, ShopAnnotations.MOVED_TO).isEmpty()
                            && annotation(claim, ShopAnnotations.COPY_OF).isEmpty())
                    .map(claim -> labels(claim).get(ShopLabels.DATABASE_INSTANCE))
                    .filter(id -> id != null)
                    .findFirst();
        }
        for (int moves = 0; moves < claims.size(); moves++) {
            Optional<String> next = claim(shop, instance, claims)
                    .flatMap(claim -> annotation(claim, ShopAnnotations.MOVED_TO))
                    .filter(id -> claim(shop, Optional.of(id), claims).isPresent());
            if (next.isEmpty()) return instance;
            instance = next;
        }
        return instance;
    }

    /** A database that was about to be handed over may have been: to go on is what finds out. */
    private static Optional<DatabaseMoveStatus> move(
            Shop shop, Optional<String> instance, List<PersistentVolumeClaim> claims, Instant now) {
        return claim(shop, instance, claims)
                .flatMap(claim -> annotation(claim, ShopAnnotations.MOVING_TO))
                .flatMap(id -> claim(shop, Optional.of(id), claims)
                        .map(copy -> new DatabaseMoveStatus(
                                id,
                                DatabaseMoveStatus.Phase.SWITCHING,
                                ShopNames.volume(shop, instance),
                                copy.getMetadata().getName(),
                                copy.getSpec().getStorageClassName(),
                                copy.getSpec()
                                        .getResources()
                                        .getRequests()
                                        .get("storage")
                                        .toString(),
                                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    private static Optional<PersistentVolumeClaim> claim(
            Shop shop, Optional<String> instance, List<PersistentVolumeClaim> claims) {
        String name = ShopNames.volume(shop, instance);
        return claims.stream()
                .filter(claim -> claim.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static Optional<String> annotation(PersistentVolumeClaim claim, String name) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations()).map(annotations -> annotations.get(name));
    }

    private static Map<String, String> labels(PersistentVolumeClaim claim) {
        return claim.getMetadata().getLabels() == null
                ? Map.of()
                : claim.getMetadata().getLabels();
    }

    private static ShopStatus with(ShopStatus status, DatabaseStatus database) {
        if (status == null) {
            return new ShopStatus(null, null, null, null, null, null, null, database, null, null, null);
        }
        return new ShopStatus(
                status.observedGeneration(),
                status.conditions(),
                status.url(),
                status.version(),
                status.release(),
                status.replicas(),
                status.selector(),
                database,
                status.backup(),
                status.origin(),
                status.sizing());
    }
}
