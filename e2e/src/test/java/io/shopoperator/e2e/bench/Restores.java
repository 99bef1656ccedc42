package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestRestores;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Restores of one shop, timed as whoever asks for them waits: from the approved object to its success, starts of pods included. */
record Restores(TestShop shop) {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /**
     * One restore.
     *
     * @param waited from the object's creation to its success
     * @param phases what of that each phase took
     * @param containers what each container of its pods took, by the node's clock, in whole seconds
     */
    record Restored(Duration waited, Map<Phase, Duration> phases, Map<String, Duration> containers) {
        @Override
        public String toString() {
            return "%.1f s (%s; containers: %s)".formatted(seconds(waited), told(phases), told(containers));
        }

        private static String told(Map<?, Duration> times) {
            return times.entrySet().stream()
                    .map(time -> "%s %.1f".formatted(time.getKey(), seconds(time.getValue())))
                    .collect(Collectors.joining(", "));
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1000.0;
        }
    }

    /** Deletes an order by force, with all that belongs to it, and has it brought back from a backup; it must be the same then. */
    Restored order(String name, String backup, long number) {
        String before = fingerprint(number);
        shop.database().query("""
                set session_replication_role = replica;
                delete from order_line where order_id = (select id from shop_order where number = %1$d);
                delete from order_revision where order_id = (select id from shop_order where number = %1$d);
                delete from shop_order where number = %1$d
                """.formatted(number));
        Restored restored = run(name, backup, "orders: {numbers: [" + number + "]}");
        String after = fingerprint(number);
        if (before.isBlank() || !after.equals(before)) {
            throw new IllegalStateException(
                    "Order " + number + " was '" + before + "' and came back as '" + after + "'");
        }
        return restored;
    }

    /** Brings the whole shop back to a backup. */
    Restored whole(String name, String backup) {
        return run(name, backup, "full: {sessions: Keep}");
    }

    private String fingerprint(long number) {
        return shop.database().query("""
                        select hash || ' ' || (select count(*) from order_revision r join shop_order o on o.id = r.order_id where o.number = %1$d)
                        from shop_contract.order_hash where number = %1$d
                        """.formatted(number));
    }

    private Restored run(String name, String backup, String scope) {
        Map<Phase, Duration> phases = new LinkedHashMap<>();
        Map<String, Duration> containers = new LinkedHashMap<>();
        long begin = System.nanoTime();
        long[] seen = {begin};
        new TestRestores(shop)
                .ask(name, "from: {backupRef: {name: %s}}, scope: {%s}, dryRun: false".formatted(backup, scope));
        Await.within(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            ShopRestoreStatus status = Cluster.client()
                    .resources(ShopRestore.class)
                    .inNamespace(shop.namespace())
                    .withName(name)
                    .get()
                    .getStatus();
            Phase phase = status == null ? Phase.PENDING : status.phase();
            if (phase == Phase.FAILED) {
                throw new IllegalStateException("The restore " + name + " failed: " + status.conditions());
            }
            long now = System.nanoTime();
            phases.merge(phase, Duration.ofNanos(now - seen[0]), Duration::plus);
            seen[0] = now;
            look(name, containers);
            return phase == Phase.SUCCEEDED;
        });
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        phases.remove(Phase.SUCCEEDED);
        return new Restored(waited, phases, containers);
    }

    /** Jobs are removed with the result, so their pods are looked at while they are there. */
    private void look(String name, Map<String, Duration> containers) {
        for (Pod pod : Cluster.client()
                .pods()
                .inNamespace(shop.namespace())
                .withLabel("shop-operator.io/restore", name)
                .list()
                .getItems()) {
            Stream.concat(
                            pod.getStatus().getInitContainerStatuses().stream(),
                            pod.getStatus().getContainerStatuses().stream())
                    .filter(status -> status.getState().getTerminated() != null)
                    .forEach(status -> containers.put(status.getName(), time(status)));
        }
    }

    private static Duration time(ContainerStatus status) {
        ContainerStateTerminated run = status.getState().getTerminated();
        return Duration.between(Instant.parse(run.getStartedAt()), Instant.parse(run.getFinishedAt()));
    }
}
