package io.shopoperator.operator.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week. Where both kinds of days are given, either will
 * do, as in cron. A time that a clock change leaves out is run an hour later, one that comes twice is run the first time.
 */
public final class CronExpression {
    /** 29 February may be eight years away. */
    private static final int FARTHEST_DAYS = 9 * 366;

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private CronExpression(String[] fields) {
        minutes = field(fields[0], "minute", 0, 59, List.of(), 0);
        hours = field(fields[1], "hour", 0, 23, List.of(), 0);
        days = field(fields[2], "day of the month", 1, 31, List.of(), 0);
        months = field(fields[3], "month", 1, 12, MONTHS, 1);
        weekdays = field(fields[4], "day of the week", 0, 7, WEEKDAYS, 0);
        if (weekdays.get(7)) weekdays.set(0);
        anyDay = fields[2].startsWith("*");
        anyWeekday = fields[4].startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or names no time at all; the message says what is wrong
     */
    public static CronExpression of(String text) {
        String[] fields = text.strip().split(" +");
        if (fields.length != 5) {
            throw new IllegalArgumentException("it has " + fields.length + " fields instead of 5");
        }
        CronExpression cron = new CronExpression(fields);
        if (cron.next(Instant.EPOCH, ZoneId.of("UTC")).isEmpty()) {
            throw new IllegalArgumentException("no month has such a day");
        }
        return cron;
    }

    /** The last time at or before a moment. */
    public Optional<Instant> last(Instant moment, ZoneId zone) {
        // a day that begins late may reach into the next
        LocalDate from = LocalDate.ofInstant(moment, zone).plusDays(1);
        return search(from, -1, zone, time -> !time.isAfter(moment), (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The first time after a moment. */
    public Optional<Instant> next(Instant moment, ZoneId zone) {
        LocalDate from = LocalDate.ofInstant(moment, zone).minusDays(1);
        return search(from, 1, zone, time -> time.isAfter(moment), (a, b) -> a.isBefore(b) ? a : b);
    }

    private Optional<Instant> search(
            LocalDate from, int step, ZoneId zone, Predicate<Instant> wanted, BinaryOperator<Instant> nearer) {
        for (int i = 0; i < FARTHEST_DAYS; i++) {
            LocalDate date = from.plusDays((long) step * i);
            if (!matches(date)) continue;
            Optional<Instant> found = hours.stream()
                    .boxed()
                    .flatMap(hour -> minutes.stream().mapToObj(minute -> LocalTime.of(hour, minute)))
                    .map(time -> date.atTime(time).atZone(zone).toInstant())
                    .filter(wanted)
                    .reduce(nearer);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private boolean matches(LocalDate date) {
        if (!months.get(date.getMonthValue())) return false;
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }

    /** The values of a field; {@code firstName} is the value that the first name stands for. */
    private static BitSet field(String text, String name, int least, int most, List<String> names, int firstName) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            String[] range = stepped[0].split("-", -1);
            if (stepped.length > 2 || range.length > 2) throw wrong(name, part, least, most);
            boolean all = stepped[0].equals("*");
            int from = all ? least : value(range[0], name, least, most, names, firstName);
            int to = all || range.length == 1 && stepped.length == 2
                    ? most
                    : value(range[range.length - 1], name, least, most, names, firstName);
            int step = stepped.length == 2 ? value(stepped[1], name, 1, most, List.of(), 0) : 1;
            if (from > to) throw wrong(name, part, least, most);
            for (int value = from; value <= to; value += step) values.set(value);
        }
        return values;
    }

    private static int value(String text, String name, int least, int most, List<String> names, int firstName) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (named >= 0) return named + firstName;
        if (!text.matches("[0-9]{1,2}")) throw wrong(name, text, least, most);
        int value = Integer.parseInt(text);
        if (value < least || value > most) throw wrong(name, text, least, most);
        return value;
    }

    private static IllegalArgumentException wrong(String name, String text, int least, int most) {
        return new IllegalArgumentException("'" + text + "' is no " + name + ": use numbers from " + least + " to "
                + most + ", *, a-b, */n or lists of them");
    }
}
