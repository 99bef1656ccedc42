package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.migration.MigrationJob;
import io.shopoperator.operator.shop.migration.MigrationState;
import io.shopoperator.operator.shop.release.Bindings;
import io.shopoperator.operator.shop.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The migration of one release. Beside the schema it carries the administrator's password into the shop.
 *
 * @param release the short name of the release
 * @param image what it runs
 * @param bindings what it is bound to
 * @param admin the administrator's Secret as it is now
 * @param job its Job, if it is there
 */
record Migration(
        String release,
        String image,
        Bindings bindings,
        Optional<Secret> admin,
        Optional<Job> job,
        MigrationState state) {
    /** How long a migration that failed beside a released shop is left alone, unless its Secrets change. */
    static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** The one of what the spec asks for. */
    static Migration asked(Shop shop, String release, Bindings bindings, Surroundings seen) {
        return of(shop, release, shop.getSpec().image(), bindings, seen);
    }

    /** The one of a release that the web Deployment runs. */
    static Migration of(Shop shop, Release running, Surroundings seen) {
        return of(shop, running.annotations().get(ShopAnnotations.RELEASE), running.image(), running.bindings(), seen);
    }

    private static Migration of(Shop shop, String release, String image, Bindings bindings, Surroundings seen) {
        Optional<Job> job = seen.migrations().stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(ShopNames.migration(shop, release)))
                .findFirst();
        return new Migration(
                release, image, bindings, seen.admin(), job, MigrationState.of(job, seen.pods(Component.MIGRATION)));
    }

    /** Whether it brought another password of the administrator than the Secret has now. */
    boolean isOfAnotherAdministrator() {
        return job.filter(there -> MigrationJob.isOfAnotherAdministrator(there, admin))
                .isPresent();
    }

    /** Whether it failed and one of its Secrets has been changed since: what is wrong in a Secret is put right there, not in the spec. */
    boolean isCorrected() {
        return state instanceof MigrationState.Failed
                && (isOfAnotherAdministrator()
                        || job.filter(failed -> MigrationJob.isOfAnotherBinding(failed, bindings))
                                .isPresent());
    }

    /** Whether it is to run once more for a release that serves: for another password, or as it failed. */
    boolean isDueAgain(Instant now) {
        boolean waited = state instanceof MigrationState.Failed failed
                && !failed.since().plus(RETRY_AFTER).isAfter(now);
        return isOfAnotherAdministrator() || isCorrected() || waited;
    }

    /** Whether a shop on the same database has its administrator's password from it, as the Secret has it now. */
    boolean hasBroughtTheAdministratorTo(Migration other) {
        return state instanceof MigrationState.Succeeded
                && !isOfAnotherAdministrator()
                && bindings.database().equals(other.bindings().database());
    }

    Job desired(Shop shop, OperatorSettings settings) {
        return MigrationJob.desired(shop, settings, release, image, bindings, admin);
    }
}
