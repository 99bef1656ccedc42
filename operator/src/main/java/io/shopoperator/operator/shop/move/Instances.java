package io.shopoperator.operator.shop.move;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which instance of a database holds the shop's data, for a shop whose status does not say: it was made anew over volumes that were kept, or
 * its status was lost. The claims say so themselves.
 */
public final class Instances {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

    private final Shop shop;
    private final List<PersistentVolumeClaim> claims;
    private final Function<String, Optional<PersistentVolumeClaim>> unseen;

    private Instances(
            Shop shop, List<PersistentVolumeClaim> claims, Function<String, Optional<PersistentVolumeClaim>> unseen) {
        this.shop = shop;
        this.claims = claims;
        this.unseen = unseen;
    }

    /**
     * The status, with the instance and the move that the claims tell of if it says nothing of them.
     *
     * @param unseen looks a claim up that others speak of and that is not among them: that data are gone is believed of nobody but the API server
     */
    public static ShopStatus remembered(
            Shop shop,
            ShopStatus status,
            Collection<PersistentVolumeClaim> claims,
            Function<String, Optional<PersistentVolumeClaim>> unseen,
            Instant now) {
        if (shop.getSpec().database().embedded() == null || knows(status)) return status;
        Instances instances = new Instances(
                shop, claims.stream().filter(Instances::isOfDatabase).toList(), unseen);
        Optional<String> instance = instances.instance();
        Optional<DatabaseMoveStatus> move = instances.move(instance, now);
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
    private Optional<String> instance() {
        Optional<String> instance = Optional.empty();
        if (claim(instance).isEmpty()) instance = left();
        for (int moves = 0; moves < claims.size(); moves++) {
            Optional<String> next = claim(instance)
                    .flatMap(claim -> id(claim, ShopAnnotations.MOVED_TO))
                    .filter(id -> successor(id).isPresent());
            if (next.isEmpty()) return instance;
            instance = next;
        }
        return instance;
    }

    /** One that the database has not moved away from; else the last one of those. A copy is none: what it lacks only people find out. */
    private Optional<String> left() {
        return claims.stream()
                .filter(claim -> annotation(claim, ShopAnnotations.COPY_OF).isEmpty())
                .filter(claim -> labels(claim).containsKey(ShopLabels.DATABASE_INSTANCE))
                .max(Comparator.comparing((PersistentVolumeClaim claim) ->
                                annotation(claim, ShopAnnotations.MOVED_TO).isEmpty())
                        .thenComparing(claim ->
                                annotation(claim, ShopAnnotations.MOVED_AT).orElse("")))
                .map(claim -> labels(claim).get(ShopLabels.DATABASE_INSTANCE));
    }

    /**
     * A database that was about to be handed over may have been: to go on is what finds out. What it was to be, or has been, handed over to may be gone: then it
     * gets its name back.
     */
    private Optional<DatabaseMoveStatus> move(Optional<String> instance, Instant now) {
        Optional<PersistentVolumeClaim> claim = claim(instance);
        return claim.flatMap(from -> id(from, ShopAnnotations.MOVING_TO))
                .or(() -> claim.flatMap(from -> id(from, ShopAnnotations.MOVED_TO)))
                .map(id -> successor(id)
                        .map(copy -> move(
                                Phase.SWITCHING,
                                id,
                                instance,
                                copy.getSpec().getStorageClassName(),
                                DatabaseVolume.requested(copy).toString(),
                                now))
                        .orElseGet(() -> move(Phase.TAKING_BACK, id, instance, null, null, now)));
    }

    private DatabaseMoveStatus move(
            Phase phase, String id, Optional<String> from, String storageClassName, String storage, Instant now) {
        return DatabaseMoveStatus.begun(
                id,
                phase,
                ShopNames.volume(shop, from),
                ShopNames.volume(shop, Optional.of(id)),
                storageClassName,
                storage,
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                null);
    }

    private Optional<PersistentVolumeClaim> claim(Optional<String> instance) {
        String name = ShopNames.volume(shop, instance);
        return claims.stream()
                .filter(claim -> claim.getMetadata().getName().equals(name))
                .findFirst()
                .or(() -> instance.flatMap(id -> unseen.apply(name)));
    }

    private Optional<PersistentVolumeClaim> successor(String id) {
        return claim(Optional.of(id));
    }

    private static Optional<String> id(PersistentVolumeClaim claim, String annotation) {
        return annotation(claim, annotation).filter(id -> ID.matcher(id).matches());
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
