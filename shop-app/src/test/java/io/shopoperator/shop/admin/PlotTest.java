package io.shopoperator.shop.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void daysWithoutRevenueHaveAScaleOfWholeEuros() {
        assertThat(lines(plot(0, 4000))).containsExactly("0", "1000", "2000", "3000", "4000");
    }

    @Test
    void theScaleGrowsWithTheValues() {
        assertThat(lines(plot(9000, 4000))).containsExactly("0", "3000", "6000", "9000", "12000");
        assertThat(lines(plot(0, 4))).containsExactly("0", "1", "2", "3", "4");
    }

    private static Plot plot(long value, long smallestTop) {
        return Plot.of("", List.of(new Plot.Day(DAY, value)), smallestTop, Long::toString, LocalDate::toString);
    }

    private static List<String> lines(Plot plot) {
        return plot.lines().stream().map(Plot.Line::value).toList();
    }
}
