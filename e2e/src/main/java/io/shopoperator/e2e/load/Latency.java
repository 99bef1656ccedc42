package io.shopoperator.e2e.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Times from the moment a request was due to the last byte of its answer, in milliseconds. */
public record Latency(long requests, double p50, double p90, double p99, double p999, double max) {
    static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(90) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getValueAtPercentile(99.9) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d requests: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                requests,
                p50,
                p90,
                p99,
                p999,
                max);
    }
}
