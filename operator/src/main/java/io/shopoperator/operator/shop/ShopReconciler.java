package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.quarkus.logging.Log;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.DeletionSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.operator.kube.Children;
import io.shopoperator.operator.metrics.BackupMetrics;
import io.shopoperator.operator.metrics.ShopMetrics;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.backup.Ledger;
import io.shopoperator.operator.shop.backup.PointInTime;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.move.Instances;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Keeps each shop what its spec says: look, decide, apply, tell. */
@ControllerConfiguration(
        name = ShopLabels.OPERATOR,
        fieldManager = ShopLabels.OPERATOR,
        // JOSDK 5.3 would swallow a spec change that races a status patch
        informer = @Informer(comparableResourceVersions = false),
        // tells what became of the volume without a finalizer that could hold up the deletion of a namespace
        triggerReconcilerOnAllEvents = true,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 2000, maxInterval = 300_000)
public class ShopReconciler implements Reconciler<Shop> {
    private static final Duration LOOK_AGAIN_SOON = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN_AT_A_MOVE = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    /** Reading what is at the backups' destination goes on page by page. */
    private static final Duration NEXT_PAGE = Duration.ofSeconds(2);

    private static final Duration ASK_FOR_MONITORS_AGAIN = Duration.ofMinutes(10);
    /** Shops wait for the answer. */
    private static final Duration ASK_FOR_CLUSTERS_AGAIN = Duration.ofSeconds(10);
    /** An installation that goes well is told when it begins and when it is done, and in between no more often than this. */
    private static final Duration QUIET_INSTALLATION = Duration.ofMinutes(1);

    private final OperatorSettings settings;
    private final ShopMetrics metrics;
    private final BackupMetrics backups;
    private final Clock clock;
    private final StatusWriter statuses = new StatusWriter();
    private final LateKind<ServiceMonitor> serviceMonitors;
    private final LateKind<Cluster> clusters;
    private final ClusterNodes nodes;

    public ShopReconciler(OperatorSettings settings, ShopMetrics metrics, BackupMetrics backups, Clock clock) {
        this.settings = settings;
        this.metrics = metrics;
        this.backups = backups;
        this.clock = clock;
        this.serviceMonitors = new LateKind<>(ServiceMonitor.class, ASK_FOR_MONITORS_AGAIN, clock);
        this.clusters = new LateKind<>(Cluster.class, ASK_FOR_CLUSTERS_AGAIN, clock);
        this.nodes = new ClusterNodes(settings, clock);
    }

    @Override
    public List<EventSource<?, Shop>> prepareEventSources(EventSourceContext<Shop> context) {
        context.getPrimaryCache().addIndexers(Map.of(Hosts.INDEX, Hosts::of));
        return ShopSources.all(context);
    }

