package io.shopoperator.shop.restore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * What is to be put back.
 *
 * @param id tells this restore from all others; repeating it changes nothing
 * @param name what people call it, for the history of the order
 * @param backup the backup that the scratch database was made from
 * @param takenAt when that backup was taken, as ISO 8601
 * @param orders numbers of the orders, at most {@value #MOST_ORDERS}
 * @param onConflict what to do with an order that is there and differs
 * @param dryRun whether to tell only what would be done
 * @param approvedDiff if given, only exactly what the preview of this fingerprint told is done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreRequest(
        String id,
        String name,
        String backup,
        String takenAt,
        List<Long> orders,
        OnConflict onConflict,
        Boolean dryRun,
        String approvedDiff) {

    /** So many orders can be put back at a time: their answer fits into the result of a command. */
    public static final int MOST_ORDERS = 100;

    public RestoreRequest {
        orders =
                orders == null ? List.of() : orders.stream().distinct().sorted().toList();
        if (onConflict == null) onConflict = OnConflict.FAIL;
        if (dryRun == null) dryRun = true;
    }

    /** Reads a request; a {@link RestoreRefusedException} says what is wrong with it. */
    public static RestoreRequest of(String json) {
        RestoreRequest request;
        try {
            request = new ObjectMapper().readValue(json, RestoreRequest.class);
        } catch (JsonProcessingException e) {
            throw new RestoreRefusedException(
                    "The request is not the JSON of the shop contract: " + e.getOriginalMessage());
        }
        if (request == null) throw new RestoreRefusedException("The request is empty: it must be an object");
        require(request.id, "id");
        require(request.name, "name");
        require(request.backup, "backup");
        require(request.takenAt, "takenAt");
        try {
            request.taken();
        } catch (DateTimeParseException e) {
            throw new RestoreRefusedException("The request's 'takenAt' is no time: use e.g. 2026-11-18T02:15:03Z");
        }
        if (request.orders.isEmpty() || request.orders.size() > MOST_ORDERS) {
            throw new RestoreRefusedException("The request must name 1 to " + MOST_ORDERS
                    + " orders in 'orders', it names " + request.orders.size());
        }
        return request;
    }

    /** When the backup was taken. */
    public Instant taken() {
        return Instant.parse(takenAt);
    }

    private static void require(String value, String field) {
        if (value == null || value.isBlank()) {
            throw new RestoreRefusedException("The request lacks '" + field + "'");
        }
    }
}
