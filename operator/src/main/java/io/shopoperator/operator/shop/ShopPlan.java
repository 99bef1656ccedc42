package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.database.DatabaseConfig;
import io.shopoperator.operator.shop.database.DatabaseNetworkPolicy;
import io.shopoperator.operator.shop.database.DatabaseService;
import io.shopoperator.operator.shop.database.DatabaseState;
import io.shopoperator.operator.shop.database.DatabaseStatefulSet;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.migration.MigrationJob;
import io.shopoperator.operator.shop.migration.MigrationState;
import io.shopoperator.operator.shop.release.Bindings;
import io.shopoperator.operator.shop.release.ReleaseDecision;
import io.shopoperator.operator.shop.release.ReleaseDecision.Phase;
import io.shopoperator.operator.shop.release.Releases;
import io.shopoperator.operator.shop.web.WebDeployment;
import io.shopoperator.operator.shop.web.WebDisruptionBudget;
import io.shopoperator.operator.shop.web.WebIngress;
import io.shopoperator.operator.shop.web.WebNetworkPolicy;
import io.shopoperator.operator.shop.web.WebService;
import io.shopoperator.operator.shop.web.WebServiceMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a shop's children should be, from its spec and what was seen of them; pure.
 *
 * @param children to be applied, in this order
 * @param migration to be created if it is not there; never changed afterwards
 * @param obsolete migrations of other releases, and those that are to be run again: failed ones, and ones with a former administrator's password
 * @param database how the database does
 * @param release where the release stands
 * @param administrator why the administrator of a released shop does not have the password of the Secret, if so
 */
public record ShopPlan(
        List<HasMetadata> children,
        Optional<Job> migration,
        List<Job> obsolete,
        DatabaseState database,
        ReleaseDecision release,
        Optional<Finding> administrator) {
    /** How long a migration that failed beside a released shop is left alone, unless its Secrets change. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** Whether nothing keeps database and pods from getting on. */
    boolean isSmooth() {
        return database.finding().reason() != Reason.DATABASE_UNAVAILABLE
                && release.trouble().isEmpty();
    }

    /** The plan for a shop that was accepted: its binding Secret is there and complete. */
    public static ShopPlan of(Shop shop, OperatorSettings settings, Surroundings seen, Instant now) {
        DatabaseState database = database(shop, seen);
        Releases releases =
                new Releases(shop, seen.bindingSecrets(), database.ready(), seen.pods(Component.WEB), seen.events());
        Bindings bindings = releases.bindings();
        Optional<Job> job = seen.migrations().stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(ShopNames.migration(shop, releases.id())))
                .findFirst();
        MigrationState tried = MigrationState.of(job, seen.pods(Component.MIGRATION));
        boolean anotherAdministrator = job.filter(done -> MigrationJob.isOfAnotherAdministrator(done, seen.admin()))
                .isPresent();
        // what is wrong in a Secret is put right there, not in the spec
        boolean corrected = tried instanceof MigrationState.Failed
                && (anotherAdministrator
                        || job.filter(failed -> MigrationJob.isOfAnotherBinding(failed, bindings))
                                .isPresent());
        ReleaseDecision decision = releases.decide(seen.web(), corrected ? new MigrationState.Absent() : tried);
        boolean migrating = decision.phase() == Phase.MIGRATING;
        // a migration also carries the administrator's password, so it runs once more for another one
        boolean released = decision.phase() == Phase.RELEASED;
        boolean due = tried instanceof MigrationState.Failed failed
                && !failed.since().plus(RETRY_AFTER).isAfter(now);
        boolean again = migrating && tried instanceof MigrationState.Failed
                || released && database.ready() && (anotherAdministrator || corrected || due);
        boolean start = (migrating || released && database.ready()) && job.isEmpty();
        return new ShopPlan(
                children(shop, settings, seen, database, bindings, decision),
                start
                        ? Optional.of(MigrationJob.desired(shop, settings, releases.id(), bindings, seen.admin()))
                        : Optional.empty(),
                seen.migrations().stream()
                        .filter(candidate ->
                                again || job.filter(candidate::equals).isEmpty())
                        .filter(candidate -> candidate.getMetadata().getDeletionTimestamp() == null)
                        .toList(),
                database,
                decision,
                released ? administrator(shop, tried) : Optional.empty());
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
                                + RETRY_AFTER.toMinutes() + " minutes, and at once when the Secret changes."));
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
        return DatabaseState.embedded(
                shop, seen.database(), seen.databaseConfig(), seen.pods(Component.DATABASE), seen.events());
    }

    private static List<HasMetadata> children(
            Shop shop,
            OperatorSettings settings,
            Surroundings seen,
            DatabaseState database,
            Bindings bindings,
            ReleaseDecision decision) {
        List<HasMetadata> children = new ArrayList<>();
        if (shop.getSpec().database().embedded() != null) {
            children.add(DatabaseVolume.desired(shop, settings, seen.volume()));
            children.add(DatabaseConfig.desired(shop, database.initialized()));
            children.add(DatabaseNetworkPolicy.desired(shop));
            children.add(DatabaseService.desired(shop));
            children.add(DatabaseStatefulSet.desired(
                    shop, settings, bindings.database().hash()));
        }
        children.add(WebNetworkPolicy.desired(shop, settings));
        children.add(WebDisruptionBudget.desired(shop));
        children.add(WebService.desired(shop));
        decision.release().ifPresent(release -> children.add(WebDeployment.desired(shop, settings, release)));
        children.add(WebIngress.desired(shop, settings));
        if (seen.serviceMonitors()) children.add(WebServiceMonitor.desired(shop, settings));
        return children;
    }
}
