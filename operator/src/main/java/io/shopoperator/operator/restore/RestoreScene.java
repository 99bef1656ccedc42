package io.shopoperator.operator.restore;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen of a restore when a reconciliation began.
 *
 * @param shop the shop that orders are put back into, if it is there
 * @param backups the backups of that shop
 * @param siblings all restores of that shop, this one among them
 * @param jobs the restore's own Jobs
 * @param pods the pods of restores
 */
record RestoreScene(
        ShopRestore restore,
        Optional<Shop> shop,
        List<ShopBackup> backups,
        List<ShopRestore> siblings,
        List<Job> jobs,
        List<Pod> pods,
        OperatorSettings settings,
        Instant now) {

    /** How far the restore has come. */
    Phase phase() {
        return phase(restore);
    }

    static Phase phase(ShopRestore restore) {
        ShopRestoreStatus status = restore.getStatus();
        return status == null || status.phase() == null ? Phase.PENDING : status.phase();
    }

    /** Whether the whole shop is put back, and not single orders. */
    boolean isWhole() {
        return restore.getSpec().scope().full() != null;
    }

    /** The restore whose old database this one brings back, if it is still there. */
    Optional<ShopRestore> former() {
        return siblings.stream()
                .filter(sibling -> sibling.getMetadata()
                        .getName()
                        .equals(restore.getSpec().from().restoreRef().name()))
                .findFirst();
    }

    /** How far the Job that does this work has come. */
    JobState state(RestoreJob.Work work) {
        return state(work, container(work));
    }

    /** The same, by what this container of its pods says. */
    JobState state(RestoreJob.Work work, String container) {
        return JobState.of(
                jobs.stream()
                        .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
                        .filter(job -> job.getMetadata().getName().equals(RestoreJob.name(restore, work)))
                        .findFirst(),
                pods,
                container);
    }

    /** A pod of a run that was taken away but still is at work: never two at one database. */
    Optional<Word> left() {
        return ToolsJob.left(jobs, pods, RestoreJob.LABEL, restore.getMetadata().getName());
    }

    private String container(RestoreJob.Work work) {
        if (work == RestoreJob.Work.CLEAN) return WholeRestoreJob.REMOVAL;
        return isWhole() ? WholeRestoreJob.CONTAINER : RestoreJob.CONTAINER;
    }

    /** The backup that the status names, if it is still there. */
    Optional<ShopBackup> backup() {
        return backups.stream()
                .filter(backup -> backup.getMetadata()
                        .getName()
                        .equals(restore.getStatus().backup()))
                .findFirst();
    }

    /** Where the orders come from, if it is still there. */
    Optional<RestoreSource.From> source() {
        String time = restore.getSpec().from().time();
        return time == null
                ? backup().map(backup -> new RestoreSource.From(
                        backup.getStatus().id(), backup.getStatus().startedAt()))
                : Optional.of(new RestoreSource.From(time, time));
    }
}
