package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.api.v1alpha1.ShopBackupStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.backup.BackupProgram;
import io.shopoperator.operator.shop.backup.BackupSummary;
import io.shopoperator.operator.shop.backup.BackupVolume;
import io.shopoperator.operator.shop.backup.Ledger;
import io.shopoperator.operator.shop.backup.LogReceiver;
import io.shopoperator.operator.shop.backup.PointInTime;
import io.shopoperator.operator.shop.database.DatabaseConfig;
import io.shopoperator.operator.shop.database.DatabaseNetworkPolicy;
import io.shopoperator.operator.shop.database.DatabaseService;
import io.shopoperator.operator.shop.database.DatabaseState;
import io.shopoperator.operator.shop.database.DatabaseStatefulSet;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterConfig;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterNetworkPolicy;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterState;
import io.shopoperator.operator.shop.database.cloudnativepg.PostgresCluster;
import io.shopoperator.operator.shop.migration.MigrationState;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.origin.Origin;
import io.shopoperator.operator.shop.release.Bindings;
import io.shopoperator.operator.shop.release.ReleaseDecision;
import io.shopoperator.operator.shop.release.ReleaseDecision.Phase;
import io.shopoperator.operator.shop.release.Releases;
import io.shopoperator.operator.shop.size.SizeInForce;
import io.shopoperator.operator.shop.size.Sizing;
import io.shopoperator.operator.shop.web.Autoscaling;
import io.shopoperator.operator.shop.web.WebDeployment;
import io.shopoperator.operator.shop.web.WebDisruptionBudget;
import io.shopoperator.operator.shop.web.WebIngress;
import io.shopoperator.operator.shop.web.WebNetworkPolicy;
import io.shopoperator.operator.shop.web.WebService;
import io.shopoperator.operator.shop.web.WebServiceMonitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a shop's children should be, from its spec and what was seen of them; pure.
 *
 * @param children to be applied, in this order
 * @param migration to be created if it is not there; never changed afterwards
 * @param obsolete migrations of other releases, and the one that is to be run again: a failed one, or one with a former administrator's
 *     password; runs of the backup program whose results are told; and an autoscaler that is no longer wanted
 * @param database how the database does
 * @param release where the release stands
 * @param backup a backup that is due, to be asked for if nobody has
 * @param ledger how far the ShopBackups have been brought up to what is at their destination
 * @param origin what the database of a new shop begins with
 * @param sizing which size the pods are made with
 * @param move what is next for a database that is to be on another volume
 * @param administrator why the administrator of a shop that serves does not have the password of the Secret, if so
 */
