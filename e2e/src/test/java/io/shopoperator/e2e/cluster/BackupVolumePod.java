package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hands at the volume of a shop's backups: a pod of the tools image that mounts it, and the backup program beside it. */
public record BackupVolumePod(TestShop shop) {
    private static final String NAME = "hands";

    /** Starts it; there must have been a backup, with which the volume is made. */
    public BackupVolumePod start() {
        Cluster.client()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: %s, namespace: %s}
                        spec:
                          automountServiceAccountToken: false
                          terminationGracePeriodSeconds: 0
                          securityContext: {runAsNonRoot: true, runAsUser: 100, runAsGroup: 102, fsGroup: 102, seccompProfile: {type: RuntimeDefault}}
                          containers:
                            - name: %1$s
                              image: %s
                              command: [sleep, infinity]
                              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                              volumeMounts: [{name: program, mountPath: /program}, {name: destination, mountPath: /destination}]
                          volumes:
                            - {name: program, configMap: {name: %4$s-backup}}
                            - {name: destination, persistentVolumeClaim: {claimName: %4$s-backup}}
                        """.formatted(NAME, shop.namespace(), Cluster.image("base/tools:17"), shop.name()), Pod.class))
                .create();
        Await.pods()
                .until(() -> TestShop.isReady(Cluster.client()
                        .pods()
                        .inNamespace(shop.namespace())
                        .withName(NAME)
                        .get()));
        return this;
    }

    /** The ids of all that is a backup, the oldest first. */
    public List<String> ids() {
        return run("find . -mindepth 2 -maxdepth 2 -name manifest.json | cut -d/ -f2 | sort")
                .lines()
                .toList();
    }

    /** The orders of a backup and their fingerprints, as the backup says itself. */
    public List<String> orders(String id) {
        return run("zstd -dc \"$1/orders.tsv.zst\"", id).lines().toList();
    }

    /** Makes a backup older, as if the clocks of all who have made it had been behind. */
    public void move(String id, String to, long seconds) {
        run("""
                . /program/manifest.sh
                mv "$1" "$2"
                jq --arg id "$2" --argjson seconds "$3" '.id = $id | (.startedAt, .completedAt, .databaseTime) |= (fromdate - $seconds | todate)' "$2/manifest.json" >/tmp/moved
                jq --arg sum "$(manifest_sum </tmp/moved)" '.checksum = $sum' /tmp/moved >"$2/manifest.json"
                """, id, to, String.valueOf(seconds));
    }

    /** Changes one bit in the middle of the largest file of a backup. */
    public void damage(String id) {
        run("""
                file=$(find "$1" -type f -printf '%s %p\n' | sort -n | tail -n 1 | cut -d' ' -f2)
                middle=$(($(stat -c %s "$file") / 2))
                byte=$(od -An -tu1 -j "$middle" -N 1 "$file")
                printf "\\x$(printf %02x $((byte ^ 1)))" | dd of="$file" bs=1 seek="$middle" conv=notrunc status=none
                """, id);
    }

    /** Runs a script among the backups of the shop. */
    private String run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                "cd /destination/" + shop.namespace() + "/" + shop.name() + "\n" + script,
                "hands"));
        command.addAll(Arrays.asList(arguments));
        return PodProgram.run(shop.namespace(), NAME, NAME, command.toArray(String[]::new));
    }
}
