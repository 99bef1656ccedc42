package io.shopoperator.operator.restore;

import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.backup.Turns;
import java.time.Instant;
import java.util.List;

/** Restores of one shop work one at a time; the shop's command would wait otherwise, with a database restored for nothing. */
final class RestoreTurns {
    private RestoreTurns() {}

    static boolean isItsTurn(ShopRestore restore, List<ShopRestore> all) {
        return Turns.now(all.stream()
                        .filter(one -> isAtWork(one) || isWaiting(one) || one == restore)
                        .map(one -> new Turns.Turn(
                                one.getMetadata().getUid(),
                                Instant.parse(one.getMetadata().getCreationTimestamp()),
                                isAtWork(one)))
                        .toList())
                .filter(restore.getMetadata().getUid()::equals)
                .isPresent();
    }

    static boolean isAtWork(ShopRestore restore) {
        return switch (RestoreScene.phase(restore)) {
            case PREVIEWING, SECURING, APPLYING -> true;
            case PENDING, PREVIEWED, SUCCEEDED, FAILED -> false;
        };
    }

    /** A preview waits for a person, not for its turn, until it is approved; what is stuck keeps nobody waiting. */
    private static boolean isWaiting(ShopRestore restore) {
        return switch (RestoreScene.phase(restore)) {
            case PENDING ->
                restore.getStatus() == null
                        || restore.getStatus().conditions().stream()
                                .noneMatch(condition -> condition.getType().equals(RestorePlan.STALLED));
            case PREVIEWED -> !restore.getSpec().dryRun();
            case PREVIEWING, SECURING, APPLYING, SUCCEEDED, FAILED -> false;
        };
    }
}
