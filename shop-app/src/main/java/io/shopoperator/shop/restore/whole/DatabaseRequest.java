package io.shopoperator.shop.restore.whole;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.shop.restore.RestoreRefusedException;

/**
 * Which database takes the place of the shop's, and how.
 *
 * @param id tells this restore from all others; repeating it changes nothing
 * @param oldDatabase the name that the shop's database gets
 * @param keepOldForHours how long that one is wanted; whoever asked removes it
 * @param sessions what becomes of the visitors of the moment
 * @param dryRun whether to tell only what would be done
 * @param approvedDiff if given, only the state of this fingerprint is taken
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseRequest(
        String id,
        String oldDatabase,
        Integer keepOldForHours,
        Sessions sessions,
        Boolean dryRun,
        String approvedDiff) {
    private static final int MOST_HOURS = 24 * 31;

    public DatabaseRequest {
        if (keepOldForHours == null) keepOldForHours = 24;
        if (sessions == null) sessions = Sessions.KEEP;
        if (dryRun == null) dryRun = true;
    }

    /** Reads a request; a {@link RestoreRefusedException} says what is wrong with it. */
    public static DatabaseRequest of(String json) {
        DatabaseRequest request;
        try {
            request = new ObjectMapper().readValue(json, DatabaseRequest.class);
        } catch (JsonProcessingException e) {
            throw new RestoreRefusedException(
                    "The request is not the JSON of the shop contract: " + e.getOriginalMessage());
        }
        if (request == null) throw new RestoreRefusedException("The request is empty: it must be an object");
        if (request.id == null || request.id.isBlank()) throw new RestoreRefusedException("The request lacks 'id'");
        if (request.oldDatabase == null || !request.oldDatabase.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new RestoreRefusedException(
                    "The request's 'oldDatabase' must be a name of lower-case letters, digits and '_', e.g. shop_before_1a2b3c4d");
        }
        if (request.keepOldForHours < 1 || request.keepOldForHours > MOST_HOURS) {
            throw new RestoreRefusedException("The request's 'keepOldForHours' must be between 1 and " + MOST_HOURS);
        }
        return request;
    }
}
