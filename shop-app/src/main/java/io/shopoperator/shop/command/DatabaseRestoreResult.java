package io.shopoperator.shop.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.shopoperator.shop.restore.whole.DatabaseOutcome;

/**
 * What {@code database restore} reports as one JSON object: numbers of orders and how many, but nobody's personal data.
 *
 * @param command {@code database restore}
 * @param status {@code Succeeded} or {@code Failed}
 * @param outcome what was done or would be; null after a failure
 * @param message what went wrong and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseRestoreResult(
        String command, String status, @JsonUnwrapped DatabaseOutcome outcome, String message) implements Result {
    /** Name of the command. */
    public static final String COMMAND = "database restore";

    /** The result of a restore, or of its preview. */
    public static DatabaseRestoreResult of(DatabaseOutcome outcome) {
        return new DatabaseRestoreResult(COMMAND, "Succeeded", outcome, null);
    }

    /** The result of a restore that was not done; {@code message} says what to change. */
    public static DatabaseRestoreResult failed(String message) {
        return new DatabaseRestoreResult(COMMAND, "Failed", null, message);
    }

    @Override
    public boolean succeeded() {
        return status.equals("Succeeded");
    }
}
