package io.shopoperator.operator.backup;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Whose turn it is, of all that wants to work on one shop's data or its backups: one at a time, in the order in which they were asked for. Pure. */
public final class Turns {
    private Turns() {}

    /** A backup, a verification or a restore that is not finished; {@code working} if it has begun. */
    public record Turn(String uid, Instant asked, boolean working) {}

    /** What may work now; empty if there is nothing to do. What has begun is never overtaken. */
    public static Optional<String> now(Collection<Turn> waiting) {
        return waiting.stream()
                .min(Comparator.comparing((Turn turn) -> !turn.working())
                        .thenComparing(Turn::asked)
                        .thenComparing(Turn::uid))
                .map(Turn::uid);
    }
}