public record ShopPlan(
        List<HasMetadata> children,
        Optional<Job> migration,
        List<HasMetadata> obsolete,
        DatabaseState database,
        ReleaseDecision release,
        Optional<ShopBackup> backup,
        Ledger.Step ledger,
        Origin.Step origin,
        Sizing sizing,
        DatabaseMove.Step move,
        Optional<Finding> administrator) {
    /** Whether nothing keeps database and pods from getting on. */
    boolean isSmooth() {
        return database.finding().reason() != Reason.DATABASE_UNAVAILABLE
                && release.trouble().isEmpty();
    }

    /** Runs of the programs for backups and moves to be started, unless they are there. */
    List<Job> runs() {
        return Stream.of(origin.start(), ledger.start(), move.start())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The plan for a shop that was accepted: its binding Secret is complete if it is there, and is there unless CloudNativePG has yet to make it. */
    public static ShopPlan of(Shop shop, OperatorSettings table, Surroundings seen, Instant now) {
        Sizing sizing = sizing(shop, table, seen);
        // to all children the shop's size means what it is granted
        OperatorSettings settings = table.with(shop.getSpec().size(), sizing.size());
        DatabaseState database = database(shop, seen);
        Origin.Step origin = new Origin(shop, settings, seen.origin(), seen.runs(), seen.pods(Component.RESTORE), now)
                .next(database.ready(), seen.web().isPresent());
        if (seen.binding().isEmpty()) return unbound(shop, settings, seen, database, origin, sizing, now);
        Releases releases = new Releases(
                shop,
                seen.bindingSecrets(),
                database.ready() && !origin.holds() && !isNameless(shop, seen),
                seen.pods(Component.WEB),
                seen.events());
        Bindings bindings = releases.bindings();
        Migration asked = Migration.asked(shop, releases.id(), bindings, seen);
        ReleaseDecision decision = releases.decide(
                seen.web(),
                asked.isCorrected() ? new MigrationState.Absent() : asked.state(),
                ShopStatuses.condition(shop.getStatus(), ShopStatuses.RELEASED));
        boolean migrating = decision.phase() == Phase.MIGRATING;
        Optional<Migration> serving = serving(shop, seen, decision, asked);
        boolean again = migrating && asked.state() instanceof MigrationState.Failed
                || database.ready()
                        && serving.filter(migration -> migration.isDueAgain(now))
                                .isPresent();
        Optional<Migration> due = migrating
                ? Optional.of(asked)
                : serving.filter(migration -> database.ready() && !asked.hasBroughtTheAdministratorTo(migration));
        Optional<ShopBackup> backup = decision.stable().isPresent() && database.ready()
                ? new BackupSummary(shop, seen.backups(), now).due()
                : Optional.empty();
        DatabaseMove.Step move = move(
                shop,
                settings,
                seen,
                database,
                bindings.database().hash(),
                occupied(seen, decision),
                sizing.moving(),
                now);
        List<HasMetadata> children = children(shop, settings, seen, database, Optional.of(bindings), decision, move);
        boolean archived = PointInTime.isWanted(shop)
                && (decision.stable().isPresent() || seen.logReceiver().isPresent());
        boolean backedUp = backup.isPresent() || isBackedUp(seen) || archived;
        Ledger.Step ledger =
                ledger(shop, settings, seen, decision.stable().isPresent() && database.ready(), backedUp, now);
        if (backedUp) {
            children.addAll(backups(shop, settings, seen));
        } else if (origin.holds() || ledger.isOpen()) {
            children.add(BackupProgram.desired(shop));
        }
        if (archived || seen.logReceiver().isPresent()) {
            children.add(LogReceiver.desired(shop, settings, bindings.database().hash(), archived));
        }
        return new ShopPlan(
                children,
                due.filter(migration -> migration.job().isEmpty()).map(migration -> migration.desired(shop, settings)),
                Stream.<Stream<? extends HasMetadata>>of(
                                obsolete(seen, asked, serving, again).stream(),
                                ledger.obsolete().stream(),
                                origin.obsolete().stream(),
                                seen.autoscaling(shop).obsolete().stream())
                        .<HasMetadata>flatMap(there -> there)
                        .toList(),
                database.boundTo(bindings.database().hash(), seen.database()),
                decision,
                backup,
                ledger,
                origin,
                sizing,
                move,
                serving.flatMap(migration -> administrator(shop, migration.state())));
    }

    /** Nobody knows yet how the database is reached: it is brought on its way, and what runs is left as it is. */
    private static ShopPlan unbound(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            DatabaseState database,
            Origin.Step origin,
            Sizing sizing,
            Instant now) {
        ReleaseDecision decision = Releases.unbound(shop);
        DatabaseMove.Step move = DatabaseMove.Step.none();
        return new ShopPlan(
                children(shop, settings, seen, database, Optional.empty(), decision, move),
                Optional.empty(),
                List.of(),
                database,
                decision,
                Optional.empty(),
                new Ledger(shop, settings, seen.backups(), seen.runs(), seen.pods(Component.BACKUP), now).rest(),
                origin,
                sizing,
                move,
                Optional.empty());
    }

    /** Whether the database may have no name yet, in a shop that was made anew over volumes between which it was moving. */
    private static boolean isNameless(Shop shop, Surroundings seen) {
        return seen.web().isEmpty()
                && (DatabaseMove.isHandingOver(shop) || DatabaseMove.isNamedBack(shop, seen.move()));
    }

    /** Pods of a database that is being handed over are not replaced meanwhile. */
    private static Sizing sizing(Shop shop, OperatorSettings table, Surroundings seen) {
        return Optional.of(shop)
                .filter(DatabaseMove::isHandingOver)
                .flatMap(there -> Sizing.inForce(there, table))
                .orElseGet(() -> Sizing.of(shop, table, seen));
    }

    /** What is next for the database of a shop, which is handed over to its copy only when nobody but customers is at work in it. */
    static DatabaseMove.Step move(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            DatabaseState database,
            String bindingHash,
            Optional<String> occupied,
            Optional<SizingStatus> moving,
            Instant now) {
        return new DatabaseMove(
                        shop,
                        settings,
                        seen.move(),
                        seen.volume(),
                        seen.pods(),
                        seen.events(),
                        new DatabaseMove.Now(
                                database.ready(),
                                !database.away() && seen.rebuilding().isEmpty(),
                                occupied,
                                bindingHash,
                                moving,
                                now))
                .next();
    }

    /** The next step of handing a database over, for a shop that is left alone otherwise; empty if none is under way. */
    static Optional<DatabaseMove.Step> handingOver(Shop shop, OperatorSettings table, Surroundings seen, Instant now) {
        if (!DatabaseMove.isHandingOver(shop) && !DatabaseMove.isNamedBack(shop, seen.move())) return Optional.empty();
        String hash = seen.binding().map(Hashes::content).orElse("");
        Optional<SizingStatus> moving = Sizing.inForce(shop, table).flatMap(Sizing::moving);
        return SizeInForce.of(shop, table)
                .map(size -> table.with(shop.getSpec().size(), size))
                .map(settings -> move(shop, settings, seen, database(shop, seen), hash, Optional.empty(), moving, now));
    }

    private static Optional<String> occupied(Surroundings seen, ReleaseDecision decision) {
        return seen.restores().stream()
                .filter(Surroundings::isAtWork)
                .map(restore -> "the ShopRestore " + restore.getMetadata().getName())
                .findFirst()
                .or(() -> seen.backups().stream()
                        .filter(backup -> backup.getStatus() != null
                                && backup.getStatus().phase() == ShopBackupStatus.Phase.RUNNING)
                        .map(backup -> "the ShopBackup " + backup.getMetadata().getName())
                        .findFirst())
                .or(() -> decision.phase() == Phase.MIGRATING
                        ? Optional.of("the migration of the next release")
                        : Optional.empty());
    }

    /** The migration of what customers are served by, once its release has come to an end: it keeps the administrator's password up to date. */
    private static Optional<Migration> serving(
            Shop shop, Surroundings seen, ReleaseDecision decision, Migration asked) {
        return switch (decision.phase()) {
            case RELEASED -> Optional.of(asked);
            case ROLLED_BACK -> decision.release().map(back -> Migration.of(shop, back, seen));
            default -> Optional.empty();
        };
    }

    private static List<Job> obsolete(Surroundings seen, Migration asked, Optional<Migration> serving, boolean again) {
        Optional<Job> current = serving.orElse(asked).job();
        return seen.migrations().stream()
                .filter(candidate -> again && current.filter(candidate::equals).isPresent()
                        || asked.job().filter(candidate::equals).isEmpty()
                                && current.filter(candidate::equals).isEmpty())
                .filter(candidate -> candidate.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** What failed stays told until an attempt has succeeded. */
    private static Optional<Finding> administrator(Shop shop, MigrationState tried) {
        return switch (tried) {
            case MigrationState.Failed failed ->
                Optional.of(new Finding(
                        Reason.ADMINISTRATOR_NOT_UPDATED,
                        "The migration ran once more, to give the administrator the password of Secret "
                                + ShopNames.admin(shop) + ", and failed: " + failed.message()
                                + " Customers are served as before. It is tried again every "
                                + Migration.RETRY_AFTER.toMinutes()
                                + " minutes, and at once when the Secret changes."));
            case MigrationState.Succeeded ignored -> Optional.empty();
            default ->
                ShopStatuses.condition(shop.getStatus(), ShopStatuses.RECONCILING)
                        .filter(condition ->
                                Reason.ADMINISTRATOR_NOT_UPDATED.word().equals(condition.getReason()))
                        .map(condition -> new Finding(Reason.ADMINISTRATOR_NOT_UPDATED, condition.getMessage()));
        };
    }

    /** How the database of a shop does. */
    static DatabaseState database(Shop shop, Surroundings seen) {
        if (shop.getSpec().database().external() != null) return DatabaseState.external();
        if (shop.getSpec().database().cloudNativePg() != null) {
            return ClusterState.of(
                    shop, seen.cluster(), seen.databaseConfig(), seen.binding().isPresent());
        }
        DatabaseState state = DatabaseState.embedded(
                shop, seen.database(), seen.databaseConfig(), seen.pods(Component.DATABASE), seen.events());
        // a restore that was approved for a database that has come back by itself must not take it away
        return seen.rebuilding()
                .filter(restore -> !state.ready())
                .map(restore -> state.restoring(restore.getMetadata().getName()))
                .orElseGet(() -> state.on(shop, seen.volume(), seen.pods(Component.DATABASE)));
    }

    /** A volume that is not there holds nothing, and one that this plan makes is empty. */
    private static Ledger.Step ledger(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            boolean knowsItsData,
            boolean backedUp,
            Instant now) {
        Ledger ledger = new Ledger(shop, settings, seen.backups(), seen.runs(), seen.pods(Component.BACKUP), now);
        if (BackupVolume.isWanted(shop) && seen.backupVolume().isEmpty()) {
            return backedUp ? ledger.beginEmpty() : ledger.rest();
        }
        return knowsItsData ? ledger.next() : ledger.rest();
    }

    private static boolean isBackedUp(Surroundings seen) {
        return !seen.backups().isEmpty() || seen.backupVolume().isPresent();
    }

    /** What backups need is made with the first of them: until a claim is bound, its size cannot be changed. */
    private static List<HasMetadata> backups(Shop shop, OperatorSettings settings, Surroundings seen) {
        List<HasMetadata> children = new ArrayList<>(List.of(BackupProgram.desired(shop)));
        if (BackupVolume.isWanted(shop)) children.add(BackupVolume.desired(shop, settings, seen.backupVolume()));
        return children;
    }

    private static List<HasMetadata> children(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            DatabaseState database,
            Optional<Bindings> bindings,
            ReleaseDecision decision,
            DatabaseMove.Step move) {
        List<HasMetadata> children = new ArrayList<>(cloudNativePg(shop, settings, seen, database));
        if (shop.getSpec().database().embedded() != null) {
            if (seen.volume().isPresent() || !database.initialized() || isDatabaseAtRest(seen)) {
                children.add(DatabaseVolume.desired(
                        shop, settings, seen.volume(), move.grows(), DatabaseMove.marked(shop, seen.volume(), move)));
            }
            children.add(DatabaseConfig.desired(shop, database.initialized()));
            children.add(DatabaseNetworkPolicy.desired(shop, move.isUnderWay()));
            children.add(DatabaseService.desired(shop, move.leads()));
            children.add(DatabaseStatefulSet.desired(
                    shop, settings, bindings.orElseThrow().database().hash(), database.away()));
            children.addAll(move.children());
        }
        children.add(WebNetworkPolicy.desired(shop, settings));
        children.add(WebDisruptionBudget.desired(shop));
        children.add(WebService.desired(shop));
        Autoscaling autoscaling = seen.autoscaling(shop);
        autoscaling.desired().ifPresent(children::add);
        decision.release()
                .ifPresent(release ->
                        children.add(WebDeployment.desired(shop, settings, release, autoscaling.replicas())));
        children.add(WebIngress.desired(shop, settings));
        if (seen.serviceMonitors()) children.add(WebServiceMonitor.desired(shop, settings));
        return children;
    }

    /** A Cluster that is gone is not made anew once it has held data. */
    private static List<HasMetadata> cloudNativePg(
            Shop shop, OperatorSettings settings, Surroundings seen, DatabaseState database) {
        if (shop.getSpec().database().cloudNativePg() == null) return List.of();
        Optional<Cluster> there = seen.cluster().cluster();
        List<HasMetadata> children = new ArrayList<>(List.of(
                ClusterConfig.desired(shop, database.initialized()), ClusterNetworkPolicy.desired(shop, settings)));
        if (there.isPresent() || !database.initialized()) {
            children.add(PostgresCluster.desired(shop, settings, there));
        }
        return children;
    }

    /** Another claim in place of a lost one is for the restore alone: a pod of the database would have it bound wherever that pod happens to be. */
    private static boolean isDatabaseAtRest(Surroundings seen) {
        return seen.pods(Component.DATABASE).isEmpty()
                && seen.database()
                        .filter(set -> !DatabaseStatefulSet.isAtRest(set))
                        .isEmpty();
    }
}
