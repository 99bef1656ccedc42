package io.shopoperator.shop.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shopoperator.shop.restore.RestoreOutcome;
import java.util.List;

/**
 * What {@code orders restore} reports as one JSON object. Numbers of orders are in it, but nobody's personal data.
 *
 * @param command {@code orders restore}
 * @param status {@code Succeeded} or {@code Failed}
 * @param applied whether the orders were put back, now or by an earlier attempt; false for a preview
 * @param diff fingerprint of what was told, to be approved by
 * @param added orders that were not there
 * @param undeleted orders that had been deleted in the admin
 * @param replaced orders whose state was replaced
 * @param unchanged orders that are as in the backup
 * @param skipped orders that differ and were left alone
 * @param conflicts texts on orders that differ, the first {@value #MOST_TEXTS} of them
 * @param conflictCount how many orders differ
 * @param message what went wrong and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrdersRestoreResult(
        String command,
        String status,
        Boolean applied,
        String diff,
        List<Long> added,
        List<Long> undeleted,
        List<Long> replaced,
        List<Long> unchanged,
        List<Long> skipped,
        List<String> conflicts,
        Integer conflictCount,
        String message)
        implements Result {
    /** Name of the command. */
    public static final String COMMAND = "orders restore";

    /** So many texts fit beside the numbers. */
    static final int MOST_TEXTS = 8;

    private static final int LONGEST_TEXT = 200;

    /** The result of a restore, or of its preview. */
    public static OrdersRestoreResult of(RestoreOutcome outcome) {
        return new OrdersRestoreResult(
                COMMAND,
                "Succeeded",
                outcome.applied(),
                outcome.fingerprint(),
                outcome.added(),
                outcome.undeleted(),
                outcome.replaced(),
                outcome.unchanged(),
                outcome.skipped(),
                outcome.conflicts().stream()
                        .limit(MOST_TEXTS)
                        .map(text -> text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...")
                        .toList(),
                outcome.conflicts().size(),
                null);
    }

    /** The result of a restore that changed nothing; {@code message} says what to change. */
    public static OrdersRestoreResult failed(String message) {
        return new OrdersRestoreResult(
                COMMAND, "Failed", null, null, null, null, null, null, null, null, null, message);
    }

    @Override
    public boolean succeeded() {
        return status.equals("Succeeded");
    }
}
