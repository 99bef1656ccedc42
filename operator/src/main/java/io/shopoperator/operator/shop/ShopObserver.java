package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.database.DatabaseState;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSeen;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterState;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.move.Instances;
import io.shopoperator.operator.shop.move.MoveSeen;
import io.shopoperator.operator.shop.move.MoveWish;
import io.shopoperator.operator.shop.origin.Origin;
import io.shopoperator.operator.shop.origin.OriginObjects;
import io.shopoperator.operator.shop.release.Releases;
import io.shopoperator.operator.shop.size.NodesSeen;
import io.shopoperator.operator.shop.size.Sizing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a shop's surroundings: children from the informers' caches, Secrets of the user and warnings about pods by request. */
final class ShopObserver {
    private final Shop shop;
    private final Context<Shop> context;
    private final OperatorSettings settings;
    private final LateKind<ServiceMonitor> serviceMonitors;
    private final LateKind<Cluster> clusters;
    private final ClusterNodes nodes;

    ShopObserver(
            Shop shop,
            Context<Shop> context,
            OperatorSettings settings,
            LateKind<ServiceMonitor> serviceMonitors,
            LateKind<Cluster> clusters,
            ClusterNodes nodes) {
        this.shop = shop;
        this.context = context;
        this.settings = settings;
        this.serviceMonitors = serviceMonitors;
        this.clusters = clusters;
        this.nodes = nodes;
    }

    Surroundings observe() {
        var spec = shop.getSpec();
        List<Pod> pods = context.getSecondaryResourcesAsStream(Pod.class)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        Optional<Deployment> web = child(Deployment.class, ShopNames.web(shop));
        Optional<StatefulSet> database = child(StatefulSet.class, ShopNames.databaseSet(shop));
        Optional<Cluster> cluster = cluster();
        Optional<ConfigMap> databaseConfig = child(ConfigMap.class, ShopNames.database(shop));
        Optional<PersistentVolumeClaim> volume = volume(databaseConfig);
        boolean resized = isResized(web, database, cluster);
        return new Surroundings(
                spec.database().embedded() != null
                        ? child(Secret.class, ShopNames.database(shop))
                        : secretOfUser(ShopNames.binding(shop)),
                child(Secret.class, ShopNames.admin(shop)),
                Optional.ofNullable(spec.mail())
                        .flatMap(mail -> secretOfUser(mail.bindingSecretRef().name())),
                Optional.ofNullable(spec.exposure().tls())
                        .flatMap(tls -> secretOfUser(tls.secretRef().name())),
                former(web),
                volume,
                databaseConfig,
                database,
                web,
                child(HorizontalPodAutoscaler.class, ShopNames.web(shop)),
                jobs(Component.MIGRATION),
                pods,
                warnings(pods),
                Hosts.holder(shop, context.getPrimaryCache().byIndex(Hosts.INDEX, spec.host())),
                any(PersistentVolumeClaim.class, ShopNames.backup(shop)),
                context.getSecondaryResourcesAsStream(ShopBackup.class)
                        .sorted(Comparator.comparing(
                                backup -> backup.getMetadata().getName()))
                        .toList(),
                jobs(Component.BACKUP, Component.RESTORE),
                Origin.isOpen(shop, web.isPresent())
                        ? OriginObjects.find(shop, this::secretOfUser, this::claimOfUser)
                        : OriginObjects.none(),
                child(Deployment.class, ShopNames.logReceiver(shop)),
                context.getSecondaryResourcesAsStream(ShopRestore.class)
                        .filter(restore -> restore.getMetadata().getDeletionTimestamp() == null)
                        .sorted(Comparator.comparing(
                                restore -> restore.getMetadata().getName()))
                        .toList(),
                clusterSeen(cluster, resized),
                settings.monitoring().serviceMonitors() && serviceMonitors.isInstalled(context),
                resized ? nodes.look(context.getClient(), shop, volume) : new NodesSeen.NotAsked(),
                moves(volume, resized));
    }

    private boolean isResized(Optional<Deployment> web, Optional<StatefulSet> database, Optional<Cluster> cluster) {
        return !shop.getSpec().suspend() && Sizing.isOpen(shop, settings, web, database, cluster);
    }

    private boolean isOnCloudNativePg() {
        return shop.getSpec().database().cloudNativePg() != null && clusters.isInstalled(context);
    }

    private Optional<Cluster> cluster() {
        return isOnCloudNativePg()
                ? any(Cluster.class, ShopNames.database(shop)).filter(this::isOwnOrNobodys)
                : Optional.empty();
    }

    /** A Cluster that is healthy and has the size that is wanted costs no request. */
    private ClusterSeen clusterSeen(Optional<Cluster> cluster, boolean resized) {
        if (!isOnCloudNativePg()) return ClusterSeen.none();
        boolean healthy =
                cluster.filter(there -> !ClusterState.isHealthy(shop, there)).isEmpty();
        if (healthy && !resized && isSized()) {
            return ClusterSeen.of(cluster);
        }
        String name = ShopNames.database(shop);
        List<Pod> pods = context.getClient()
                .pods()
                .inNamespace(shop.getMetadata().getNamespace())
                .withLabel(PostgresCluster.LABEL, name)
                .list()
                .getItems();
        return new ClusterSeen(
                true,
                cluster,
                pods.stream().filter(PostgresCluster::isInstance).toList(),
                healthy
                        ? List.of()
                        : pods.stream().filter(ShopObserver::isInTrouble).toList(),
                healthy ? List.of() : warnings(name));
    }

    private boolean isSized() {
        return ShopStatuses.condition(shop.getStatus(), ShopStatuses.SIZED)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
    }

