package io.shopoperator.shop.admin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** A bar plot of one value per day, laid out for an SVG of {@link #WIDTH} by {@link #HEIGHT}; the same values go into a table. */
record Plot(String title, List<Bar> bars, List<Line> lines, long total) {
    static final int WIDTH = 400;
    static final int HEIGHT = 180;

    private static final int LEFT = 64;
    /** Room for half of the last day's label. */
    private static final int RIGHT = 30;

    private static final int TOP = 10;
    private static final int BOTTOM = 26;
    private static final int LINES = 4;
    private static final int LABEL_GAP = 8;
    private static final double BAR_SHARE = 0.72;
    private static final int LABEL_EVERY = 7;

    /** A value of a day. */
    record Day(LocalDate date, long value) {}

    /** A bar: where it stands, what it says; {@code label} is empty where there is no room. */
    record Bar(
            double x, double y, double width, double height, String day, String value, String label, double middle) {}

    /** A horizontal line with its value. */
    record Line(double y, String value) {}

    public int width() {
        return WIDTH;
    }

    public int height() {
        return HEIGHT;
    }

    public int left() {
        return LEFT;
    }

    public int labelRight() {
        return LEFT - LABEL_GAP;
    }

    public int labelBottom() {
        return HEIGHT - LABEL_GAP;
    }

    /**
     * A plot of these days; its scale goes up to {@code smallestTop} at least, so that days without anything have lines that make sense.
     */
    static Plot of(
            String title,
            List<Day> days,
            long smallestTop,
            LongFunction<String> format,
            Function<LocalDate, String> date) {
        long top = roundUp(
                Math.max(smallestTop, days.stream().mapToLong(Day::value).max().orElse(0)));
        double scale = (double) (HEIGHT - BOTTOM - TOP) / top;
        double step = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, days.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            double height = day.value() * scale;
            double x = LEFT + i * step + step * (1 - BAR_SHARE) / 2;
            String name = date.apply(day.date());
            bars.add(new Bar(
                    round(x),
                    round(HEIGHT - BOTTOM - height),
                    round(step * BAR_SHARE),
                    round(height),
                    name,
                    format.apply(day.value()),
                    i % LABEL_EVERY == (days.size() - 1) % LABEL_EVERY ? name : "",
                    round(LEFT + (i + 0.5) * step)));
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i <= LINES; i++) {
            long value = top * i / LINES;
            lines.add(new Line(round(HEIGHT - BOTTOM - value * scale), format.apply(value)));
        }
        return new Plot(title, bars, lines, days.stream().mapToLong(Day::value).sum());
    }

    /** The next value that is easy to read and divides by the number of lines. */
    static long roundUp(long value) {
        long unit = LINES;
        while (unit * 10 <= value) {
            unit *= 10;
        }
        for (long factor : new long[] {1, 2, 3, 5, 10}) {
            if (unit * factor >= value) {
                return unit * factor;
            }
        }
        return unit * 10;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
