package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.DatabaseSpec;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.LedgerStatus;
import io.shopoperator.api.v1alpha1.OriginStatus;
import io.shopoperator.api.v1alpha1.ReleaseStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.api.v1alpha1.VersionStatus;
import io.shopoperator.operator.kube.Base64Data;
import io.shopoperator.operator.kube.Images;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.backup.BackupSchedules;
import io.shopoperator.operator.shop.backup.BackupSummary;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import io.shopoperator.operator.shop.backup.Ledger;
import io.shopoperator.operator.shop.backup.PointInTime;
import io.shopoperator.operator.shop.database.DatabaseState;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.database.StorageHealth;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterConfig;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterState;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.release.FailedRelease;
import io.shopoperator.operator.shop.release.ReleaseDecision;
import io.shopoperator.operator.shop.release.ReleaseDecision.Phase;
import io.shopoperator.operator.shop.release.StableRelease;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** From what was seen to the status of a shop; pure, and whole every time. */
final class ShopStatuses {
    static final String READY = "Ready";
    static final String ACCEPTED = "Accepted";
    static final String RELEASED = "Released";
    static final String DATABASE_READY = "DatabaseReady";
    static final String DATABASE_PLACED = "DatabasePlaced";
    static final String HIGHLY_AVAILABLE = "HighlyAvailable";
    static final String AUTOSCALING_ACTIVE = "AutoscalingActive";
    static final String SIZED = "Sized";
    static final String STORAGE_HEALTHY = "StorageHealthy";
    static final String BACKUP_RECENT = "BackupRecent";
    static final String BACKUP_VERIFIED = "BackupVerified";
    static final String POINT_IN_TIME_AVAILABLE = "PointInTimeAvailable";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    private final Shop shop;
    private final OperatorSettings settings;
    private final Surroundings seen;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    private ShopStatuses(Shop shop, OperatorSettings settings, Surroundings seen, Instant now) {
        this.shop = shop;
        this.settings = settings;
        this.seen = seen;
        this.now = now;
    }

    /** The status of a shop whose plan was applied; {@code problem} is what the API server would not let through. */
    static ShopStatus planned(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            ShopPlan plan,
            Optional<Finding> problem,
            Instant now) {
        return new ShopStatuses(shop, settings, seen, now).planned(plan, problem);
    }

    /** The status of a shop that is left alone: suspended, or its spec refused; {@code move} if its database is being handed over all the same. */
    static ShopStatus leftAlone(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            Finding why,
            Optional<DatabaseMove.Step> move,
            Instant now) {
        return new ShopStatuses(shop, settings, seen, now).leftAlone(why, move);
    }

    /** The status after an error of the operator or the cluster; the next attempt comes by itself. */
    static ShopStatus failed(Shop shop, String message, Instant now) {
        ShopStatus before = shop.getStatus();
        List<Condition> kept = new ArrayList<>(before == null ? List.of() : before.conditions());
        kept.removeIf(condition -> condition.getType().equals(RECONCILING));
        ShopStatuses statuses = new ShopStatuses(shop, null, null, now);
        statuses.add(RECONCILING, true, new Finding(Reason.OPERATOR_ERROR, message));
        if (kept.stream().noneMatch(condition -> condition.getType().equals(READY))) {
            statuses.add(READY, false, new Finding(Reason.OPERATOR_ERROR, message));
        }
        kept.addAll(statuses.conditions);
        return new ShopStatus(
                before == null ? null : before.observedGeneration(),
                kept,
                before == null ? null : before.url(),
                before == null ? null : before.version(),
                before == null ? null : before.release(),
                before == null ? null : before.replicas(),
                before == null ? null : before.selector(),
                before == null ? null : before.database(),
                before == null ? null : before.backup(),
                before == null ? null : before.origin(),
                before == null ? null : before.sizing());
    }

