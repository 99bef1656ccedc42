package io.shopoperator.shop.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.shopoperator.shop.restore.Preview.Action;
import io.shopoperator.shop.restore.Preview.Step;
import io.shopoperator.shop.restore.RestoreLog.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts orders back from a database that holds a backup: all of them in one transaction, or none. Other orders, stock and prices are not
 * touched. One restore runs at a time; the same restore again changes nothing.
 */
public final class OrderRestore {
    /** Any number will do, as long as all restores use the same. */
    private static final long ONE_AT_A_TIME = 7_305_819_226L;

    /** A message is short; the preview tells more. */
    private static final int MOST_TOLD = 5;

    /** Classes of SQL states. */
    private static final String CONNECTION_FAILED = "08";

    private static final String SERVER_STOPPED = "57P";

    private final Connection live;
    private final Connection stored;
    private final RestoreRequest request;

    /** From {@code stored}, which has the schema of {@code live} and at least the wanted orders, to {@code live}. */
    public OrderRestore(Connection live, Connection stored, RestoreRequest request) {
        this.live = live;
        this.stored = stored;
        this.request = request;
    }

    /**
     * Does it, or tells what it would do if the request is a dry run.
     *
     * @throws RestoreRefusedException if it cannot be done as asked; nothing was changed
     * @throws RestoreInDoubtException if nobody knows whether it was done
     */
    public RestoreOutcome run() throws SQLException {
        live.setAutoCommit(false);
        try {
            RestoreOutcome outcome = inTransaction();
            if (outcome.applied()) commit();
            else live.rollback();
            return outcome;
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private RestoreOutcome inTransaction() throws SQLException {
        lock();
        Optional<RestoreOutcome> earlier = new RestoreLog(live).outcome(request.id());
        if (earlier.isPresent()) return earlier.get();
        OrderRows rows = new OrderRows(live);
        OrderDifference difference = new OrderDifference(rows.parts());
        Preview preview = preview(rows, difference);
        if (request.dryRun()) return outcome(false, preview);
        refuse(preview);
        apply(preview, rows, difference);
        return outcome(true, preview);
    }

    private void commit() throws SQLException {
        try {
            live.commit();
        } catch (SQLException e) {
            if (!connectionLost(e)) throw e;
            throw new RestoreInDoubtException(
                    "The connection to the database was lost while it confirmed (" + e.getMessage()
                            + "): all of the orders were put back or none. Repeat the restore with the same 'id', which tells",
                    e);
        }
    }

    private static boolean connectionLost(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith(CONNECTION_FAILED) || state.startsWith(SERVER_STOPPED);
    }

    /** If that fails, too, then the connection is lost and the server rolls back; what failed first is what is told. */
    private void rollBack(Exception failure) {
        try {
            live.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void lock() throws SQLException {
        try (PreparedStatement statement = live.prepareStatement(
                "select pg_advisory_xact_lock(?), set_config('shop.restore', ?, true), set_config('shop.actor', ?, true)")) {
            statement.setLong(1, ONE_AT_A_TIME);
            statement.setString(2, request.id());
            statement.setString(3, "restore " + request.name());
            statement.execute();
        }
    }

    private Preview preview(OrderRows here, OrderDifference difference) throws SQLException {
        OrderRows there = new OrderRows(stored);
        List<Step> steps = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        List<Long> deletedThere = new ArrayList<>();
        for (long number : request.orders()) {
            Optional<JsonNode> wanted = there.of(number);
            if (wanted.isEmpty()) {
                unknown.add(number);
            } else if (difference.deleted(wanted.get())) {
                deletedThere.add(number);
            } else {
                hold(number);
                steps.add(step(number, here.of(number), wanted.get(), difference));
            }
        }
        if (!unknown.isEmpty()) {
            throw new RestoreRefusedException("The backup " + request.backup() + " has no order " + list(unknown)
                    + ": correct the numbers, or choose a backup from a time when the order was there");
        }
        if (!deletedThere.isEmpty()) {
            throw new RestoreRefusedException("In the backup " + request.backup() + " order " + list(deletedThere)
                    + " is deleted, too: choose an older backup");
        }
        return new Preview(List.copyOf(steps));
    }

    /** Nobody changes the order between the look and the write. */
    private void hold(long number) throws SQLException {
        try (PreparedStatement statement =
                live.prepareStatement("select from shop_order where number = ? for update")) {
            statement.setLong(1, number);
            statement.execute();
        }
    }

    private Step step(long number, Optional<JsonNode> here, JsonNode wanted, OrderDifference difference)
            throws SQLException {
        if (here.isEmpty()) {
            refuseTaken(number, difference.row(wanted));
            return new Step(number, Action.ADD, null, null, wanted);
        }
        JsonNode now = difference.withoutCustomer(here.get());
        List<String> differences = difference.between(now, wanted);
        boolean deleted = difference.deleted(now);
        if (!differences.isEmpty()) {
            refuseAnother(number, difference.row(now), difference.row(wanted));
            String text = "Order " + number + (deleted ? " is deleted in the admin and" : "") + " differs in "
                    + String.join(", ", differences);
            return new Step(number, Action.CONFLICT, text, now, wanted);
        }
        return new Step(number, deleted ? Action.UNDELETE : Action.UNCHANGED, null, now, wanted);
    }

    /** Internal numbers and tokens are never given twice, unless the shop went on from another state than the backup's. */
    private void refuseTaken(long number, JsonNode row) throws SQLException {
        try (PreparedStatement statement = live.prepareStatement(
                "select number from shop_order where id = ? or token = ? or idempotency_key = ?::uuid limit 1")) {
            statement.setLong(1, row.get("id").asLong());
            statement.setString(2, row.get("token").asText());
            statement.setString(3, row.get("idempotency_key").asText());
            try (ResultSet taken = statement.executeQuery()) {
                if (taken.next()) {
                    throw new RestoreRefusedException(
                            "Order " + number + " cannot be put back: order " + taken.getLong(1)
                                    + " has its internal number. The shop has gone on from another state than that of the backup");
                }
            }
        }
    }

    /** Of a shop that went back in time and gave the number anew: there is no state of this order to put in place. */
    private void refuseAnother(long number, JsonNode here, JsonNode wanted) {
        if (request.onConflict() == OnConflict.REPLACE && !here.get("id").equals(wanted.get("id"))) {
            throw new RestoreRefusedException("Order " + number
                    + " cannot be replaced: under this number the shop has another order than the backup, as it has gone on from another state. "
                    + "Leave it out, or set onConflict to Skip");
        }
    }

    private void refuse(Preview preview) {
        String approved = request.approvedDiff();
        if (approved != null && !approved.isBlank() && !approved.equals(preview.fingerprint())) {
            throw new RestoreRefusedException(
                    "What would be done is not what was approved (" + approved + ") but " + preview.fingerprint()
                            + ", as the shop has changed since: look at the new preview and approve that");
        }
        List<Step> conflicts = preview.steps(Action.CONFLICT);
        if (request.onConflict() == OnConflict.FAIL && !conflicts.isEmpty()) {
            String more = conflicts.size() > MOST_TOLD ? ". So do " + (conflicts.size() - MOST_TOLD) + " more" : "";
            throw new RestoreRefusedException(
                    conflicts.stream().limit(MOST_TOLD).map(Step::text).collect(Collectors.joining(". ")) + more
                            + ". Nothing was put back: leave these orders out, or set onConflict to Skip or Replace");
        }
    }

    private void apply(Preview preview, OrderRows rows, OrderDifference difference) throws SQLException {
        OrderWriter writer = new OrderWriter(live, rows.parts());
        RestoreLog log = new RestoreLog(live);
        // before the orders, as a checkout does: in another order the two could wait for one another
        writer.neverGiveAgain(request.orders().getLast());
        for (Step step : preview.steps()) {
            Entry done = apply(step, writer, difference);
            log.write(request, step.number(), done, done == Entry.REPLACED ? step.here() : null);
        }
    }

    private Entry apply(Step step, OrderWriter writer, OrderDifference difference) throws SQLException {
        return switch (step.action()) {
            case ADD -> {
                writer.add(step.stored(), difference);
                yield Entry.ADDED;
            }
            case UNDELETE -> {
                writer.undelete(step.number());
                yield Entry.UNDELETED;
            }
            case CONFLICT -> {
                if (request.onConflict() != OnConflict.REPLACE) yield Entry.SKIPPED;
                writer.replace(step.here(), step.stored(), difference);
                yield Entry.REPLACED;
            }
            case UNCHANGED -> Entry.UNCHANGED;
        };
    }

    private RestoreOutcome outcome(boolean applied, Preview preview) {
        List<Long> conflicts = preview.numbers(Action.CONFLICT);
        boolean replace = request.onConflict() == OnConflict.REPLACE;
        return new RestoreOutcome(
                applied,
                preview.fingerprint(),
                preview.numbers(Action.ADD),
                preview.numbers(Action.UNDELETE),
                replace ? conflicts : List.of(),
                preview.numbers(Action.UNCHANGED),
                request.onConflict() == OnConflict.SKIP ? conflicts : List.of(),
                applied
                        ? List.of()
                        : preview.steps(Action.CONFLICT).stream()
                                .map(Step::text)
                                .toList());
    }

    private static String list(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