    @Override
    public UpdateControl<Shop> reconcile(Shop shop, Context<Shop> context) {
        if (context.isPrimaryResourceDeleted()) return farewell(shop, context);
        if (shop.isMarkedForDeletion()) return UpdateControl.noUpdate();
        shop.setStatus(Instances.remembered(
                shop,
                statuses.latest(shop),
                context.getSecondaryResources(PersistentVolumeClaim.class),
                name -> Optional.ofNullable(context.getClient()
                        .persistentVolumeClaims()
                        .inNamespace(shop.getMetadata().getNamespace())
                        .withName(name)
                        .get()),
                clock.instant()));
        Surroundings seen = new ShopObserver(shop, context, settings, serviceMonitors, clusters, nodes).observe();
        ShopChildren children = new ShopChildren(shop, new Children<>(shop, context));
        if (shop.getSpec().suspend()) {
            return tell(shop, context, leftAlone(shop, seen, suspended(), handedOver(shop, children, seen)));
        }
        Surroundings complete;
        try {
            complete = children.withCredentials(seen, news -> events(context).tell(shop, news));
        } catch (Children.ForeignObjectException e) {
            Finding taken = new Finding(Reason.NAME_TAKEN, e.getMessage());
            return tell(shop, context, leftAlone(shop, seen, taken, Optional.empty()));
        }
        Optional<Finding> refusal = Acceptance.refusal(shop, settings, complete);
        if (refusal.isPresent()) {
            return tell(shop, context, leftAlone(shop, complete, refusal.get(), handedOver(shop, children, complete)));
        }

        ShopPlan plan = ShopPlan.of(shop, settings, complete, clock.instant());
        Optional<Finding> problem = children.apply(plan, complete);
        ShopStatus status = ShopStatuses.planned(shop, settings, complete, plan, problem, clock.instant());
        // where the data are is told at once, also of a shop that was made anew over kept volumes
        boolean canWait = plan.isSmooth()
                && ShopStatuses.isStillInstalling(shop.getStatus(), status)
                && phase(shop.getStatus()).equals(phase(status));
        if (canWait && statuses.wroteAfter(shop, clock.instant().minus(QUIET_INSTALLATION))) {
            return UpdateControl.<Shop>noUpdate().rescheduleAfter(LOOK_AGAIN_SOON);
        }
        return tell(shop, context, status);
    }

