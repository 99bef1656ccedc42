package io.shopoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.function.Consumer;

/** The move of an embedded database to another volume: the one that is under way, or the last one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseMoveStatus(
        @JsonPropertyDescription(
                "Eight hexadecimal digits that tell this move from others; the new volume and its pod are named by them.")
        String id,

        @JsonPropertyDescription(
                "Copying: the new volume is being filled. Following: the copy gets all that is written. Switching: the copy takes over. "
                        + "TakingBack: the copy is being removed. Moved: customers are served by what was the copy.")
        Phase phase,

        @JsonPropertyDescription("Claim of the volume that the database moves away from.")
        String from,

        @JsonPropertyDescription("Claim of the volume that it moves to.")
        String to,

        @JsonPropertyDescription("Storage class of the new volume.")
        String storageClassName,

        @JsonPropertyDescription("Size of the new volume.") String storage,

        @JsonPropertyDescription("When the move began.") String startedAt,

        @JsonPropertyDescription("When customers began to be served by the copy.")
        String completedAt,

        @JsonPropertyDescription("What is going on, or what keeps the move and what to do.")
        String message,

        @JsonPropertyDescription("Size of the copy when it was made.") @Min(0) @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long bytes,

        @JsonPropertyDescription("How many bytes of the log the copy was behind when it was last looked at.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long behind,

        @JsonPropertyDescription(
                "Since when the copy has been seen not to follow the database. Left out while it does.")
        String notFollowingSince,

        @JsonPropertyDescription("For how many milliseconds writes waited while the copy took over.")
        @Min(0)
        @Max(ShopStatus.MAX_EXACT_INTEGER)
        Long heldMillis,

        @JsonPropertyDescription(
                "What the copy is made with, if the database moves because spec.size asks for nodes on which its volume cannot be used. "
                        + "Left out, it is made as the database is.")
        SizingStatus sizing) {

    /** How far a move has come. */
    public enum Phase {
        @JsonProperty("Copying")
        COPYING,
        @JsonProperty("Following")
        FOLLOWING,
        @JsonProperty("Switching")
        SWITCHING,
        @JsonProperty("TakingBack")
        TAKING_BACK,
        @JsonProperty("Moved")
        MOVED
    }

    /** One that begins, or is found again, in a phase; {@code sizing} may be null. */
    public static DatabaseMoveStatus begun(
            String id,
            Phase phase,
            String from,
            String to,
            String storageClassName,
            String storage,
            String startedAt,
            SizingStatus sizing) {
        return new DatabaseMoveStatus(
                id, phase, from, to, storageClassName, storage, startedAt, null, null, null, null, null, null, sizing);
    }

    /** The same, further on. */
    public DatabaseMoveStatus in(Phase next) {
        return changed(draft -> draft.phase = next);
    }

    /** The same with other words. */
    public DatabaseMoveStatus saying(String words) {
        return changed(draft -> draft.message = words);
    }

    /** The same once the copy is made. */
    public DatabaseMoveStatus copied(Long size) {
        return changed(draft -> draft.bytes = size);
    }

    /** The same with what is known of the copy's distance. */
    public DatabaseMoveStatus lagging(Long distance) {
        return changed(draft -> {
            draft.behind = distance;
            draft.notFollowingSince = null;
        });
    }

    /** The same of a copy that does not follow, as was seen now. */
    public DatabaseMoveStatus notFollowing(String now) {
        return changed(draft -> {
            draft.behind = null;
            if (notFollowingSince == null) draft.notFollowingSince = now;
        });
    }

    /** The same at its end. */
    public DatabaseMoveStatus done(String at, Long held) {
        return changed(draft -> {
            draft.phase = Phase.MOVED;
            draft.completedAt = at;
            draft.message = null;
            draft.behind = null;
            draft.notFollowingSince = null;
            draft.heldMillis = held;
            draft.sizing = null;
        });
    }

    private DatabaseMoveStatus changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new DatabaseMoveStatus(
                id,
                draft.phase,
                from,
                to,
                storageClassName,
                storage,
                startedAt,
                draft.completedAt,
                draft.message,
                draft.bytes,
                draft.behind,
                draft.notFollowingSince,
                draft.heldMillis,
                draft.sizing);
    }

    /** What changes while a move goes on. */
    private static final class Draft {
        private Phase phase;
        private String completedAt;
        private String message;
        private Long bytes;
        private Long behind;
        private String notFollowingSince;
        private Long heldMillis;
        private SizingStatus sizing;

        Draft(DatabaseMoveStatus move) {
            phase = move.phase;
            completedAt = move.completedAt;
            message = move.message;
            bytes = move.bytes;
            behind = move.behind;
            notFollowingSince = move.notFollowingSince;
            heldMillis = move.heldMillis;
            sizing = move.sizing;
        }
    }
}
