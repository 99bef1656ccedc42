package io.shopoperator.operator.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.RestoredOrdersStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus;
import io.shopoperator.api.v1alpha1.ShopRestoreStatus.Phase;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.restore.RestoreJob.Work;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.RunWords;
import io.shopoperator.operator.shop.backup.Word;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is next for a restore; pure.
 *
 * <pre>
 * Pending -its turn-> Previewing -> Previewed -approved: dryRun false-> Applying -> Succeeded
 *    |                    |                                                |
 *    |                    +---------------> Failed <-----------------------+
 *    +--dryRun false from the start-------------------------------------> Applying
 * </pre>
 *
 * @param status what is told of it
 * @param start a Job to be started, unless it is there
 * @param obsolete Jobs whose results are in the status
 * @param again when to look at it again, at the latest
 */
record RestorePlan(ShopRestoreStatus status, Optional<Job> start, List<Job> obsolete, Optional<Duration> again) {
    static final String COMPLETE = "Complete";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    /** By the phase the restore is in. */
    static RestorePlan of(RestoreScene scene) {
        return switch (scene.phase()) {
            case PENDING -> waiting(scene);
            case PREVIEWING -> working(scene, Work.PREVIEW);
            case PREVIEWED -> previewed(scene);
            case APPLYING -> working(scene, Work.APPLY);
            case SUCCEEDED, FAILED -> ended(scene);
        };
    }

    /** The diff that was approved: the one that the spec names, or else the one that was told. Null if nobody saw any. */
    static String approved(ShopRestore restore) {
        String named = restore.getSpec().approvedDiff();
        if (named != null && !named.isEmpty()) return named;
        ShopRestoreStatus status = restore.getStatus();
        return status == null || status.preview() == null
                ? null
                : status.preview().diff();
    }

    private static RestorePlan waiting(RestoreScene scene) {
        String name = scene.restore().getSpec().shopRef().name();
        if (scene.shop().isEmpty()) {
            return stalled(
                    scene,
                    new Word(
                            "ShopMissing",
                            "There is no Shop '" + name
                                    + "' in this namespace: create it, or delete this ShopRestore."));
        }
        Shop shop = scene.shop().get();
        if (shop.getSpec().suspend()) {
            return stalled(scene, new Word("ShopSuspended", "The shop's spec.suspend is true: set it to false."));
        }
        boolean installed = shop.getStatus() != null
                && shop.getStatus().release() != null
                && shop.getStatus().release().stable() != null;
        if (!installed) {
            return stalled(
                    scene,
                    new Word(
                            "ShopNotReady",
                            "The shop has not been installed yet: there is nothing to put orders into."));
        }
        if (!hasKnownSize(shop, scene)) return stalled(scene, unknownSize(shop));
        if (!isItsTurn(scene)) {
            return told(
                            scene,
                            Phase.PENDING,
                            RECONCILING,
                            "True",
                            new Word(
                                    "WaitingForTurn",
                                    "Another restore of this shop is under way, or was asked for earlier."))
                    .lookingAgain(SOON);
        }
        return switch (RestoreSource.of(scene.restore().getSpec().from(), name, scene.backups())) {
            case RestoreSource.None none -> failed(scene, none.why());
            case RestoreSource.Found found -> {
                Work work = scene.restore().getSpec().dryRun() ? Work.PREVIEW : Work.APPLY;
                yield told(scene, phase(work), RECONCILING, "True", word(work))
                        .from(found.backup().getMetadata().getName())
                        .lookingAgain(AT_ONCE);
            }
        };
    }

    private static boolean hasKnownSize(Shop shop, RestoreScene scene) {
        return scene.settings().sizes().containsKey(shop.getSpec().size());
    }

    private static Word unknownSize(Shop shop) {
        return new Word(
                Reason.UNKNOWN_SIZE.word(),
                "The shop's spec.size '" + shop.getSpec().size() + "' is unknown: see its condition Accepted.");
    }

    private static boolean isItsTurn(RestoreScene scene) {
        return RestoreTurns.isItsTurn(scene.restore(), scene.siblings());
    }

    private static Phase phase(Work work) {
        return work == Work.PREVIEW ? Phase.PREVIEWING : Phase.APPLYING;
    }

    private static Word word(Work work) {
        return work == Work.PREVIEW
                ? new Word("Previewing", "What would be done is being found out; nothing is changed.")
                : new Word("Applying", "The orders are being put back, in one transaction.");
    }

    private static RunWords words(RestoreScene scene, Work work) {
        return new RunWords(
                word(work), word(work).message(), scene.restore().getStatus().conditions());
    }

    private static RestorePlan working(RestoreScene scene, Work work) {
        return switch (scene.state(work)) {
            case JobState.Absent ignored -> start(scene, work);
            case JobState.Running running ->
                told(
                        scene,
                        scene.phase(),
                        RECONCILING,
                        "True",
                        words(scene, work).underWay(running));
            case JobState.Succeeded done ->
                switch (RunResult.of(done)) {
                    case RunResult.Done facts -> done(scene, work, facts.facts());
                    // once more: it changes nothing and tells what was done
                    case RunResult.Lost ignored ->
                        told(scene, scene.phase(), RECONCILING, "True", word(work))
                                .without(scene.jobs())
                                .lookingAgain(SOON);
                };
            case JobState.Failed failed -> failed(scene, words(scene, work).failed(failed, "Refused"));
        };
    }

