package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.logging.Log;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.FormerVolumeStatus;
import io.shopoperator.api.v1alpha1.ReleaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.StableReleaseStatus;
import io.shopoperator.operator.kube.Hashes;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The few Events of a shop: a release came through, a person must act, what became of the data. */
final class ShopEvents {
    private static final int LONGEST = 1000;

    private final KubernetesClient client;
    private final Instant now;

    ShopEvents(KubernetesClient client, Instant now) {
        this.client = client;
        this.now = now;
    }

    /** What a change of status is worth telling; pure. */
    static List<Finding> between(ShopStatus before, ShopStatus after) {
        List<Finding> told = new ArrayList<>();
        news(before, after, ShopStatuses.STALLED).ifPresent(told::add);
        ShopStatuses.condition(after, ShopStatuses.RELEASED)
                .filter(released -> Reason.RELEASED.word().equals(released.getReason()))
                .filter(released -> !stable(before).equals(stable(after)))
                .ifPresent(released -> told.add(new Finding(Reason.RELEASED, released.getMessage())));
        news(before, after, ShopStatuses.RECONCILING)
                .filter(news -> news.reason() == Reason.ADMINISTRATOR_NOT_UPDATED)
                .ifPresent(told::add);
        news(before, after, ShopStatuses.STORAGE_HEALTHY)
                .filter(news -> news.reason() == Reason.VOLUME_FILLING)
                .ifPresent(told::add);
        told.addAll(ofMoves(before, after));
        return told;
    }

    /** A move that begins, ends or is taken back, and volumes that are gone after it. */
    private static List<Finding> ofMoves(ShopStatus before, ShopStatus after) {
        List<Finding> told = new ArrayList<>();
        Optional<DatabaseMoveStatus> moved = move(before);
        Optional<DatabaseMoveStatus> moves = move(after);
        String words = ShopStatuses.condition(after, ShopStatuses.DATABASE_PLACED)
                .map(Condition::getMessage)
                .orElse("");
        boolean another = !moves.map(DatabaseMoveStatus::id).equals(moved.map(DatabaseMoveStatus::id));
        boolean done = moves.filter(move -> move.phase() == Phase.MOVED).isPresent();
        if (moves.isPresent() && another && !done) told.add(new Finding(Reason.DATABASE_MOVING, words));
        if (done && (another || moved.get().phase() != Phase.MOVED))
            told.add(new Finding(Reason.DATABASE_MOVED, words));
        if (moves.isEmpty()
                && moved.filter(move -> move.phase() == Phase.TAKING_BACK).isPresent()) {
            told.add(new Finding(
                    Reason.DATABASE_MOVE_TAKEN_BACK,
                    "The database stays on the volume " + moved.get().from() + "; the copy on "
                            + moved.get().to() + " is removed."));
        }
        former(before)
                .filter(claim -> former(after).noneMatch(claim::equals))
                .map(claim -> new Finding(
                        Reason.FORMER_VOLUME_REMOVED,
                        "The volume " + claim + ", which the database has moved away from, is removed."))
                .forEach(told::add);
        return told;
    }

    private static Optional<DatabaseMoveStatus> move(ShopStatus status) {
        return Optional.ofNullable(status).map(ShopStatus::database).map(DatabaseStatus::move);
    }

    private static Stream<String> former(ShopStatus status) {
        return Optional.ofNullable(status).map(ShopStatus::database).map(DatabaseStatus::formerVolumes).stream()
                .flatMap(List::stream)
                .map(FormerVolumeStatus::claim);
    }

    private static Optional<Finding> news(ShopStatus before, ShopStatus after, String type) {
        Optional<String> reasonBefore =
                ShopStatuses.condition(before, type).map(condition -> signature(before, condition));
        return ShopStatuses.condition(after, type)
                .filter(condition -> !reasonBefore.equals(Optional.of(signature(after, condition))))
                .map(condition -> new Finding(reason(condition), condition.getMessage()));
    }

    /** What makes news news. The fate of a release is told once, however often the shop is scaled meanwhile. */
    private static String signature(ShopStatus status, Condition condition) {
        String reason = condition.getReason();
        boolean release = Stream.of(Reason.MIGRATION_FAILED, Reason.ROLLED_BACK, Reason.ROLLOUT_FAILED)
                .anyMatch(failure -> failure.word().equals(reason));
        if (!release) return reason + condition.getObservedGeneration();
        return reason + (status.version() == null ? "" : status.version().target());
    }

    /** Pods that are replaced for another size, or more of them, are no new release. */
    private static Optional<String> stable(ShopStatus status) {
        return Optional.ofNullable(status)
                .map(ShopStatus::release)
                .map(ReleaseStatus::stable)
                .map(StableReleaseStatus::id);
    }

    private static Reason reason(Condition condition) {
        for (Reason reason : Reason.values()) {
            if (reason.word().equals(condition.getReason())) return reason;
        }
        throw new IllegalArgumentException("No reason of a shop: " + condition.getReason());
    }

    /** Tells it once: the same news of the same generation has the same name, so a repetition is refused by the API server. */
    void tell(Shop shop, Finding news) {
        try {
            client.resource(event(shop, news)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) return;
            // an Event is a courtesy: in a namespace that is being deleted it is refused, and nothing else must suffer
            Log.warnf("Event %s could not be written: %s", news.reason().word(), e.getMessage());
        }
    }

    private Event event(Shop shop, Finding news) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        var metadata = shop.getMetadata();
        String text = news.message();
        return new EventBuilder()
                .withNewMetadata()
                .withName(metadata.getName() + "."
                        + Hashes.of(
                                metadata.getUid(),
                                news.reason().word(),
                                String.valueOf(metadata.getGeneration()),
                                text))
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(shop.getApiVersion())
                .withKind(shop.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .endInvolvedObject()
                .withType(isOrdinary(news.reason()) ? "Normal" : "Warning")
                .withReason(news.reason().word())
                .withMessage(text.length() <= LONGEST ? text : text.substring(0, LONGEST))
                .withNewSource()
                .withComponent(ShopLabels.OPERATOR)
                .endSource()
                .withReportingComponent(ShopLabels.OPERATOR)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
    }

    private static boolean isOrdinary(Reason reason) {
        return switch (reason) {
            case RELEASED,
                    VOLUME_KEPT,
                    VOLUME_DELETED,
                    DATABASE_MOVING,
                    DATABASE_MOVED,
                    DATABASE_MOVE_TAKEN_BACK,
                    FORMER_VOLUME_REMOVED -> true;
            default -> false;
        };
    }
}
