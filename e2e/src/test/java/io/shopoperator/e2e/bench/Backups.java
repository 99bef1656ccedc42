package io.shopoperator.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.e2e.cluster.Await;
import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestBackups;
import io.shopoperator.e2e.cluster.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Backups of one shop to its default volume, and dumps without any of what makes a backup of them. */
record Backups(TestShop shop) {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String CONTAINER = "backup";
    private static final String RAW = "raw-dump";

    /** What anybody would do by hand: the same tables, jobs and compression, made safe as pg_dump makes it by itself. */
    private static final String RAW_DUMP = """
            set -euo pipefail
            cd /bindings/database
            printf '*:*:*:*:%s\\n' "$(sed 's/[\\\\:]/\\\\&/g' password)" >"$TMPDIR/pgpass"
            chmod 0600 "$TMPDIR/pgpass"
            export PGPASSFILE=$TMPDIR/pgpass PGHOST=$(cat host) PGPORT=$(cat port) PGDATABASE=$(cat database) PGUSER=$(cat username)
            echo begins
            pg_dump --format=directory --jobs="$JOBS" --compress=zstd:3 --file=/destination/raw
            echo is over
            rm -rf /destination/raw
            """;

    /** Asks for a backup and waits until it counts. */
    void make(String name) {
        new TestBackups(shop).ask(name, "");
        awaitStored(name);
    }

    /** The same, with the time its program took. */
    Runs.Run timed(String name) {
        new TestBackups(shop).ask(name, "");
        Runs.Run run = Runs.follow(() -> pod("shop-operator.io/backup", name), CONTAINER, "\"status\":");
        awaitStored(name);
        return run;
    }

    /** A raw dump by a pod that differs from that of a backup in nothing but its command: the same image, node, volume and bounds. */
    Runs.Run raw(Pod backup) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(RAW)
                .withNamespace(shop.namespace())
                // the database lets in who belongs to the shop
                .withLabels(labels(backup))
                .endMetadata()
                .withSpec(backup.getSpec())
                .editSpec()
                .editMatchingContainer(container -> CONTAINER.equals(container.getName()))
                .withCommand("bash", "-c", RAW_DUMP)
                .endContainer()
                .endSpec()
                .build();
        Cluster.client().resource(pod).create();
        var created = Cluster.client().pods().inNamespace(shop.namespace()).withName(RAW);
        Runs.Run run = Runs.follow(() -> Optional.ofNullable(created.get()), CONTAINER, "is over");
        Await.within(PATIENCE).until(() -> created.get().getStatus().getPhase().equals("Succeeded"));
        created.delete();
        Await.pods().until(() -> created.get() == null);
        return run;
    }

    ShopBackupStatus status(String name) {
        return Cluster.client()
                .resources(ShopBackup.class)
                .inNamespace(shop.namespace())
                .withName(name)
                .get()
                .getStatus();
    }

    private static Map<String, String> labels(Pod backup) {
        return Stream.of("part-of", "instance", "component")
                .map("app.kubernetes.io/"::concat)
                .collect(Collectors.toMap(
                        label -> label,
                        label -> backup.getMetadata().getLabels().get(label)));
    }

    private void awaitStored(String name) {
        Await.within(PATIENCE).until(() -> {
            ShopBackupStatus status = status(name);
            if (status != null && status.phase() == ShopBackupStatus.Phase.FAILED) {
                throw new IllegalStateException("The backup " + name + " failed: " + status.conditions());
            }
            return status != null && status.phase() == ShopBackupStatus.Phase.SUCCEEDED;
        });
    }

    private Optional<Pod> pod(String label, String value) {
        List<Pod> found = Cluster.client()
                .pods()
                .inNamespace(shop.namespace())
                .withLabel(label, value)
                .list()
                .getItems();
        return found.stream().findFirst();
    }
}