    /** A fresh object with nothing but the name and the status: all that a status patch may carry. */
    static Shop patch(Shop shop, ShopStatus status) {
        Shop patch = new Shop();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(shop.getMetadata().getName())
                .withNamespace(shop.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return patch;
    }

    /** A condition of a status, if it is there. */
    static Optional<Condition> condition(ShopStatus status, String type) {
        if (status == null) return Optional.empty();
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Whether a shop that has never served is still on its ordinary way: nothing that a person must hear of at once. */
    static boolean isStillInstalling(ShopStatus before, ShopStatus after) {
        return isInstalling(before)
                && isInstalling(after)
                && Objects.equals(before.observedGeneration(), after.observedGeneration());
    }

    private static boolean isInstalling(ShopStatus status) {
        return has(status, READY, Reason.INSTALLING)
                && condition(status, STALLED).isEmpty()
                && !has(status, RECONCILING, Reason.OPERATOR_ERROR);
    }

    private static boolean has(ShopStatus status, String type, Reason reason) {
        return condition(status, type)
                .filter(condition -> condition.getReason().equals(reason.word()))
                .isPresent();
    }

    private ShopStatus planned(ShopPlan plan, Optional<Finding> problem) {
        ReleaseDecision release = plan.release();
        DatabaseState database = plan.database();
        Optional<Finding> origin = plan.origin().finding();
        Finding releaseFinding = origin.orElseGet(() -> new Finding(reason(release.phase()), release.told()));
        boolean released = release.phase() == Phase.RELEASED;
        DatabaseMove.Step move = plan.move();
        Optional<Finding> stalled = problem.or(
                        () -> origin.filter(why -> plan.origin().stalled()))
                .or(() -> stalled(database, release.phase(), releaseFinding))
                .or(() -> plan.sizing().refusal())
                .or(() -> move.finding().filter(why -> move.stalled()));

        boolean serving = release.stable().isEmpty() ? isServingForTheFirstTime() : isServing();
        add(READY, serving && stalled.isEmpty(), ready(database, release, releaseFinding, stalled, serving));
        add(ACCEPTED, true, new Finding(Reason.ACCEPTED, "The spec can be carried out."));
        add(RELEASED, released, releaseFinding);
        Optional<Finding> growing =
                seen.volume().filter(claim -> move.grows()).flatMap(claim -> DatabaseVolume.growing(shop, claim));
        databaseConditions(database, problem.or(() -> growing));
        databasePlaced(move, problem);
        autoscaling();
        Verdict sized = plan.sizing().verdict(shop, seen.pods(Component.WEB), seen.databasePods());
        add(SIZED, sized.status(), sized.finding());
        storage(database);
        BackupStatus backup = backup(plan.backup().isPresent(), plan.ledger().status());
        if (stalled.isPresent()) {
            add(STALLED, true, stalled.get());
            plan.administrator().ifPresent(finding -> add(RECONCILING, true, finding));
        } else if (!released || !database.ready() || database.restarting()) {
            add(RECONCILING, true, database.ready() && !released ? releaseFinding : database.finding());
        } else {
            plan.administrator()
                    .or(() -> move.finding().filter(finding -> finding.reason() == Reason.DATABASE_MOVING))
                    .or(() -> growing)
                    .ifPresent(finding -> add(RECONCILING, true, finding));
        }
        boolean refused = problem.filter(found -> found.reason() == Reason.STORAGE_NOT_GROWN)
                .isPresent();
        return status(
                database,
                version(release),
                memory(release),
                ShopAddress.of(shop, settings),
                backup,
                plan.origin().status(),
                DatabaseMove.granted(shop, move).orElseGet(() -> plan.sizing().status(shop)),
                refused || !move.grows(),
                Optional.of(move));
    }

    private ShopStatus leftAlone(Finding why, Optional<DatabaseMove.Step> move) {
        boolean suspended = why.reason() == Reason.SUSPENDED;
        DatabaseState database = ShopPlan.database(shop, seen);
        add(READY, suspended && isServing(), why);
        add(
                ACCEPTED,
                suspended,
                suspended
                        ? new Finding(Reason.ACCEPTED, "The spec will be carried out once spec.suspend is false.")
                        : why);
        condition(shop.getStatus(), RELEASED).ifPresent(conditions::add);
        databaseConditions(database, Optional.empty());
        autoscaling();
        condition(shop.getStatus(), SIZED).ifPresent(conditions::add);
        storage(database);
        move.ifPresentOrElse(
                step -> databasePlaced(step, Optional.empty()),
                () -> condition(shop.getStatus(), DATABASE_PLACED).ifPresent(conditions::add));
        BackupStatus backup = backup(false, Ledger.told(shop).orElse(null));
        if (!suspended) add(STALLED, true, why);
        VersionStatus before =
                shop.getStatus() == null ? null : shop.getStatus().version();
        return status(
                database,
                new VersionStatus(
                        before == null ? null : before.current(),
                        Images.version(shop.getSpec().image()),
                        before == null ? null : before.lastStable()),
                shop.getStatus() == null ? null : shop.getStatus().release(),
                // a host that was not granted is no address of this shop
                shop.getStatus() == null ? null : shop.getStatus().url(),
                backup,
                shop.getStatus() == null ? null : shop.getStatus().origin(),
                move.flatMap(step -> DatabaseMove.granted(shop, step))
                        .orElse(
                                shop.getStatus() == null
                                        ? null
                                        : shop.getStatus().sizing()),
                true,
                move);
    }

    private static Optional<Finding> stalled(DatabaseState database, Phase phase, Finding release) {
        if (database.stalled()) return Optional.of(database.finding());
        return switch (phase) {
            case MIGRATION_FAILED, ROLLOUT_FAILED, ROLLED_BACK -> Optional.of(release);
            default -> Optional.empty();
        };
    }

    private Finding ready(
            DatabaseState database,
            ReleaseDecision release,
            Finding releaseFinding,
            Optional<Finding> stalled,
            boolean serving) {
        if (stalled.isPresent()) {
            // "is back" would sound as if customers were served
            boolean lost = !serving && release.stable().isPresent();
            Finding why = stalled.get();
            return lost ? new Finding(why.reason(), "No web pod is ready. " + why.message()) : why;
        }
        if (!serving) {
            String why = database.ready()
                    ? releaseFinding.message()
                    : database.finding().message();
            return release.stable().isEmpty()
                    ? new Finding(Reason.INSTALLING, why)
                    : new Finding(Reason.NO_WEB_POD_READY, "No web pod is ready. " + why);
        }
        if (!database.ready()) return database.finding();
        if (release.phase() != Phase.RELEASED) return releaseFinding;
        if (database.isTelling()) return database.finding();
        return new Finding(Reason.SERVING, "The shop serves customers at " + ShopAddress.of(shop, settings) + ".");
    }

    /** Tells of the backups; {@code asked} says that the one that is due has been asked for, {@code ledger} what is known of the destination. */
    private BackupStatus backup(boolean asked, LedgerStatus ledger) {
        if (BackupSchedules.mistake(shop).isPresent()) {
            condition(shop.getStatus(), BACKUP_RECENT).ifPresent(conditions::add);
            condition(shop.getStatus(), BACKUP_VERIFIED).ifPresent(conditions::add);
            condition(shop.getStatus(), POINT_IN_TIME_AVAILABLE).ifPresent(conditions::add);
            return shop.getStatus() == null ? null : shop.getStatus().backup();
        }
        BackupSummary summary = new BackupSummary(shop, seen.backups(), ledger, now);
        Verdict recent = summary.recent();
        add(BACKUP_RECENT, recent.status(), recent.finding());
        Verdict verified = summary.verified();
        add(BACKUP_VERIFIED, verified.status(), verified.finding());
        PointInTime pointInTime = pointInTime(shop, seen, now);
        pointInTime.verdict().ifPresent(verdict -> add(POINT_IN_TIME_AVAILABLE, verdict.status(), verdict.finding()));
        return summary.status(asked, pointInTime.status());
    }

    /** How the log of the shop's database is stored. */
    static PointInTime pointInTime(Shop shop, Surroundings seen, Instant now) {
        return new PointInTime(
                shop,
                seen.logReceiver(),
                seen.pods(Component.LOG_RECEIVER),
                seen.events(),
                condition(shop.getStatus(), POINT_IN_TIME_AVAILABLE),
                now);
    }

    private void databaseConditions(DatabaseState database, Optional<Finding> problem) {
        Finding finding = problem.filter(found -> isOfDatabase(database, found)).orElse(database.finding());
        add(DATABASE_READY, database.ready(), finding);
        if (shop.getSpec().database().cloudNativePg() != null) {
            Finding availability = ClusterState.availability(shop, seen.cluster());
            add(HIGHLY_AVAILABLE, availability.reason() == Reason.HIGHLY_AVAILABLE, availability);
        } else if (shop.getSpec().database().external() == null) {
            add(
                    HIGHLY_AVAILABLE,
                    false,
                    new Finding(
                            Reason.SINGLE_DATABASE,
                            "The embedded database is one pod: while it restarts, pages wait some seconds."));
        } else {
            add(
                    HIGHLY_AVAILABLE,
                    "Unknown",
                    new Finding(
                            Reason.EXTERNAL_DATABASE,
                            "Whether the external database is highly available is not known here."));
        }
    }

    private void autoscaling() {
        seen.autoscaling(shop)
                .verdict(condition(shop.getStatus(), AUTOSCALING_ACTIVE), now)
                .ifPresent(verdict -> add(AUTOSCALING_ACTIVE, verdict.status(), verdict.finding()));
    }

    /** Tells whether the database's volume has room for the days to come. */
    private void storage(DatabaseState database) {
        StorageHealth.of(shop, seen.volume(), database, seen.backups())
                .ifPresent(verdict -> add(STORAGE_HEALTHY, verdict.status(), verdict.finding()));
    }

    private static boolean isOfDatabase(DatabaseState database, Finding problem) {
        return switch (problem.reason()) {
            case CLUSTER_REFUSED, QUOTA_EXCEEDED -> true;
            case STORAGE_GROWING, STORAGE_NOT_GROWN -> database.ready();
            default -> false;
        };
    }

    /** Only of a database that has moved, or is to. */
    private void databasePlaced(DatabaseMove.Step move, Optional<Finding> problem) {
        problem.filter(found -> found.reason() == Reason.MOVE_BLOCKED)
                .or(move::finding)
                .ifPresent(finding -> add(DATABASE_PLACED, finding.reason() == Reason.DATABASE_MOVED, finding));
    }

    private ShopStatus status(
            DatabaseState database,
            VersionStatus version,
            ReleaseStatus release,
            String url,
            BackupStatus backup,
            OriginStatus origin,
            SizingStatus sizing,
            boolean asBefore,
            Optional<DatabaseMove.Step> move) {
        Optional<DatabaseStatus> told = Optional.ofNullable(shop.getStatus()).map(ShopStatus::database);
        Boolean initialized = shop.getSpec().database().external() == null ? database.initialized() : null;
        return new ShopStatus(
                shop.getMetadata().getGeneration(),
                conditions,
                url,
                version,
                release,
                readyPods(),
                ShopLabels.selector(shop, Component.WEB).entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",")),
                new DatabaseStatus(
                        provider(),
                        initialized,
                        DatabaseVolume.asked(shop, seen.volume(), asBefore).orElse(null),
                        move.map(DatabaseMove.Step::instance)
                                .orElseGet(() -> told.map(DatabaseStatus::instance))
                                .orElse(null),
                        move.map(DatabaseMove.Step::status)
                                .orElseGet(() -> told.map(DatabaseStatus::move))
                                .orElse(null),
                        move.map(DatabaseMove.Step::former).orElseGet(() -> told.map(DatabaseStatus::formerVolumes)
                                .orElse(null))),
                backup,
                origin,
                sizing);
    }

