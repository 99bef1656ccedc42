package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupSpec;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.api.v1alpha1.ShopReference;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.VerificationStatus;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.backup.BackupJob.Work;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop, its backups and what their Jobs came to. */
final class Scenes {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final List<ShopBackup> siblings = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private Optional<Shop> shop = Optional.of(shop("{}"));
    private Optional<Word> hindrance = Optional.empty();
    private Instant now = NOW;

    static Shop shop(String backup) {
        return new KubernetesSerialization().unmarshal("""
                kind: Shop
                metadata: {name: tee, namespace: shops, uid: 11111111-2222-3333-4444-555555555555, creationTimestamp: "2026-10-01T12:00:00Z"}
                spec: {image: i, host: h, backup: %s}
                """.formatted(backup), Shop.class);
    }

    /** The number is that of its uid; {@code completedAt} null for one that is not there yet. */
    static ShopBackup backup(int number, String created, Phase phase, String completedAt, VerificationStatus proof) {
        ShopBackup backup = new ShopBackup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withName("tee-" + number)
                .withNamespace("shops")
                .withUid("0000000%d-aaaa-bbbb-cccc-dddddddddddd".formatted(number))
                .withGeneration(1L)
                .withCreationTimestamp(created)
                .build());
        backup.setSpec(new ShopBackupSpec(new ShopReference("tee"), false, false));
        if (phase != null) {
            boolean begun = phase != Phase.PENDING;
            backup.setStatus(new ShopBackupStatus(
                    1L,
                    phase,
                    List.of(),
                    begun ? BackupNames.id(backup) : null,
                    begun ? (long) number : null,
                    begun ? created : null,
                    completedAt,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    proof,
                    null,
                    null,
                    null));
        }
        return backup;
    }

    Scenes with(ShopBackup... others) {
        siblings.addAll(List.of(others));
        return this;
    }

    Scenes withoutShop() {
        shop = Optional.empty();
        return this;
    }

    /** The shop's destination is being read, or has been. */
    Scenes ledger(String readAt) {
        LedgerStatus ledger = new LedgerStatus("d", "2026-11-23T11:00:00Z", readAt, null, 0, null, null);
        shop.orElseThrow()
                .setStatus(new ShopStatus(
                        1L,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BackupStatus(null, null, null, null, null, null, null, null, ledger, null),
                        null,
                        null));
        return this;
    }

    Scenes hinderedBy(Word word) {
        hindrance = Optional.of(word);
        return this;
    }

    Scenes at(String time) {
        now = Instant.parse(time);
        return this;
    }

    /** A Job that failed since the kernel ended its program. */
    Scenes outOfMemory(ShopBackup backup, Work work) {
        return job(
                backup,
                work,
                "Failed",
                new ContainerStateTerminatedBuilder()
                        .withReason("OOMKilled")
                        .withExitCode(137)
                        .build());
    }

    /** A Job of a backup with a condition, null while it runs, and what its pod left behind. */
    Scenes job(ShopBackup backup, Work work, String condition, String said) {
        return job(
                backup,
                work,
                condition,
                said == null
                        ? null
                        : new ContainerStateTerminatedBuilder()
                                .withMessage(said)
                                .build());
    }

    private Scenes job(ShopBackup backup, Work work, String condition, ContainerStateTerminated end) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName(BackupNames.job(backup, work))
                .withUid("job-" + work)
                .withOwnerReferences(Owners.reference(backup))
                .endMetadata();
        if (condition != null) {
            job.withNewStatus()
                    .addNewCondition()
                    .withType(condition)
                    .withStatus("True")
                    .withLastTransitionTime("2026-11-23T11:59:00Z")
                    .endCondition()
                    .endStatus();
        }
        jobs.add(job.build());
        if (end != null) {
            pods.add(new PodBuilder()
                    .withNewMetadata()
                    .withName("pod-" + work)
                    .withCreationTimestamp("2026-11-23T11:58:00Z")
                    .withOwnerReferences(Owners.reference(job.build()))
                    .endMetadata()
                    .withNewStatus()
                    .addNewContainerStatus()
                    .withName(BackupJob.CONTAINER)
                    .withNewState()
                    .withTerminated(end)
                    .endState()
                    .endContainerStatus()
                    .endStatus()
                    .build());
        }
        return this;
    }

    /** A pod whose Job is gone. */
    Scenes podWithoutJob(ShopBackup backup, String phase) {
        pods.clear();
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName("left")
                .withLabels(Map.of(BackupNames.LABEL, backup.getMetadata().getName()))
                .addNewOwnerReference()
                .withUid("gone")
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build());
        return this;
    }

    BackupScene of(ShopBackup backup) {
        List<ShopBackup> all = new ArrayList<>(siblings);
        if (!all.contains(backup)) all.add(backup);
        return new BackupScene(backup, shop, all, jobs, pods, hindrance, TestSettings.defaults(), now);
    }

    BackupPlan plan(ShopBackup backup) {
        return BackupPlan.of(of(backup));
    }
}
