package io.shopoperator.shop.restore.whole;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Walks over the rows that two databases have under the same numbers, side by side. */
final class Walk {
    /** So many numbers of each kind are told; three lists of them fit into the result of a command. */
    static final int MOST_TOLD = 50;

    private static final int ROWS_AT_A_TIME = 2000;

    /** Numbers that were met: the first of them, how many, and the sum of what they stand for. */
    static final class Found {
        private final List<Long> first = new ArrayList<>();
        private long count;
        private long sum;

        private void add(long number, long amount) {
            if (first.size() < MOST_TOLD) first.add(number);
            count++;
            sum += amount;
        }

        List<Long> first() {
            return List.copyOf(first);
        }

        long count() {
            return count;
        }

        long sum() {
            return sum;
        }
    }

    final Found onlyHere = new Found();
    final Found onlyThere = new Found();
    final Found different = new Found();
    private long there;

    private Walk() {}

    /** How many rows the second database has. */
    long countThere() {
        return there;
    }

    /**
     * Both connections are in a transaction, so that rows come in portions.
     *
     * @param sql a number, by which the rows are ordered; a text that tells whether they differ; an amount
     */
    static Walk over(Connection here, Connection there, String sql) throws SQLException {
        Walk walk = new Walk();
        try (PreparedStatement one = statement(here, sql);
                PreparedStatement other = statement(there, sql);
                ResultSet left = one.executeQuery();
                ResultSet right = other.executeQuery()) {
            walk.run(left, right);
        }
        return walk;
    }

    private static PreparedStatement statement(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(ROWS_AT_A_TIME);
        return statement;
    }

    private void run(ResultSet left, ResultSet right) throws SQLException {
        boolean more = left.next();
        boolean moreThere = right.next();
        while (more || moreThere) {
            int order = !moreThere ? -1 : !more ? 1 : Long.compare(left.getLong(1), right.getLong(1));
            if (order < 0) onlyHere.add(left.getLong(1), left.getLong(3));
            if (order > 0) onlyThere.add(right.getLong(1), right.getLong(3));
            if (order == 0 && !left.getString(2).equals(right.getString(2))) {
                different.add(left.getLong(1), left.getLong(3));
            }
            if (order >= 0) {
                there++;
                moreThere = right.next();
            }
            if (order <= 0) more = left.next();
        }
    }
}
