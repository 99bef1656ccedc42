package io.shopoperator.operator.shop.release;

import io.shopoperator.operator.kube.Troubles;
import java.util.Optional;

/**
 * Where a release stands and what the web Deployment shall be.
 *
 * @param phase where it stands
 * @param release what the Deployment shall run; empty while there has never been one
 * @param message for people: why, and what to do
 * @param trouble what keeps pods from getting on, if something does
 * @param stable the release that was last rolled out completely
 * @param failed the release that was rolled back, while the spec asks for it
 */
public record ReleaseDecision(
        Phase phase,
        Optional<Release> release,
        String message,
        Optional<Troubles.Trouble> trouble,
        Optional<StableRelease> stable,
        Optional<FailedRelease> failed) {

    /** The message with the trouble in it. */
    public String told() {
        return message + trouble.map(Troubles.Trouble::told).orElse("");
    }

    /** Where a release stands. */
    public enum Phase {
        /** The database must be ready first. */
        WAITING_FOR_DATABASE,
        /** The schema is being brought to the new image's version; what ran before serves. */
        MIGRATING,
        /** The migration failed; what ran before serves. */
        MIGRATION_FAILED,
        /** Pods are being replaced. */
        ROLLING_OUT,
        /** All pods are what the spec asks for. */
        RELEASED,
        /** The new pods did not become ready, and nothing was there to go back to, or it was not wanted. */
        ROLLOUT_FAILED,
        /** The new pods did not become ready; the last stable release is back. */
        ROLLED_BACK
    }
}
