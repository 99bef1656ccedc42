package io.shopoperator.operator.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.RestoreSourceSpec;
import io.shopoperator.api.v1alpha1.RestoredOrdersStatus;
import io.shopoperator.api.v1alpha1.RestoredShopStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
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
 *    |                    |                        \-> Securing (whole) -^  |
 *    |                    +---------------> Failed <-----------------------+
 *    +--dryRun false from the start-------------------------------------> Applying
 * </pre>
 *
 * @param status what is told of it
 * @param start a Job to be started, unless it is there
 * @param ensure a backup that there must be
 * @param obsolete Jobs whose results are in the status
 * @param again when to look at it again, at the latest
 */
record RestorePlan(
        ShopRestoreStatus status,
        Optional<Job> start,
        List<Job> obsolete,
        Optional<ShopBackup> ensure,
        Optional<Duration> again) {
    static final String COMPLETE = "Complete";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    /** Only the embedded database's log is stored with the backups. */
    static final String NOT_EMBEDDED = "NotEmbedded";

    static final Duration SOON = Duration.ofSeconds(10);
    static final Duration AT_ONCE = Duration.ofMillis(500);

    /** By the phase the restore is in. */
    static RestorePlan of(RestoreScene scene) {
        if (scene.restore().getSpec().scope().database() != null) return DatabaseRestore.next(scene);
        return switch (scene.phase()) {
            case PENDING -> waiting(scene);
            case PREVIEWING -> working(scene, Work.PREVIEW);
            case PREVIEWED -> previewed(scene);
            case SECURING -> WholePlan.secure(scene);
            case APPLYING -> working(scene, Work.APPLY);
            case SUCCEEDED, FAILED -> scene.isWhole() ? WholePlan.ended(scene) : over(scene);
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
                            "The shop has not been installed yet: there is nothing to put anything back into."));
        }
        if (!hasKnownSize(shop, scene)) return stalled(scene, unknownSize(shop));
        if (scene.restore().getSpec().from().time() != null
                && shop.getSpec().database().cloudNativePg() != null) {
            return failed(scene, logElsewhere());
        }
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
        return switch (source(scene, name)) {
            case RestoreSource.None none -> failed(scene, none.why());
            case RestoreSource.Found found ->
                begun(scene).from(found.backup().getMetadata().getName());
            case RestoreSource.Kept ignored -> begun(scene);
            case RestoreSource.Moment ignored -> begun(scene);
        };
    }

    private static Word logElsewhere() {
        return new Word(
                NOT_EMBEDDED,
                "spec.from.time needs the log of an embedded database, but CloudNativePG runs this shop's. Take the newest backup before that time (from.before) in another ShopRestore; or recover another Cluster from CloudNativePG's own WAL archive, as docs/operations/cloudnativepg.md tells.");
    }

    private static RestoreSource source(RestoreScene scene, String shop) {
        RestoreSourceSpec from = scene.restore().getSpec().from();
        return from.restoreRef() == null
                ? RestoreSource.of(from, shop, scene.backups())
                : RestoreSource.back(from.restoreRef().name(), shop, scene.siblings());
    }

    private static RestorePlan begun(RestoreScene scene) {
        if (!scene.restore().getSpec().dryRun()) return approved(scene);
        return told(scene, Phase.PREVIEWING, RECONCILING, "True", word(scene, Work.PREVIEW))
                .lookingAgain(AT_ONCE);
    }

    /** A whole shop is backed up before anything is changed, unless that is to be skipped. */
    private static RestorePlan approved(RestoreScene scene) {
        return scene.isWhole() && WholePlan.isSecuredFirst(scene.restore())
                ? told(scene, Phase.SECURING, RECONCILING, "True", WholePlan.securing(scene.restore()))
                        .lookingAgain(AT_ONCE)
                : told(scene, Phase.APPLYING, RECONCILING, "True", word(scene, Work.APPLY))
                        .lookingAgain(AT_ONCE);
    }

    private static boolean hasKnownSize(Shop shop, RestoreScene scene) {
        return scene.settings().sizes().containsKey(shop.getSpec().size());
    }

    private static Word unknownSize(Shop shop) {
        return new Word(
                Reason.UNKNOWN_SIZE.word(),
                "The shop's spec.size '" + shop.getSpec().size() + "' is unknown: see its condition Accepted.");
    }

    static boolean isItsTurn(RestoreScene scene) {
        return RestoreTurns.isItsTurn(scene.restore(), scene.siblings());
    }

    private static Word word(RestoreScene scene, Work work) {
        if (work == Work.PREVIEW) {
            return new Word("Previewing", "What would be done is being found out; nothing is changed.");
        }
        return scene.isWhole()
                ? WholePlan.applying()
                : new Word("Applying", "The orders are being put back, in one transaction.");
    }

    static RunWords words(RestoreScene scene, Work work) {
        Word word = word(scene, work);
        return new RunWords(word, word.message(), scene.restore().getStatus().conditions());
    }

    private static RestorePlan working(RestoreScene scene, Work work) {
        return switch (scene.state(work)) {
            case JobState.Absent ignored ->
                scene.left().map(left -> waitingFor(scene, left)).orElseGet(() -> start(scene, work));
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
                        told(scene, scene.phase(), RECONCILING, "True", word(scene, work))
                                .without(scene.jobs())
                                .lookingAgain(SOON);
                };
            case JobState.Failed failed -> failed(scene, words(scene, work).failed(failed, "Refused"));
        };
    }

    /** What is left of a run that was taken away is waited for. */
    static RestorePlan waitingFor(RestoreScene scene, Word left) {
        return told(scene, scene.phase(), RECONCILING, "True", left).lookingAgain(SOON);
    }

    private static RestorePlan start(RestoreScene scene, Work work) {
        if (scene.shop().isEmpty() || scene.shop().get().getStatus() == null) {
            return failed(scene, new Word("ShopMissing", "The shop was deleted meanwhile."));
        }
        Shop shop = scene.shop().get();
        if (!hasKnownSize(shop, scene)) return failed(scene, unknownSize(shop));
        if (scene.isWhole()) return startWhole(scene, shop, work);
        if (scene.source().isEmpty()) return backupMissing(scene);
        Job job = RestoreJob.desired(shop, scene.restore(), scene.source().get(), scene.settings(), work);
        return told(scene, scene.phase(), RECONCILING, "True", word(scene, work))
                .starting(job);
    }

    private static RestorePlan startWhole(RestoreScene scene, Shop shop, Work work) {
        Optional<WholeRestoreJob.State> state = WholePlan.state(scene);
        if (state.isEmpty()) {
            return scene.restore().getSpec().from().restoreRef() == null
                    ? backupMissing(scene)
                    : failed(
                            scene,
                            new Word(
                                    "RestoreMissing",
                                    "The ShopRestore that spec.from.restoreRef names was deleted meanwhile: restore the shop from a backup."));
        }
        Job job = WholeRestoreJob.desired(shop, scene.restore(), state.get(), scene.settings(), work);
        return told(scene, scene.phase(), RECONCILING, "True", word(scene, work))
                .starting(job);
    }

    private static RestorePlan backupMissing(RestoreScene scene) {
        return failed(
                scene,
                new Word("BackupMissing", "The backup was removed meanwhile: choose another in another ShopRestore."));
    }

    private static RestorePlan done(RestoreScene scene, Work work, JsonNode facts) {
        RestoredOrdersStatus orders = scene.isWhole() ? WholePlan.outcome(scene, work, facts) : orders(scene, facts);
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
                        scene.isWhole()
                                ? WholePlan.restored(orders.shop())
                                : new Word("Restored", "The orders are as status.applied tells."))
                .with(scene.restore().getStatus().preview(), orders)
                .keeping(scene, orders.shop())
                .lookingAgain(AT_ONCE);
    }

    /** Of a whole shop, that the old database is there, too. */
    private RestorePlan keeping(RestoreScene scene, RestoredShopStatus shop) {
        return shop == null ? this : also(scene, WholePlan.DATABASE_REMOVED, "False", WholePlan.kept(shop));
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
                facts.path("conflictCount").asInt(),
                null);
    }

    static List<Long> list(JsonNode facts, String name) {
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
            if (scene.isWhole() && WholePlan.isExpired(scene)) return failed(scene, WholePlan.expired());
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
        return approved(scene);
    }

    /** Nothing is left to do. */
    static RestorePlan over(RestoreScene scene) {
        return new RestorePlan(observed(scene), Optional.empty(), scene.jobs(), Optional.empty(), Optional.empty());
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

    static RestorePlan failed(RestoreScene scene, Word why) {
        return told(scene, Phase.FAILED, COMPLETE, "False", why).lookingAgain(AT_ONCE);
    }

    static RestorePlan stalled(RestoreScene scene, Word why) {
        return told(scene, Phase.PENDING, STALLED, "True", why).lookingAgain(SOON);
    }

    static RestorePlan told(RestoreScene scene, Phase phase, String type, String status, Word why) {
        ShopRestoreStatus before = scene.restore().getStatus();
        Condition condition = condition(scene, type, status, why);
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
                Optional.empty(),
                Optional.empty());
    }

    private static Condition condition(RestoreScene scene, String type, String status, Word why) {
        String since = Optional.ofNullable(scene.restore().getStatus()).stream()
                .flatMap(former -> former.conditions().stream())
                .filter(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(scene.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(why.reason())
                .withMessage(why.message())
                .withObservedGeneration(scene.restore().getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    /** The same, with one more condition beside those that are told. */
    RestorePlan also(RestoreScene scene, String type, String conditionStatus, Word why) {
        List<Condition> conditions = new ArrayList<>(status.conditions().stream()
                .filter(condition -> !condition.getType().equals(type))
                .toList());
        conditions.add(condition(scene, type, conditionStatus, why));
        return with(new ShopRestoreStatus(
                status.observedGeneration(),
                status.phase(),
                conditions,
                status.backup(),
                status.preview(),
                status.applied()));
    }

    RestorePlan starting(Job job) {
        return new RestorePlan(status, Optional.of(job), obsolete, ensure, again);
    }

    RestorePlan ensuring(ShopBackup backup) {
        return new RestorePlan(status, start, obsolete, Optional.of(backup), again);
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
        return new RestorePlan(other, start, obsolete, ensure, again);
    }

    RestorePlan without(List<Job> jobs) {
        return new RestorePlan(status, start, jobs, ensure, again);
    }

    RestorePlan lookingAgain(Duration after) {
        return new RestorePlan(status, start, obsolete, ensure, Optional.of(after));
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
