package io.shopoperator.shop.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.shopoperator.shop.digest.Sha256;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a restore does, order by order.
 *
 * @param steps one per order, by its number
 */
public record Preview(List<Step> steps) {
    private static final int FINGERPRINT_DIGITS = 16;

    /** What is done with one order. */
    public enum Action {
        /** It is not there and is put back. */
        ADD,
        /** It was deleted in the admin and is else as in the backup. */
        UNDELETE,
        /** It differs from the backup. */
        CONFLICT,
        /** It is there as in the backup. */
        UNCHANGED
    }

    /**
     * One order.
     *
     * @param number its number
     * @param action what is done with it
     * @param text for a conflict, in what it differs
     * @param here its rows in the shop, null if it is not there
     * @param stored its rows in the backup
     */
    public record Step(long number, Action action, String text, JsonNode here, JsonNode stored) {}

    /** The numbers of the orders that something is to be done with. */
    public List<Long> numbers(Action action) {
        return steps(action).stream().map(Step::number).toList();
    }

    List<Step> steps(Action action) {
        return steps.stream().filter(step -> step.action() == action).toList();
    }

    /** Changes when anything changes that was told: what is there, what is in the backup, what would be done. */
    public String fingerprint() {
        String told = steps.stream()
                .map(step -> step.number() + " " + step.action() + " " + step.here() + " " + step.stored())
                .collect(Collectors.joining("\n"));
        return Sha256.hex(told, FINGERPRINT_DIGITS);
    }
}
