package io.shopoperator.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the framework counts of its own work, beside the operator's own meters. */
class FrameworkMetrics {
    private static final String EVENTS = "events.received";
    private static final String ACTION = "action";

    /**
     * Counts into the application's registry, which is there from the beginning and hands all its meters to Prometheus whenever that is
     * added. The Quarkus extension makes such a bean too, but its own counts nothing until Micrometer has bound it, and in the packaged
     * operator the framework asks for it earlier.
     */
    @Produces
    @Singleton
    @Unremovable
    Metrics metrics(MeterRegistry registry) {
        return MicrometerMetricsV2.newBuilder(registry).build();
    }

    /**
     * The framework counts events with an action and events without one under the same name. Prometheus refuses the second sort by an
     * exception, and the event would be lost with it.
     */
    @Produces
    @Singleton
    MeterFilter everyEventHasAnAction() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return EVENTS.equals(id.getName()) && id.getTag(ACTION) == null
                        ? id.withTag(Tag.of(ACTION, "none"))
                        : id;
            }
        };
    }
}