    private List<Event> warnings(String cluster) {
        return context
                .getClient()
                .v1()
                .events()
                .inNamespace(shop.getMetadata().getNamespace())
                .withField("type", "Warning")
                .list()
                .getItems()
                .stream()
                .filter(event -> isOf(cluster, event.getInvolvedObject()))
                .toList();
    }

    private boolean isOwnOrNobodys(Cluster cluster) {
        return cluster.getMetadata().getOwnerReferences().isEmpty() || Owners.owns(shop, cluster);
    }

    /** CloudNativePG names what it makes after the Cluster. */
    private static boolean isOf(String cluster, ObjectReference involved) {
        return involved != null
                && involved.getName() != null
                && (involved.getName().equals(cluster)
                        || involved.getName().matches(Pattern.quote(cluster) + "-[1-9][0-9]*(-.*)?"));
    }

    /** Storage classes are asked for only while the database is to be on another volume, or may have to be for another size. */
    private MoveSeen moves(Optional<PersistentVolumeClaim> volume, boolean resized) {
        Optional<Size> asked = Optional.ofNullable(
                        settings.sizes().get(shop.getSpec().size()))
                .filter(size -> resized || Sizing.isMoving(shop, settings));
        List<PersistentVolumeClaim> claims = context.getSecondaryResourcesAsStream(PersistentVolumeClaim.class)
                .filter(Instances::isOfDatabase)
                .sorted(Comparator.comparing(claim -> claim.getMetadata().getName()))
                .toList();
        return new MoveSeen(
                ShopNames.instance(shop),
                children(StatefulSet.class, Component.DATABASE),
                Stream.concat(claims.stream(), unseenCopy(claims)).toList(),
                children(Service.class, Component.MOVE),
                jobs(Component.MOVE),
                MoveWish.classes(shop, volume, asked).stream()
                        .map(name -> context.getClient()
                                .storage()
                                .v1()
                                .storageClasses()
                                .withName(name)
                                .get())
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** A copy may hold all that there is: that it is gone is believed of nobody but the API server, either. */
    private Stream<PersistentVolumeClaim> unseenCopy(List<PersistentVolumeClaim> claims) {
        return DatabaseMove.underWay(shop)
                .map(DatabaseMoveStatus::to)
                .filter(copy -> claims.stream()
                        .noneMatch(claim -> claim.getMetadata().getName().equals(copy)))
                .flatMap(this::claimOfUser)
                .stream();
    }

    private <R extends HasMetadata> List<R> children(Class<R> kind, Component component) {
        return context.getSecondaryResourcesAsStream(kind)
                .filter(child -> Owners.owns(shop, child))
                .filter(child ->
                        component.label().equals(child.getMetadata().getLabels().get(ShopLabels.COMPONENT)))
                .sorted(Comparator.comparing(child -> child.getMetadata().getName()))
                .toList();
    }

    private List<Job> jobs(Component... components) {
        List<String> labels = Arrays.stream(components).map(Component::label).toList();
        return context.getSecondaryResourcesAsStream(Job.class)
                .filter(job -> Owners.owns(shop, job))
                .filter(job -> labels.contains(job.getMetadata().getLabels().get(ShopLabels.COMPONENT)))
                .sorted(Comparator.comparing(job -> job.getMetadata().getName()))
                .toList();
    }

    /** A child of this very shop, not of an earlier one of its name that is still being removed. */
    private <R extends HasMetadata> Optional<R> child(Class<R> kind, String name) {
        return any(kind, name).filter(child -> Owners.owns(shop, child));
    }

    private <R extends HasMetadata> Optional<R> any(Class<R> kind, String name) {
        return context.getSecondaryResourcesAsStream(kind)
                .filter(child -> child.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** That data are gone is believed of nobody but the API server: without its claim the database would be ended, and an informer does not see a claim without our labels. */
    private Optional<PersistentVolumeClaim> volume(Optional<ConfigMap> databaseConfig) {
        return any(PersistentVolumeClaim.class, ShopNames.volume(shop))
                .or(() -> shop.getSpec().database().embedded() != null && DatabaseState.wasReady(shop, databaseConfig)
                        ? claimOfUser(ShopNames.volume(shop))
                        : Optional.empty());
    }

    /** As long as what runs is what the spec asks for, this costs no request. */
    private List<Secret> former(Optional<Deployment> web) {
        var mail = shop.getSpec().mail();
        return Releases.secrets(shop, web).stream()
                .filter(name -> !name.equals(ShopNames.binding(shop)))
                .filter(name ->
                        mail == null || !name.equals(mail.bindingSecretRef().name()))
                .flatMap(name -> secretOfUser(name).stream())
                .toList();
    }

    private Optional<Secret> secretOfUser(String name) {
        return Optional.ofNullable(context.getClient()
                .secrets()
                .inNamespace(shop.getMetadata().getNamespace())
                .withName(name)
                .get());
    }

    private Optional<PersistentVolumeClaim> claimOfUser(String name) {
        return Optional.ofNullable(context.getClient()
                .persistentVolumeClaims()
                .inNamespace(shop.getMetadata().getNamespace())
                .withName(name)
                .get());
    }

    /** Only pods that are not ready are asked about, so a healthy shop costs no request. */
    private List<Event> warnings(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(ShopObserver::isInTrouble)
                .flatMap(pod -> context
                        .getClient()
                        .v1()
                        .events()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withField("involvedObject.uid", pod.getMetadata().getUid())
                        .list()
                        .getItems()
                        .stream())
                .toList();
    }

    private static boolean isInTrouble(Pod pod) {
        if (pod.getStatus() == null || "Succeeded".equals(pod.getStatus().getPhase())) return false;
        return pod.getStatus().getConditions().stream()
                .noneMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
