package io.shopoperator.shop.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * VAT contained in a total.
 *
 * @param ratePercent the rate, e.g. 19
 * @param cents the tax
 */
public record Vat(BigDecimal ratePercent, long cents) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The tax per rate; shipping shares the rate of most of the goods' value, as tax law treats it as part of them. */
    public static List<Vat> of(List<OrderLine> lines, long shippingCents) {
        Map<BigDecimal, Long> gross = new TreeMap<>(Comparator.reverseOrder());
        for (OrderLine line : lines) {
            gross.merge(line.vatRatePercent().stripTrailingZeros(), line.totalCents(), Long::sum);
        }
        gross.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .ifPresent(rate -> gross.merge(rate, shippingCents, Long::sum));
        return gross.entrySet().stream()
                .map(entry -> new Vat(entry.getKey(), contained(entry.getValue(), entry.getKey())))
                .toList();
    }

    private static long contained(long grossCents, BigDecimal rate) {
        return BigDecimal.valueOf(grossCents)
                .multiply(rate)
                .divide(HUNDRED.add(rate), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The rate as people write it, e.g. {@code 19}. */
    public String rate() {
        return ratePercent.toPlainString();
    }
}
