package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopNames;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the database does.
 *
 * @param ready whether shops and migrations can use it
 * @param initialized whether it has ever held data
 * @param finding how it does, for people
 * @param stalled whether it stays as it is until a person acts
 * @param away whether it must not run: its volume is being filled, or was lost and is to be placed by whoever fills it
 */
public record DatabaseState(boolean ready, boolean initialized, Finding finding, boolean stalled, boolean away) {
    private static final Pattern SCRIPT_WORD = Pattern.compile("(VolumeFull|DataLost|ForeignData|WrongVersion): (.*)");
    private static final Map<String, Reason> REASONS = Map.of(
            "VolumeFull", Reason.VOLUME_FULL,
            "DataLost", Reason.DATA_LOST,
            "ForeignData", Reason.FOREIGN_DATA,
            "WrongVersion", Reason.WRONG_VERSION);

    /** A database of somebody else: taken to be there, the shop's own readiness tells otherwise. */
    public static DatabaseState external() {
        return new DatabaseState(
                true,
                true,
                new Finding(
                        Reason.EXTERNAL_DATABASE,
                        "The database is run by somebody else and reached through its binding."),
                false,
                false);
    }

    /** The embedded database, from its children. */
    public static DatabaseState embedded(
            Shop shop,
            Optional<StatefulSet> set,
            Optional<ConfigMap> config,
            Collection<Pod> pods,
            Collection<Event> events) {
        boolean ready = set.map(StatefulSet::getStatus)
                        .map(status -> Objects.requireNonNullElse(status.getReadyReplicas(), 0))
                        .orElse(0)
                > 0;
        boolean initialized = ready || wasReady(shop, config);
        if (ready) {
            Finding finding = set.filter(DatabaseState::isRestartDue).isPresent()
                    ? restartDue()
                    : new Finding(Reason.DATABASE_READY, "PostgreSQL accepts connections.");
            return new DatabaseState(true, true, finding, false, false);
        }
        return Troubles.of(pods, events)
                .map(trouble -> troubled(trouble, initialized))
                .orElseGet(() -> starting(initialized));
    }

    /** Whether the database has ever been ready, as its ConfigMap and the status remember. */
    public static boolean wasReady(Shop shop, Optional<ConfigMap> config) {
        return config.filter(map -> "true".equals(map.getData().get("initialized")))
                        .isPresent()
                || shop.getStatus() != null
                        && shop.getStatus().database() != null
                        && Boolean.TRUE.equals(shop.getStatus().database().initialized());
    }

    /** The same while a restore fills the volume. */
    public DatabaseState restoring(String restore) {
        return new DatabaseState(
                false,
                initialized,
                new Finding(
                        Reason.DATABASE_RESTORING,
                        "PostgreSQL is not running while ShopRestore " + restore + " fills its volume."),
                false,
                true);
    }

    /**
     * The same with this claim: one that no pod has used yet holds nothing, and a pod of the database would only settle where it lies. A
     * claim that was deleted lives as long as the pod that uses it: that pod is left alone, whatever becomes of its program.
     */
    public DatabaseState on(Shop shop, Optional<PersistentVolumeClaim> claim, Collection<Pod> pods) {
        boolean deleted = claim.filter(there -> there.getMetadata().getDeletionTimestamp() != null)
                .isPresent();
        boolean used = pods.stream().anyMatch(DatabaseState::usesItsVolume);
        if (ready && deleted) return new DatabaseState(true, true, deletedUnder(shop), false, false);
        if (ready
                || !initialized
                || deleted && used
                || !deleted && claim.filter(DatabaseState::holdsData).isPresent()) return this;
        return new DatabaseState(
                false,
                true,
                new Finding(
                        Reason.DATA_LOST,
                        "The volume " + ShopNames.volume(shop)
                                + " is gone although this shop has had data. It is not initialised again, that would hide the loss. Restore the data, or delete the shop and the volume's claim and create the shop anew to start empty. With backup.pointInTime, a ShopRestore with scope.database restores it."),
                true,
                true);
    }

