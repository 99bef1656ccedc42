package io.shopoperator.operator.restore;

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
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.kube.Children;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Takes each restore from its turn to its end, once: look, decide, carry out, tell. */
@ControllerConfiguration(
        name = "shop-restore",
        fieldManager = ShopLabels.OPERATOR,
        // JOSDK 5.3 would swallow a spec change that races a status patch
        informer = @Informer(comparableResourceVersions = false),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 2000, maxInterval = 300_000)
public class ShopRestoreReconciler implements Reconciler<ShopRestore> {
    private final OperatorSettings settings;
    private final Clock clock;

    public ShopRestoreReconciler(OperatorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ShopRestore>> prepareEventSources(EventSourceContext<ShopRestore> context) {
        context.getPrimaryCache().addIndexers(Map.of(RestoreSources.SHOP, RestoreSources::shop));
        return RestoreSources.all(context);
    }

    @Override
    public UpdateControl<ShopRestore> reconcile(ShopRestore restore, Context<ShopRestore> context) {
        if (restore.isMarkedForDeletion()) return UpdateControl.noUpdate();
        RestorePlan plan = RestorePlan.of(observe(restore, context));
        Children<ShopRestore> children = new Children<>(restore, context);
        // the status first: a Job that is gone while its result is not told would be run again for nothing
        if (!plan.status().equals(restore.getStatus())) {
            children.tell(RestorePlan.patch(restore, plan.status()));
        }
        plan.ensure().ifPresent(children::ensure);
        plan.start().ifPresent(children::create);
        plan.obsolete().forEach(children::delete);
        UpdateControl<ShopRestore> control = UpdateControl.noUpdate();
        return plan.again().map(control::rescheduleAfter).orElse(control);
    }

    private RestoreScene observe(ShopRestore restore, Context<ShopRestore> context) {
        return new RestoreScene(
                restore,
                RestoreSources.shop(restore, context),
                RestoreSources.backups(restore, context),
                context.getPrimaryCache().byIndex(RestoreSources.SHOP, RestoreSources.key(restore)).stream()
                        .map(sibling -> sibling.getMetadata()
                                        .getUid()
                                        .equals(restore.getMetadata().getUid())
                                ? restore
                                : sibling)
                        .filter(sibling -> !sibling.isMarkedForDeletion())
                        .sorted(Comparator.comparing(
                                sibling -> sibling.getMetadata().getName()))
                        .toList(),
                context.getSecondaryResourcesAsStream(Job.class)
                        .filter(job -> Owners.owns(restore, job))
                        .toList(),
                context.getSecondaryResourcesAsStream(Pod.class).toList(),
                settings,
                clock.instant());
    }
}
