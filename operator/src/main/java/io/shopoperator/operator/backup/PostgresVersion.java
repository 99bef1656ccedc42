package io.shopoperator.operator.backup;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL, 17.12 for one.
 *
 * @param minor 0 for what is not released yet
 */
record PostgresVersion(int major, int minor) implements Comparable<PostgresVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

    /** The version as PostgreSQL tells it: 17.12, 18beta1; {@code IllegalArgumentException} if it begins with no number. */
    static PostgresVersion of(String told) {
        Matcher matcher = FORM.matcher(told);
        if (!matcher.matches()) throw new IllegalArgumentException("No version of PostgreSQL: " + told);
        String minor = matcher.group(2);
        return new PostgresVersion(Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    }

    @Override
    public int compareTo(PostgresVersion other) {
        return Comparator.comparingInt(PostgresVersion::major)
                .thenComparingInt(PostgresVersion::minor)
                .compare(this, other);
    }
}