    private static Finding deletedUnder(Shop shop) {
        return new Finding(
                Reason.VOLUME_BEING_DELETED,
                "The claim " + ShopNames.volume(shop)
                        + " was deleted: customers are served, but the data live only as long as the pod "
                        + ShopNames.databasePod(shop, ShopNames.instance(shop))
                        + ". Do not touch that pod. Make a backup now (create a ShopBackup) and see docs/operations/backup-and-restore.md.");
    }

    private static boolean usesItsVolume(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec() != null
                && pod.getSpec().getNodeName() != null;
    }

    /** Perhaps: it is bound to a volume, or somebody has asked for a copy of one. */
    private static boolean holdsData(PersistentVolumeClaim claim) {
        var spec = claim.getSpec();
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase())
                || spec.getDataSource() != null
                || spec.getDataSourceRef() != null;
    }

    /** The same for a database whose pod is to be made for credentials of this hash. */
    public DatabaseState boundTo(String bindingHash, Optional<StatefulSet> set) {
        boolean differs = set.map(StatefulSet::getSpec)
                .map(StatefulSetSpec::getTemplate)
                .map(PodTemplateSpec::getMetadata)
                .map(ObjectMeta::getAnnotations)
                .map(annotations -> annotations.get(ShopAnnotations.DATABASE_BINDING))
                .filter(hash -> !hash.equals(bindingHash))
                .isPresent();
        return finding.reason() == Reason.DATABASE_READY && differs
                ? new DatabaseState(true, true, restartDue(), false, false)
                : this;
    }

    private static Finding restartDue() {
        return new Finding(
                Reason.DATABASE_RESTARTING,
                "PostgreSQL accepts connections and is about to be restarted with what has changed.");
    }

    /** Whether customers are served and there is something to be told all the same. */
    public boolean isTelling() {
        return restarting() || finding.reason() == Reason.VOLUME_BEING_DELETED;
    }

    /** Whether pages can be served now, but not for long: the database's pod is about to be replaced. */
    public boolean restarting() {
        return finding.reason() == Reason.DATABASE_RESTARTING;
    }

    /** Whether the pod that is ready is not the one that the StatefulSet asks for. */
    private static boolean isRestartDue(StatefulSet set) {
        StatefulSetStatus status = set.getStatus();
        boolean unseen = status.getObservedGeneration() != null
                && status.getObservedGeneration() < set.getMetadata().getGeneration();
        return unseen
                || status.getUpdateRevision() != null
                        && !status.getUpdateRevision().equals(status.getCurrentRevision());
    }

    private static DatabaseState troubled(Troubles.Trouble trouble, boolean initialized) {
        Matcher word = SCRIPT_WORD.matcher(trouble.message());
        if (word.find()) {
            Reason reason = REASONS.get(word.group(1));
            String advice = reason == Reason.VOLUME_FULL && !word.group(2).contains("spec.database")
                    ? ". Raise spec.database.embedded.storage."
                    : "";
            return new DatabaseState(false, initialized, new Finding(reason, word.group(2) + advice), true, false);
        }
        if (trouble.message().contains("No space left on device")) {
            return new DatabaseState(
                    false,
                    initialized,
                    new Finding(
                            Reason.VOLUME_FULL,
                            "PostgreSQL stopped because its volume is full. Raise spec.database.embedded.storage."),
                    true,
                    false);
        }
        // probes that fail at first are the ordinary way up
        if ("Unhealthy".equals(trouble.reason())) return starting(initialized);
        return new DatabaseState(
                false,
                initialized,
                new Finding(
                        Reason.DATABASE_UNAVAILABLE,
                        "PostgreSQL is not ready: " + trouble.reason() + ": " + trouble.message()),
                false,
                false);
    }

    private static DatabaseState starting(boolean initialized) {
        return new DatabaseState(
                false, initialized, new Finding(Reason.DATABASE_STARTING, "PostgreSQL is starting."), false, false);
    }
}