    @Override
    public ErrorStatusUpdateControl<Shop> updateErrorStatus(Shop shop, Context<Shop> context, Exception error) {
        if (context.isPrimaryResourceDeleted() || shop.isMarkedForDeletion()) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        // JOSDK 5.3 forgets a deletion that comes during a reconciliation, if that one is to be tried again
        if (isGone(shop, context.getClient()))
            return ErrorStatusUpdateControl.<Shop>noStatusUpdate().withNoRetry();
        shop.setStatus(statuses.latest(shop));
        String message = "The operator could not finish and tries again: " + error.getMessage();
        statuses.write(shop, ShopStatuses.failed(shop, message, clock.instant()), context.getClient(), clock.instant());
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    /** Asks for a list, for that right the operator has anyway. */
    private static boolean isGone(Shop shop, KubernetesClient client) {
        String uid = shop.getMetadata().getUid();
        return client
                .resources(Shop.class)
                .inNamespace(shop.getMetadata().getNamespace())
                .withField("metadata.name", shop.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .noneMatch(there -> there.getMetadata().getUid().equals(uid));
    }

    private static Finding suspended() {
        return new Finding(
                Reason.SUSPENDED,
                "spec.suspend is true: nothing is changed or repaired. Set it to false to have the operator back.");
    }

    private ShopStatus leftAlone(Shop shop, Surroundings seen, Finding why, Optional<DatabaseMove.Step> move) {
        return ShopStatuses.leftAlone(shop, settings, seen, why, move, clock.instant());
    }

    /** A database that is being handed over has no name until that is brought to its end. */
    private Optional<DatabaseMove.Step> handedOver(Shop shop, ShopChildren children, Surroundings seen) {
        Optional<DatabaseMove.Step> move = ShopPlan.handingOver(shop, settings, seen, clock.instant());
        move.ifPresent(step -> children.finish(step, seen));
        return move;
    }

    /** Writes the status, and tells and counts what is new in it. */
    private UpdateControl<Shop> tell(Shop shop, Context<Shop> context, ShopStatus status) {
        backups.tell(
                shop.getMetadata().getUid(),
                isFalse(status, ShopStatuses.BACKUP_RECENT),
                isFalse(status, ShopStatuses.BACKUP_VERIFIED),
                isFalse(status, ShopStatuses.POINT_IN_TIME_AVAILABLE));
        metrics.tell(shop.getMetadata().getUid(), isFalse(status, ShopStatuses.STORAGE_HEALTHY));
        if (!status.equals(shop.getStatus())) {
            statuses.write(shop, status, context.getClient(), clock.instant());
            ShopEvents.between(shop.getStatus(), status).forEach(news -> {
                events(context).tell(shop, news);
                measure(shop, news);
            });
        }
        UpdateControl<Shop> control = UpdateControl.noUpdate();
        return Stream.of(
                        lookAgain(shop, status),
                        untilBackup(status),
                        untilPage(status),
                        untilMove(shop.getStatus(), status),
                        untilFormerVolumeGoes(status))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(control::rescheduleAfter)
                .orElse(control);
    }

    private static boolean isFalse(ShopStatus status, String type) {
        return ShopStatuses.condition(status, type)
                .filter(condition -> "False".equals(condition.getStatus()))
                .isPresent();
    }

    /** The schedule's next run is asked for on time. */
    private Optional<Duration> untilBackup(ShopStatus status) {
        return Optional.ofNullable(status.backup())
                .map(backup -> backup.nextRun())
                .map(next -> Duration.between(clock.instant(), Instant.parse(next)))
                .filter(Duration::isPositive);
    }

    private static Optional<Duration> untilPage(ShopStatus status) {
        return Optional.ofNullable(status.backup())
                .map(backup -> backup.ledger())
                .filter(Ledger::isOpen)
                .map(ledger -> ledger.message() == null ? NEXT_PAGE : LOOK_AGAIN_SOON);
    }

    /** The next phase of a move begins at once; what is waited for tells itself, mostly. */
    private static Optional<Duration> untilMove(ShopStatus before, ShopStatus after) {
        if (phase(before).equals(phase(after))) {
            return phase(after)
                    .filter(phase -> phase != DatabaseMoveStatus.Phase.MOVED)
                    .map(phase -> LOOK_AGAIN_AT_A_MOVE);
        }
        return Optional.of(AT_ONCE);
    }

    private static Optional<DatabaseMoveStatus.Phase> phase(ShopStatus status) {
        return Optional.ofNullable(status)
                .map(ShopStatus::database)
                .map(DatabaseStatus::move)
                .map(DatabaseMoveStatus::phase);
    }

    private Optional<Duration> untilFormerVolumeGoes(ShopStatus status) {
        return Optional.ofNullable(status.database()).map(DatabaseStatus::formerVolumes).stream()
                .flatMap(List::stream)
                .map(former -> Duration.between(clock.instant(), Instant.parse(former.keptUntil())))
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }

    /** Secrets of the user and of CloudNativePG, and hosts of other shops, are not watched, so they are looked at again. */
    private static Optional<Duration> lookAgain(Shop shop, ShopStatus status) {
        if (ShopStatuses.condition(status, ShopStatuses.STALLED).isPresent()
                || ShopStatuses.condition(status, ShopStatuses.RECONCILING).isPresent()
                || isAutoscalerNew(status)) {
            return Optional.of(LOOK_AGAIN_SOON);
        }
        var spec = shop.getSpec();
        boolean named = spec.database().embedded() == null
                || spec.mail() != null
                || spec.exposure().tls() != null;
        // a receiver that does not come back, and an autoscaler that goes on without figures, change nothing by
        // themselves
        return named || PointInTime.isWanted(shop) || spec.autoscaling() != null
                ? Optional.of(LOOK_AGAIN)
                : Optional.empty();
    }

    /** Once it is there, the Deployment is handed over to it; the operator is not told of what it has made itself. */
    private static boolean isAutoscalerNew(ShopStatus status) {
        return ShopStatuses.condition(status, ShopStatuses.AUTOSCALING_ACTIVE)
                .filter(condition -> "Unknown".equals(condition.getStatus()))
                .isPresent();
    }

    private void measure(Shop shop, Finding news) {
        switch (news.reason()) {
            case RELEASED -> metrics.rolledOut(Duration.between(asked(shop), clock.instant()));
            case ROLLED_BACK -> metrics.rolledBack();
            case MIGRATION_FAILED -> metrics.migrationFailed();
            default -> {
                // told, not counted
            }
        }
    }

    /** When the release was asked for: when the former one stopped being what the spec says, or the shop was made. */
    private static Instant asked(Shop shop) {
        return ShopStatuses.condition(shop.getStatus(), ShopStatuses.RELEASED)
                .map(condition -> condition.getLastTransitionTime())
                .map(Instant::parse)
                .orElseGet(() -> Instant.parse(shop.getMetadata().getCreationTimestamp()));
    }

    private UpdateControl<Shop> farewell(Shop shop, Context<Shop> context) {
        statuses.forget(shop);
        backups.forget(shop.getMetadata().getUid());
        metrics.forget(shop.getMetadata().getUid());
        if (shop.getSpec().database().external() != null) return UpdateControl.noUpdate();
        boolean kept = shop.getSpec().deletion().policy() == DeletionSpec.Policy.RETAIN;
        boolean cloudNativePg = shop.getSpec().database().cloudNativePg() != null;
        if (cloudNativePg && kept) putToRest(shop, context);
        events(context).tell(shop, cloudNativePg ? cluster(shop, kept) : volume(shop, kept));
        return UpdateControl.noUpdate();
    }

    /** A Cluster without a shop costs nothing but its volumes. It is a courtesy, as the Event is: without it the Cluster runs on. */
    private void putToRest(Shop shop, Context<Shop> context) {
        Optional<Size> size = SizeInForce.of(shop, settings);
        if (!clusters.isInstalled(context) || size.isEmpty()) return;
        OperatorSettings granted = settings.with(shop.getSpec().size(), size.get());
        Children<Shop> children = new Children<>(shop, context);
        context.getSecondaryResourcesAsStream(Cluster.class)
                .filter(cluster -> cluster.getMetadata().getName().equals(ShopNames.database(shop))
                        && cluster.getMetadata().getOwnerReferences().isEmpty())
                .findFirst()
                .ifPresent(cluster -> {
                    try {
                        children.applyTo(
                                cluster.getMetadata().getUid(), PostgresCluster.atRest(shop, granted, cluster));
                    } catch (KubernetesClientException e) {
                        Log.warnf(
                                "Cluster %s runs on without its shop, for it could not be put to rest: %s",
                                cluster.getMetadata().getName(), e.getMessage());
                    }
                });
    }

    private static Finding cluster(Shop shop, boolean kept) {
        String name = "Cluster " + ShopNames.database(shop) + " of CloudNativePG";
        return kept
                ? kept("The database is kept at rest: " + name, "Cluster")
                : deleted("The database is deleted with the shop: " + name);
    }

    private static Finding volume(Shop shop, boolean kept) {
        Optional<DatabaseMoveStatus> between =
                DatabaseMove.underWay(shop).filter(move -> move.phase() == DatabaseMoveStatus.Phase.SWITCHING);
        if (kept && between.isPresent()) return volumesBetween(between.get());
        String name = "PersistentVolumeClaim " + ShopNames.volume(shop);
        return kept
                ? kept("The database's volume is kept: " + name, "claim")
                : deleted("The database's volume is deleted with the shop: " + name);
    }

    private static Finding kept(String what, String object) {
        return new Finding(
                Reason.VOLUME_KEPT,
                what + ". A shop of the same name picks it up again; delete the " + object + " to delete the data.");
    }

    private static Finding volumesBetween(DatabaseMoveStatus move) {
        return new Finding(
                Reason.VOLUME_KEPT,
                "The database was being handed over to its copy, and both volumes are kept: PersistentVolumeClaims "
                        + move.from()
                        + " and " + move.to()
                        + ". A shop of the same name finds out which of them has the data; delete the claims to delete the data.");
    }

    private static Finding deleted(String what) {
        return new Finding(Reason.VOLUME_DELETED, what + ".");
    }

    private ShopEvents events(Context<Shop> context) {
        return new ShopEvents(context.getClient(), clock.instant());
    }
}
