package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
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
 */
public record DatabaseState(boolean ready, boolean initialized, Finding finding, boolean stalled) {
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
        boolean initialized = ready
                || config.filter(map -> "true".equals(map.getData().get("initialized")))
                        .isPresent()
                || shop.getStatus() != null
                        && shop.getStatus().database() != null
                        && Boolean.TRUE.equals(shop.getStatus().database().initialized());
        if (ready) {
            boolean restarting = set.filter(DatabaseState::isRestartDue).isPresent();
            Finding finding = restarting
                    ? new Finding(
                            Reason.DATABASE_RESTARTING,
                            "PostgreSQL accepts connections and is about to be restarted with what has changed.")
                    : new Finding(Reason.DATABASE_READY, "PostgreSQL accepts connections.");
            return new DatabaseState(true, true, finding, false);
        }
        return Troubles.of(pods, events)
                .map(trouble -> troubled(trouble, initialized))
                .orElseGet(() -> starting(initialized));
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
            return new DatabaseState(false, initialized, new Finding(reason, word.group(2) + advice), true);
        }
        if (trouble.message().contains("No space left on device")) {
            return new DatabaseState(
                    false,
                    initialized,
                    new Finding(
                            Reason.VOLUME_FULL,
                            "PostgreSQL stopped because its volume is full. Raise spec.database.embedded.storage."),
                    true);
        }
        // probes that fail at first are the ordinary way up
        if ("Unhealthy".equals(trouble.reason())) return starting(initialized);
        return new DatabaseState(
                false,
                initialized,
                new Finding(
                        Reason.DATABASE_UNAVAILABLE,
                        "PostgreSQL is not ready: " + trouble.reason() + ": " + trouble.message()),
                false);
    }

    private static DatabaseState starting(boolean initialized) {
        return new DatabaseState(
                false, initialized, new Finding(Reason.DATABASE_STARTING, "PostgreSQL is starting."), false);
    }
}