    private static RestorePlan start(RestoreScene scene, Work work) {
        if (scene.shop().isEmpty() || scene.shop().get().getStatus() == null) {
            return failed(scene, new Word("ShopMissing", "The shop was deleted meanwhile."));
        }
        Shop shop = scene.shop().get();
        if (!hasKnownSize(shop, scene)) return failed(scene, unknownSize(shop));
        if (scene.backup().isEmpty()) {
            return failed(
                    scene,
                    new Word(
                            "BackupMissing",
                            "The backup was removed meanwhile: choose another in another ShopRestore."));
        }
        Job job = RestoreJob.desired(shop, scene.restore(), scene.backup().get(), scene.settings(), work);
        return new RestorePlan(
                told(scene, scene.phase(), RECONCILING, "True", word(work)).status(),
                Optional.of(job),
                List.of(),
                Optional.empty());
    }

    private static RestorePlan done(RestoreScene scene, Work work, JsonNode facts) {
        RestoredOrdersStatus orders = orders(scene, facts);
        if (work == Work.PREVIEW) {
            return told(scene, Phase.PREVIEWED, COMPLETE, "False", awaiting())
                    .with(orders, null)
                    .lookingAgain(AT_ONCE);
        }
        return told(
                        scene,
                        Phase.SUCCEEDED,
                        COMPLETE,
                        "True",
                        new Word("Restored", "The orders are as status.applied tells."))
                .with(scene.restore().getStatus().preview(), orders)
                .lookingAgain(AT_ONCE);
    }

    private static Word awaiting() {
        return new Word(
                "AwaitingApproval",
                "status.preview tells what would be done. Set spec.dryRun to false to have exactly that done, or delete this ShopRestore.");
    }

    private static RestoredOrdersStatus orders(RestoreScene scene, JsonNode facts) {
        String diff = facts.path("diff").asText("");
        return new RestoredOrdersStatus(
                scene.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                diff.isEmpty() ? null : diff,
                list(facts, "added"),
                list(facts, "undeleted"),
                list(facts, "replaced"),
                list(facts, "unchanged"),
                list(facts, "skipped"),
                texts(facts),
                facts.path("conflictCount").asInt());
    }

    private static List<Long> list(JsonNode facts, String name) {
        List<Long> numbers = new ArrayList<>();
        facts.path(name).forEach(number -> numbers.add(number.asLong()));
        return numbers;
    }

    private static List<String> texts(JsonNode facts) {
        List<String> texts = new ArrayList<>();
        facts.path("conflicts").forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static RestorePlan previewed(RestoreScene scene) {
        if (scene.restore().getSpec().dryRun()) {
            return told(scene, Phase.PREVIEWED, COMPLETE, "False", awaiting()).without(scene.jobs());
        }
        if (!isItsTurn(scene)) {
            return told(
                            scene,
                            Phase.PREVIEWED,
                            RECONCILING,
                            "True",
                            new Word("WaitingForTurn", "Another restore of this shop is under way."))
                    .lookingAgain(SOON);
        }
        return told(scene, Phase.APPLYING, RECONCILING, "True", word(Work.APPLY))
                .lookingAgain(AT_ONCE);
    }

    private static RestorePlan ended(RestoreScene scene) {
        return new RestorePlan(observed(scene), Optional.empty(), scene.jobs(), Optional.empty());
    }

    /** The same status, of the present spec. */
    private static ShopRestoreStatus observed(RestoreScene scene) {
        ShopRestoreStatus before = scene.restore().getStatus();
        return new ShopRestoreStatus(
                scene.restore().getMetadata().getGeneration(),
                before.phase(),
                before.conditions(),
                before.backup(),
                before.preview(),
                before.applied());
    }

    private static RestorePlan failed(RestoreScene scene, Word why) {
        return told(scene, Phase.FAILED, COMPLETE, "False", why).lookingAgain(AT_ONCE);
    }

    private static RestorePlan stalled(RestoreScene scene, Word why) {
        return told(scene, Phase.PENDING, STALLED, "True", why).lookingAgain(SOON);
    }

    private static RestorePlan told(RestoreScene scene, Phase phase, String type, String status, Word why) {
        ShopRestoreStatus before = scene.restore().getStatus();
        String since = Optional.ofNullable(before).stream()
                .flatMap(former -> former.conditions().stream())
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(scene.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Condition condition = new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(why.reason())
                .withMessage(why.message())
                .withObservedGeneration(scene.restore().getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
        return new RestorePlan(
                new ShopRestoreStatus(
                        scene.restore().getMetadata().getGeneration(),
                        phase,
                        List.of(condition),
                        before == null ? null : before.backup(),
                        before == null ? null : before.preview(),
                        before == null ? null : before.applied()),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private RestorePlan from(String backup) {
        return with(new ShopRestoreStatus(
                status.observedGeneration(),
                status.phase(),
                status.conditions(),
                backup,
                status.preview(),
                status.applied()));
    }

    private RestorePlan with(RestoredOrdersStatus preview, RestoredOrdersStatus applied) {
        return with(new ShopRestoreStatus(
                status.observedGeneration(), status.phase(), status.conditions(), status.backup(), preview, applied));
    }

    private RestorePlan with(ShopRestoreStatus other) {
        return new RestorePlan(other, start, obsolete, again);
    }

    private RestorePlan without(List<Job> jobs) {
        return new RestorePlan(status, start, jobs, again);
    }

    private RestorePlan lookingAgain(Duration after) {
        return new RestorePlan(status, start, obsolete, Optional.of(after));
    }

    /** A fresh object with nothing but the name and the status: all that a status patch may carry. */
    static ShopRestore patch(ShopRestore restore, ShopRestoreStatus status) {
        ShopRestore patch = new ShopRestore();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(restore.getMetadata().getName())
                .withNamespace(restore.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
