package io.shopoperator.shop.command;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a command reports as one JSON object. It never contains a secret.
 *
 * @param command name of the command
 * @param status {@code Succeeded} or {@code Failed}
 * @param schemaVersion version of the schema after {@code migrate}
 * @param applied how many migrations {@code migrate} applied
 * @param message what went wrong and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandResult(String command, String status, String schemaVersion, Integer applied, String message)
        implements Result {

    /** The result of a {@code migrate} that brought the schema to {@code schemaVersion}. */
    public static CommandResult migrated(String schemaVersion, int applied) {
        return new CommandResult("migrate", "Succeeded", schemaVersion, applied, null);
    }

    /** The result of a command that failed; {@code message} says what to change. */
    public static CommandResult failed(String command, String message) {
        return new CommandResult(command, "Failed", null, null, message);
    }

    @Override
    public boolean succeeded() {
        return status.equals("Succeeded");
    }
}