    private String provider() {
        DatabaseSpec database = shop.getSpec().database();
        if (database.embedded() != null) return "embedded";
        if (database.cloudNativePg() != null) return ClusterConfig.PROVIDER;
        return seen.binding()
                .flatMap(secret -> Base64Data.value(secret.getData(), "provider"))
                .orElse("external");
    }

    private VersionStatus version(ReleaseDecision release) {
        String running = seen.web()
                .map(web -> web.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .map(Images::version)
                .orElse(null);
        String stable =
                release.stable().map(StableRelease::image).map(Images::version).orElse(null);
        return new VersionStatus(
                stable == null ? running : stable, Images.version(shop.getSpec().image()), stable);
    }

    private static ReleaseStatus memory(ReleaseDecision release) {
        if (release.stable().isEmpty() && release.failed().isEmpty()) return null;
        return new ReleaseStatus(
                release.stable().map(StableRelease::status).orElse(null),
                release.failed().map(FailedRelease::status).orElse(null));
    }

    private boolean isServing() {
        return readyPods() > 0;
    }

    /** Once a pod has stayed ready for a while: by then the ingress has heard of it too, and the address leads to a page. */
    private boolean isServingForTheFirstTime() {
        return seen.web()
                .map(Deployment::getStatus)
                .map(status -> Objects.requireNonNullElse(status.getAvailableReplicas(), 0))
                .filter(available -> available > 0)
                .isPresent();
    }

    /** The surge of a rollout is not counted: it would only make the number flicker. */
    private int readyPods() {
        int ready = seen.web()
                .map(Deployment::getStatus)
                .map(status -> Objects.requireNonNullElse(status.getReadyReplicas(), 0))
                .orElse(0);
        return Math.min(ready, seen.autoscaling(shop).wanted());
    }

    private static Reason reason(Phase phase) {
        return switch (phase) {
            case WAITING_FOR_DATABASE -> Reason.WAITING_FOR_DATABASE;
            case MIGRATING -> Reason.MIGRATING;
            case MIGRATION_FAILED -> Reason.MIGRATION_FAILED;
            case ROLLING_OUT -> Reason.ROLLING_OUT;
            case RELEASED -> Reason.RELEASED;
            case ROLLOUT_FAILED -> Reason.ROLLOUT_FAILED;
            case ROLLED_BACK -> Reason.ROLLED_BACK;
        };
    }

    private void add(String type, boolean status, Finding finding) {
        add(type, status ? "True" : "False", finding);
    }

    /** Keeps the time of the last change of a condition whose status did not change. */
    private void add(String type, String status, Finding finding) {
        String since = condition(shop.getStatus(), type)
                .filter(before -> before.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(finding.reason().word())
                .withMessage(finding.message())
                .withObservedGeneration(shop.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build());
    }
}
