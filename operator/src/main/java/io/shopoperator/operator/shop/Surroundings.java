package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterSeen;
import io.shopoperator.operator.shop.move.MoveSeen;
import io.shopoperator.operator.shop.origin.OriginObjects;
import io.shopoperator.operator.shop.release.BindingSecrets;
import io.shopoperator.operator.shop.size.NodesSeen;
import io.shopoperator.operator.shop.web.Autoscaling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that was seen of a shop's surroundings when a reconciliation began.
 *
 * @param binding the Secret the database is reached by: the operator's own, CloudNativePG's or the user's
 * @param mail the Secret the spec names for mail, if it names one and it is there
 * @param tls the certificate's Secret, if the spec names one and it is there
 * @param former Secrets that what runs, or may come back, is bound to, where the spec names others
 * @param autoscaler what decides the number of web pods, if something does
 * @param pods the shop's pods of all components
 * @param events warnings about pods that are not ready
 * @param hostHolder another shop that has the host
 * @param backupVolume the volume that backups are stored on
 * @param backups the shop's backups, made by the schedule or by people
 * @param runs the shop's own runs of the backup program
 * @param origin what the spec's origin leads to, while that is not settled
 * @param logReceiver what receives the database's log, if it was ever wanted
 * @param restores restores of the shop, whatever became of them
 * @param cluster what CloudNativePG does for the shop, if that runs its database
 * @param serviceMonitors whether shops get a ServiceMonitor
 * @param nodes what is known of the nodes, if the shop is to get another size
 * @param move the database's instances, and what is there of moves between them
 */
public record Surroundings(
        Optional<Secret> binding,
        Optional<Secret> admin,
        Optional<Secret> mail,
        Optional<Secret> tls,
        List<Secret> former,
        Optional<PersistentVolumeClaim> volume,
        Optional<ConfigMap> databaseConfig,
        Optional<StatefulSet> database,
        Optional<Deployment> web,
        Optional<HorizontalPodAutoscaler> autoscaler,
        List<Job> migrations,
        List<Pod> pods,
        List<Event> events,
        Optional<Shop> hostHolder,
        Optional<PersistentVolumeClaim> backupVolume,
        List<ShopBackup> backups,
        List<Job> runs,
        OriginObjects origin,
        Optional<Deployment> logReceiver,
        List<ShopRestore> restores,
        ClusterSeen cluster,
        boolean serviceMonitors,
        NodesSeen nodes,
        MoveSeen move) {

    /** The same, with the credentials that were missing. */
    Surroundings with(Optional<Secret> newBinding, Secret newAdmin) {
        return new Surroundings(
                newBinding,
                Optional.of(newAdmin),
                mail,
                tls,
                former,
                volume,
                databaseConfig,
                database,
                web,
                autoscaler,
                migrations,
                pods,
                events,
                hostHolder,
                backupVolume,
                backups,
                runs,
                origin,
                logReceiver,
                restores,
                cluster,
                serviceMonitors,
                nodes,
                move);
    }

    /** The Secrets that databases and mail servers are reached by. */
    BindingSecrets bindingSecrets() {
        return new BindingSecrets(Stream.of(binding.stream(), mail.stream(), former.stream())
                .flatMap(Function.identity())
                .toList());
    }

    /** How many web pods the shop has, and who says so. */
    public Autoscaling autoscaling(Shop shop) {
        return new Autoscaling(shop, web, autoscaler, pods(ShopLabels.Component.WEB));
    }

    /** The restore that fills the database's volume now: nobody else may use it. */
    Optional<ShopRestore> rebuilding() {
        return restores.stream()
                .filter(restore -> restore.getSpec().scope().database() != null
                        && restore.getStatus() != null
                        && restore.getStatus().phase() == ShopRestoreStatus.Phase.APPLYING)
                .findFirst();
    }

    /** The pods that PostgreSQL runs in; those of CloudNativePG as far as they were looked at. */
    public List<Pod> databasePods() {
        return Stream.concat(pods(ShopLabels.Component.DATABASE).stream(), cluster.instances().stream())
                .toList();
    }

    /** Whether a restore works in the shop's database, or on the way to it. */
    static boolean isAtWork(ShopRestore restore) {
        ShopRestoreStatus.Phase phase =
                restore.getStatus() == null ? null : restore.getStatus().phase();
        return phase == ShopRestoreStatus.Phase.PREVIEWING
                || phase == ShopRestoreStatus.Phase.SECURING
                || phase == ShopRestoreStatus.Phase.APPLYING;
    }

    /** The pods of one component; of the database those that customers are served by. */
    public List<Pod> pods(ShopLabels.Component component) {
        return pods.stream()
                .filter(pod -> component != ShopLabels.Component.DATABASE || move.isServing(pod))
                .filter(pod ->
                        component.label().equals(pod.getMetadata().getLabels().get(ShopLabels.COMPONENT)))
                .toList();
    }
}
