package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.ShopBackupStatus.Phase;
import io.shopoperator.operator.kube.Children;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.metrics.BackupMetrics;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Takes each backup from its turn to its end: look, decide, carry out, tell. */
@ControllerConfiguration(
        name = "shop-backup",
        fieldManager = ShopLabels.OPERATOR,
        // JOSDK 5.3 would swallow a spec change that races a status patch
        informer = @Informer(comparableResourceVersions = false),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 2000, maxInterval = 300_000)
public class ShopBackupReconciler implements Reconciler<ShopBackup> {
    private final OperatorSettings settings;
    private final BackupMetrics metrics;
    private final Clock clock;

    public ShopBackupReconciler(OperatorSettings settings, BackupMetrics metrics, Clock clock) {
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ShopBackup>> prepareEventSources(EventSourceContext<ShopBackup> context) {
        context.getPrimaryCache().addIndexers(Map.of(BackupSources.SHOP, BackupSources::shop));
        return BackupSources.all(context);
    }

    @Override
    public UpdateControl<ShopBackup> reconcile(ShopBackup backup, Context<ShopBackup> context) {
        if (backup.isMarkedForDeletion()) return UpdateControl.noUpdate();
        BackupPlan plan = BackupPlan.of(observe(backup, context));
        Children<ShopBackup> children = new Children<>(backup, context);
        // the status first: a Job that is gone while its result is not told would be run again for nothing
        if (!plan.gone() && !plan.status().equals(backup.getStatus())) {
            children.tell(BackupStatuses.patch(backup, plan.status()));
            measure(BackupScene.phase(backup), plan.status());
        }
        plan.start().ifPresent(children::create);
        plan.obsolete().forEach(children::delete);
        if (plan.gone()) {
            children.delete(backup);
            return UpdateControl.noUpdate();
        }
        UpdateControl<ShopBackup> control = UpdateControl.noUpdate();
        return plan.again().map(control::rescheduleAfter).orElse(control);
    }

    private void measure(Phase before, ShopBackupStatus after) {
        if (before == after.phase()) return;
        if (before == Phase.RUNNING && after.phase() == Phase.SUCCEEDED) {
            metrics.made(Duration.between(Instant.parse(after.startedAt()), clock.instant()));
        } else if (before == Phase.RUNNING && after.phase() == Phase.FAILED) {
            metrics.failed();
        } else if (before == Phase.VERIFYING && after.verification() != null) {
            switch (after.verification().result()) {
                case VERIFIED -> metrics.verified();
                case FAILED -> metrics.refuted();
                case UNFINISHED -> metrics.unverified();
            }
        }
    }

    private BackupScene observe(ShopBackup backup, Context<ShopBackup> context) {
        Optional<Shop> shop = BackupSources.shop(backup, context);
        return new BackupScene(
                backup,
                shop,
                context.getPrimaryCache().byIndex(BackupSources.SHOP, BackupSources.key(backup)).stream()
                        .map(sibling -> sibling.getMetadata()
                                        .getUid()
                                        .equals(backup.getMetadata().getUid())
                                ? backup
                                : sibling)
                        .filter(sibling -> !sibling.isMarkedForDeletion())
                        .sorted(Comparator.comparing(
                                sibling -> sibling.getMetadata().getName()))
                        .toList(),
                context.getSecondaryResourcesAsStream(Job.class)
                        .filter(job -> Owners.owns(backup, job))
                        .toList(),
                context.getSecondaryResourcesAsStream(Pod.class).toList(),
                // only what is about to begin is asked for, so that backups at rest cost no request
                shop.filter(there -> BackupScene.phase(backup) == Phase.PENDING)
                        .flatMap(there -> Hindrances.of(there, new Namespaced(there, context)::find)),
                settings,
                clock.instant());
    }

    private record Namespaced(Shop shop, Context<ShopBackup> context) {
        <R extends HasMetadata> Optional<R> find(Class<R> kind, String name) {
            return Optional.ofNullable(context.getClient()
                    .resources(kind)
                    .inNamespace(shop.getMetadata().getNamespace())
                    .withName(name)
                    .get());
        }
    }
}
