package io.shopoperator.e2e.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts what the load did; used from one thread. */
final class Recorder {
    private static final int LOSSES_TOLD = 20_000;
    private static final long LONGEST_MICROS = 120_000_000;

    private final Map<String, Histogram> phases = new LinkedHashMap<>();
    private final Map<String, Long> lanes = new TreeMap<>();
    private final Map<String, Long> lostByLane = new TreeMap<>();
    private final Map<String, Long> lostByPhase = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<Customer.Step, Long> steps = new EnumMap<>(Customer.Step.class);
    private final Map<String, Map<Customer.Step, Histogram>> stepsOfPhases = new LinkedHashMap<>();
    private final List<Loss> losses = new ArrayList<>();
    private long requests;
    private long lost;

    /** An answer that was right. */
    void answered(String phase, Lane lane, Customer.Step step, String version, long micros) {
        count(lane, step);
        if (version != null) {
            versions.merge(version, 1L, Long::sum);
        }
        measure(phase, lane, step, micros);
    }

    /** A request without the right answer; it counts as slow, too, so that losing cannot make the load look faster. */
    void lost(String phase, Lane lane, Customer.Step step, PageRequest request, String why, long micros) {
        count(lane, step);
        lost++;
        lostByLane.merge(lane.name(), 1L, Long::sum);
        lostByPhase.merge(phase, 1L, Long::sum);
        measure(phase, lane, step, micros);
        if (losses.size() < LOSSES_TOLD) {
            losses.add(new Loss(Instant.now(), phase, lane.name(), request.method() + " " + request.path(), why));
        }
    }

    LoadResult result(Map<String, String> orders, long carts, long unstarted) {
        Map<String, Latency> latencies = new LinkedHashMap<>();
        phases.forEach((phase, histogram) -> latencies.put(phase, Latency.of(histogram)));
        Map<String, Map<Customer.Step, Latency>> latenciesOfSteps = new LinkedHashMap<>();
        stepsOfPhases.forEach((phase, ofSteps) -> ofSteps.forEach((step, histogram) -> latenciesOfSteps
                .computeIfAbsent(phase, name -> new EnumMap<>(Customer.Step.class))
                .put(step, Latency.of(histogram))));
        return new LoadResult(
                requests,
                lost,
                unstarted,
                carts,
                Map.copyOf(steps),
                new TreeMap<>(lanes),
                new TreeMap<>(lostByLane),
                new TreeMap<>(lostByPhase),
                new TreeMap<>(versions),
                latencies,
                latenciesOfSteps,
                List.copyOf(losses),
                new LinkedHashMap<>(orders));
    }

    private void count(Lane lane, Customer.Step step) {
        requests++;
        steps.merge(step, 1L, Long::sum);
        lanes.merge(lane.name(), 1L, Long::sum);
    }

    /** Slow clients are slow on purpose: their time says nothing about the shop. */
    private void measure(String phase, Lane lane, Customer.Step step, long micros) {
        if (lane.kind() != ClientKind.SLOW) {
            long bounded = Math.min(Math.max(micros, 1), LONGEST_MICROS);
            phases.computeIfAbsent(phase, name -> histogram()).recordValue(bounded);
            stepsOfPhases
                    .computeIfAbsent(phase, name -> new EnumMap<>(Customer.Step.class))
                    .computeIfAbsent(step, name -> histogram())
                    .recordValue(bounded);
        }
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }
}
