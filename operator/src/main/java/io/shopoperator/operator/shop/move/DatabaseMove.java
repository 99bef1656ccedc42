package io.shopoperator.operator.shop.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus;
import io.shopoperator.api.v1alpha1.DatabaseMoveStatus.Phase;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.FormerVolumeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.operator.kube.Hashes;
import io.shopoperator.operator.kube.JobState;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.ShopAnnotations;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.backup.RunResult;
import io.shopoperator.operator.shop.backup.Word;
import io.shopoperator.operator.shop.database.DatabaseService;
import io.shopoperator.operator.shop.database.DatabaseStatefulSet;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.move.MoveJob.Work;
import io.shopoperator.operator.shop.size.SizeInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is next for an embedded database that is to be on another volume; pure. A phase is told before anything of it is made, and everything
 * else is seen: the objects of a move are named by its id, and what has become of the database itself is found out by the program, which goes
 * on wherever it was ended. So an operator that is killed at any point finds what it needs.
 */
public final class DatabaseMove {
    /** Nobody waits long for what a copy lacks, once it is as near as this. */
    private static final long NEAR = 16L << 20;

    /** An attempt to hand the database over, or one that could not be made, is repeated after this. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    /** A copy that needs a person is begun anew after this, in case somebody has put it right. */
    private static final Duration TRY_AGAIN_LATER = Duration.ofMinutes(10);

    /** How long it is believed that a copy is not needed: the database may be lost and restored meanwhile. */
    private static final Duration TRUE_FOR = Duration.ofMinutes(2);

    /** How long what was found out of the copy's distance is taken for true. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** A copy that does not come up, or does not follow, for so long does not do so by itself. */
    private static final Duration COMES_UP_WITHIN = Duration.ofMinutes(2);

    private static final String EMBEDDED = "spec.database.embedded";

    /** The program's word for a copy that knows another database than the one that is there. */
    private static final String COPY_OF_ANOTHER = "CopyOfAnother";

    private final Shop shop;
    private final OperatorSettings settings;
    private final MoveSeen seen;
    private final Optional<PersistentVolumeClaim> volume;
    private final Collection<Pod> pods;
    private final Collection<Event> events;
    private final Now state;
    private final MoveWish wish;

    /**
     * What else there is to know.
     *
     * @param ready whether the database serves
     * @param untouched whether its volume belongs to nobody else, a restore for one
     * @param occupied who is at work in the database and must not be sent away
     * @param bindingHash of the database's credentials
     * @param sizing the size that it is to move for, since its volume cannot be used on the nodes of that
     * @param time now
     */
    public record Now(
            boolean ready,
            boolean untouched,
            Optional<String> occupied,
            String bindingHash,
            Optional<SizingStatus> sizing,
            Instant time) {}

    /**
     * What is next.
     *
     * @param instance the one that customers are served by from now on
     * @param status of the move that is under way, or of the last one
     * @param former volumes that the database has moved away from
     * @param leads the instance that the database's address leads to
     * @param grows whether the volume may grow where it is
     * @param children to be applied, after those of the database itself
     * @param start a step to be started unless it is there
     * @param obsolete what a move has left
     * @param finding what is to be told, if anything
     * @param stalled whether it stays so until a person acts
     */
    public record Step(
            Optional<String> instance,
            Optional<DatabaseMoveStatus> status,
            List<FormerVolumeStatus> former,
            Optional<String> leads,
            boolean grows,
            List<HasMetadata> children,
            Optional<Job> start,
            List<HasMetadata> obsolete,
            Optional<Finding> finding,
            boolean stalled) {

        /** Of a shop whose database is not embedded. */
        public static Step none() {
            return new Step(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    true,
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    false);
        }

        /** Whether there is a copy, or about to be one. */
        public boolean isUnderWay() {
            return status.filter(DatabaseMove::isUnderWay).isPresent();
        }

        /** The move that is handing the database over. */
        public Optional<String> movingTo() {
            return status.filter(move -> move.phase() == Phase.SWITCHING).map(DatabaseMoveStatus::id);
        }

        /** The field of the spec that gives the move up when it is set back. */
        public String field() {
            return status.map(DatabaseMove::field).orElse(EMBEDDED);
        }

        private Step with(DatabaseMoveStatus next) {
            return new Step(
                    instance, Optional.of(next), former, leads, grows, children, start, obsolete, finding, stalled);
        }

        private Step at(String id, DatabaseMoveStatus done) {
            return new Step(
                    Optional.of(id),
                    Optional.of(done),
                    former,
                    Optional.of(id),
                    grows,
                    children,
                    start,
                    obsolete,
                    finding,
                    stalled);
        }

        private Step over() {
            return new Step(
                    instance, Optional.empty(), former, leads, grows, children, start, obsolete, finding, stalled);
        }

        private Step leading(Optional<String> to) {
            return new Step(instance, status, former, to, grows, children, start, obsolete, finding, stalled);
        }

        private Step making(List<? extends HasMetadata> more) {
            List<HasMetadata> all = new ArrayList<>(children);
            all.addAll(more);
            return new Step(instance, status, former, leads, grows, all, start, obsolete, finding, stalled);
        }

        private Step starting(Job job) {
            return new Step(
                    instance, status, former, leads, grows, children, Optional.of(job), obsolete, finding, stalled);
        }

        private Step without(Stream<? extends HasMetadata> more) {
            return new Step(
                    instance,
                    status,
                    former,
                    leads,
                    grows,
                    children,
                    start,
                    Stream.concat(obsolete.stream(), more)
                            .filter(there -> there.getMetadata().getDeletionTimestamp() == null)
                            .toList(),
                    finding,
                    stalled);
        }

        private Step telling(Reason reason, String message, boolean needsAPerson) {
            return new Step(
                    instance,
                    status.map(move -> DatabaseMove.isUnderWay(move) ? move.saying(message) : move),
                    former,
                    leads,
                    grows,
                    children,
                    start,
                    obsolete,
                    Optional.of(new Finding(reason, message)),
                    needsAPerson);
        }
    }

    public DatabaseMove(
            Shop shop,
            OperatorSettings settings,
            MoveSeen seen,
            Optional<PersistentVolumeClaim> volume,
            Collection<Pod> pods,
            Collection<Event> events,
            Now state) {
        this.shop = shop;
        this.settings = settings;
        this.seen = seen;
        this.volume = volume;
        this.pods = pods;
        this.events = events;
        this.state = state;
        this.wish = MoveWish.of(shop, volume, seen, state.sizing());
    }

    /** The move that a shop's status tells of. */
    public static Optional<DatabaseMoveStatus> told(Shop shop) {
        return Optional.ofNullable(shop.getStatus()).map(ShopStatus::database).map(DatabaseStatus::move);
    }

    /** Whether a shop's database is being handed over: that is brought to its end, whatever the spec says by now. */
    public static boolean isHandingOver(Shop shop) {
        return told(shop).filter(move -> move.phase() == Phase.SWITCHING).isPresent();
    }

    /** The move that a shop's status tells of, if it has not come to its end. */
    public static Optional<DatabaseMoveStatus> underWay(Shop shop) {
        return told(shop).filter(DatabaseMove::isUnderWay);
    }

    /**
     * The move that the claim of the shop's database tells of, for the day on which the status is lost: from the moment in which its copy is told to take over
     * until it is certain what has become of that.
     */
    public static Optional<String> marked(Shop shop, Optional<PersistentVolumeClaim> volume, Step step) {
        return step.movingTo().or(() -> underWay(shop)
                .filter(move ->
                        step.instance().equals(Optional.of(move.id())) || step.isUnderWay() && isMarked(volume, move))
                .map(DatabaseMoveStatus::id));
    }

    private static boolean isMarked(Optional<PersistentVolumeClaim> volume, DatabaseMoveStatus move) {
        return volume.map(claim -> claim.getMetadata().getAnnotations())
                .filter(annotations -> move.id().equals(annotations.get(ShopAnnotations.MOVING_TO))
                        || move.id().equals(annotations.get(ShopAnnotations.MOVED_TO)))
                .isPresent();
    }

    /** Whether nothing of the copy is left and the database is to get its name back: that is done whatever the spec says by now. */
    public static boolean isNamedBack(Shop shop, MoveSeen seen) {
        return told(shop)
                .filter(move -> move.phase() == Phase.TAKING_BACK
                        && seen.claim(move.to()).isEmpty())
                .isPresent();
    }

    /** The size that the shop has from now on, if this step brings its database to the nodes of one: whatever its spec says by now, it is made with that. */
    public static Optional<SizingStatus> granted(Shop shop, Step step) {
        return underWay(shop)
                .filter(move -> move.sizing() != null)
                .filter(move -> step.instance().equals(Optional.of(move.id())))
                .map(DatabaseMoveStatus::sizing)
                .map(sizing -> new SizingStatus(
                        shop.getSpec().size(),
                        sizing.current(),
                        sizing.web(),
                        sizing.database(),
                        sizing.nodeSelector(),
                        sizing.tolerations(),
                        sizing.storageClassName()));
    }

    static boolean isUnderWay(DatabaseMoveStatus move) {
        return move.phase() != Phase.MOVED;
    }

    public Step next() {
        if (shop.getSpec().database().embedded() == null) return Step.none();
        Optional<DatabaseMoveStatus> told = told(shop);
        Optional<DatabaseMoveStatus> open = underWay(shop);
        if (open.isEmpty()) return resting(told);
        DatabaseMoveStatus move = open.get();
        return switch (move.phase()) {
            case COPYING -> isUnwanted(move) ? unwanted(move) : copying(move);
            case FOLLOWING -> isUnwanted(move) && isSafe() ? takenBack(move) : following(move);
            case SWITCHING -> switching(move);
            case TAKING_BACK -> takingBack(move);
            case MOVED -> resting(told);
        };
    }

    // --- no move is under way
    // -----------------------------------------------------------------------------------------

    private Step resting(Optional<DatabaseMoveStatus> last) {
        Step rest = step(last).without(leftovers()).without(dueFormer());
        return switch (wish) {
            case MoveWish.None ignored -> last.map(move -> told(rest, move)).orElse(rest);
            case MoveWish.Impossible impossible ->
                rest.telling(impossible.why().reason(), impossible.why().message(), true);
            case MoveWish.Elsewhere place ->
                state.ready() && state.untouched()
                        ? begun(rest, place)
                        : rest.telling(
                                Reason.DATABASE_MOVING,
                                "The database moves to a volume of StorageClass '" + place.storageClassName()
                                        + "' with " + place.storage() + place(place.sizing()) + " once it is ready.",
                                false);
        };
    }

    private Step told(Step rest, DatabaseMoveStatus move) {
        String kept = rest.former().stream()
                .filter(former -> former.claim().equals(move.from()))
                .map(former -> " The former volume " + former.claim() + " is kept until " + former.keptUntil() + ".")
                .findFirst()
                .orElse("");
        String held = move.heldMillis() == null ? "" : "; writes waited for " + move.heldMillis() + " ms";
        return rest.telling(
                Reason.DATABASE_MOVED,
                "The database has been on the volume " + move.to() + " since " + move.completedAt() + held + "." + kept,
                false);
    }

    /** Nothing is made before the move has been told. */
    private Step begun(Step rest, MoveWish.Elsewhere place) {
        String at = state.time().truncatedTo(ChronoUnit.SECONDS).toString();
        String id = Hashes.of(
                shop.getMetadata().getUid(),
                place.storageClassName(),
                place.storage().toString(),
                state.time().toString());
        DatabaseMoveStatus move = DatabaseMoveStatus.begun(
                id,
                Phase.COPYING,
                ShopNames.volume(shop),
                ShopNames.volume(shop, Optional.of(id)),
                place.storageClassName(),
                place.storage().toString(),
                at,
                place.sizing().orElse(null));
        return rest.with(move).telling(Reason.DATABASE_MOVING, copyingWords(move), false);
    }

    /** Of a move that is over; claims are no leftovers but former volumes. */
    private Stream<HasMetadata> leftovers() {
        return Stream.of(
                        seen.jobs().stream(),
                        seen.services().stream(),
                        seen.sets().stream()
                                .filter(set -> !set.getMetadata().getName().equals(ShopNames.databaseSet(shop))))
                .flatMap(all -> all);
    }

    // --- copying
    // ------------------------------------------------------------------------------------------------------

    private Step copying(DatabaseMoveStatus move) {
        if (isCopyBeingDeleted(move)) return takenBack(move);
        Step step = making(step(Optional.of(move)), move);
        return switch (state(move, Work.COPY)) {
            case JobState.Absent ignored ->
                left().map(pod -> waitingFor(step, pod))
                        .orElseGet(() -> moving(step.starting(job(move, Work.COPY)), copyingWords(move)));
            case JobState.Running running -> moving(step, copyingWords(move) + trouble(running, move, Work.COPY));
            case JobState.Succeeded done -> {
                Long bytes = facts(done).map(facts -> number(facts, "bytes")).orElse(move.bytes());
                yield moving(step.with(move.in(Phase.FOLLOWING).copied(bytes)), followingWords());
            }
            case JobState.Failed failed -> {
                Word word = word(failed);
                boolean late = List.of("SourceUnreachable", "ProgramFailed").contains(word.reason());
                Step blocked = step.telling(
                        Reason.MOVE_BLOCKED,
                        "The database could not be copied, and stays where it is: " + word.message()
                                + " It is tried again every "
                                + (late ? TRY_AGAIN : TRY_AGAIN_LATER).toMinutes()
                                + (late ? " minute" : " minutes")
                                + ", or set " + field(move) + " back.",
                        true);
                yield isOver(failed.since(), late ? TRY_AGAIN : TRY_AGAIN_LATER)
                        ? blocked.without(jobs(move, Work.COPY))
                        : blocked;
            }
        };
    }

    private static String copyingWords(DatabaseMoveStatus move) {
        return "The database is being copied to the volume " + move.to() + " (StorageClass '" + move.storageClassName()
                + "', " + move.storage() + ")" + place(Optional.ofNullable(move.sizing()))
                + "; customers are served as before.";
    }

    /** Where it moves to, if that matters. */
    private static String place(Optional<SizingStatus> sizing) {
        return sizing.map(size -> " on a node for size '" + size.current() + "'")
                .orElse("");
    }

    private static String field(DatabaseMoveStatus move) {
        return move.sizing() == null ? EMBEDDED : "spec.size";
    }

    // --- following
    // ----------------------------------------------------------------------------------------------------

    private Step following(DatabaseMoveStatus move) {
        if (isCopyBeingDeleted(move)) return takenBack(move);
        Step step = making(step(Optional.of(move)), move).making(List.of(set(move)));
        Optional<StatefulSet> set = seen.set(ShopNames.databaseSet(shop, Optional.of(move.id())));
        boolean up = set.map(StatefulSet::getStatus)
                        .map(status -> Objects.requireNonNullElse(status.getReadyReplicas(), 0))
                        .orElse(0)
                > 0;
        boolean unwanted = isUnwanted(move);
        String words = unwanted ? keptWords() : up ? followingWords() : startingWords(move);
        String after = state.occupied()
                .filter(who -> up && !unwanted)
                .map(who -> " It takes over after " + who + ".")
                .orElse("");
        return switch (state(move, Work.LAG)) {
            case JobState.Absent ignored -> {
                boolean suspicious = set.map(there -> there.getMetadata().getCreationTimestamp())
                        .filter(since -> isOver(Instant.parse(since), COMES_UP_WITHIN))
                        .isPresent();
                yield moving(up || suspicious ? step.starting(job(move, Work.LAG)) : step, words + after);
            }
            case JobState.Running running -> moving(step, words + (up ? trouble(running, move, Work.LAG) : "") + after);
            case JobState.Succeeded done -> followed(step, move, facts(done), up, words, after);
            case JobState.Failed failed -> {
                Word word = word(failed);
                yield switch (word.reason()) {
                    case "CopyUseless" -> takenBack(move);
                    case COPY_OF_ANOTHER, "Diverged" ->
                        again(step, move, Work.LAG, TRY_AGAIN).telling(Reason.MOVE_BLOCKED, word.message(), true);
                    default -> moving(again(step, move, Work.LAG, LOOK_AGAIN), words + " " + word.message() + after);
                };
            }
        };
    }

    /** What is next for a copy of whose distance this was found out. */
    private Step followed(
            Step step, DatabaseMoveStatus move, Optional<JsonNode> facts, boolean up, String words, String after) {
        // by a program that nobody heard of any more
        if (facts.filter(said -> said.path("begun").asBoolean()).isPresent()) return switchingOn(step, move, Work.LAG);
        Long behind = facts.map(said -> number(said, "behind")).orElse(null);
        if (up && behind == null && facts.isPresent()) return notFollowing(step, move, after);
        boolean free = after.isEmpty() && state.ready() && state.untouched() && !isUnwanted(move);
        if (up && behind != null && behind <= NEAR && free) {
            return switchingOn(step, move.lagging(behind), Work.LAG);
        }
        String distance = behind == null || !up ? "" : " It is " + behind + " bytes of the log behind.";
        Duration rest = after.isEmpty() ? LOOK_AGAIN : TRY_AGAIN;
        return moving(again(step.with(move.lagging(behind)), move, Work.LAG, rest), words + distance + after);
    }

    private Step notFollowing(Step step, DatabaseMoveStatus move, String after) {
        DatabaseMoveStatus still =
                move.notFollowing(state.time().truncatedTo(ChronoUnit.SECONDS).toString());
        Step told = again(step.with(still), move, Work.LAG, LOOK_AGAIN);
        return isOver(Instant.parse(still.notFollowingSince()), COMES_UP_WITHIN)
                ? told.telling(
                        Reason.MOVE_BLOCKED,
                        "The copy has not followed the database since " + still.notFollowingSince()
                                + ", so it cannot take over; customers are served as before. The log of the pod "
                                + ShopNames.databasePod(shop, Optional.of(move.id()))
                                + " says why. If it does not come back by itself, delete the claim " + move.to()
                                + " and that pod: then the copy is made again.",
                        true)
                : moving(
                        told,
                        "The copy does not follow the database at the moment; customers are served as before." + after);
    }

    /** What is found out there, and brought to its end. */
    private Step switchingOn(Step step, DatabaseMoveStatus move, Work known) {
        return moving(step.with(move.in(Phase.SWITCHING)).without(jobs(move, known)), switchingWords());
    }

    private static String followingWords() {
        return "The copy gets all that is written to the database; customers are served as before.";
    }

    private String startingWords(DatabaseMoveStatus move) {
        List<Pod> own = pods.stream()
                .filter(pod -> move.id().equals(pod.getMetadata().getLabels().get(ShopLabels.DATABASE_INSTANCE)))
                .toList();
        return "The copy is starting; customers are served as before."
                + Troubles.of(own, events)
                        .filter(trouble -> !trouble.reason().equals("Unhealthy"))
                        .map(Troubles.Trouble::told)
                        .orElse("");
    }

    // --- switching
    // ----------------------------------------------------------------------------------------------------

    /** The address leads to the copy as long as a pod is at work that waits for that; customers are turned away there, and try again, until it leads. */
    private Step switching(DatabaseMoveStatus move) {
        Step step = making(step(Optional.of(move)), move).making(List.of(set(move)));
        boolean gone = seen.claim(move.to()).isEmpty();
        return switch (state(move, Work.SWITCH)) {
            case JobState.Absent ignored -> {
                // two at a time are no harm here, so that one on a node that is lost is not waited for
                Job job = job(move, Work.SWITCH);
                yield gone
                        ? takenBack(move)
                        : moving(
                                step.starting(isCopyBeingDeleted(move) ? MoveJob.beginningNothing(job) : job),
                                switchingWords());
            }
            case JobState.Running running ->
                isLost(move)
                        ? moving(step.without(jobs(move, Work.SWITCH)), switchingWords())
                        : moving(
                                isAtWork(move) ? step.leading(Optional.of(move.id())) : step,
                                switchingWords() + trouble(running, move, Work.SWITCH));
            case JobState.Succeeded done -> {
                // its Job was quicker to tell
                if (facts(done).isEmpty() && isAtWork(move)) {
                    yield moving(step.leading(Optional.of(move.id())), switchingWords());
                }
                String at = state.time().truncatedTo(ChronoUnit.SECONDS).toString();
                Long held =
                        facts(done).map(facts -> number(facts, "heldMillis")).orElse(null);
                Step over = making(step(Optional.of(move)), move, DatabaseVolume.tookOver(shop, move))
                        .making(List.of(set(move)));
                yield told(over.at(move.id(), move.done(at, held)), move.done(at, held));
            }
            case JobState.Failed failed when isAtTheSource(failed) -> heldBack(step, move, failed, gone);
            case JobState.Failed failed ->
                gone
                        ? takenBack(move)
                        : moving(
                                step.without(jobs(move, Work.SWITCH)),
                                "The copy is taking over, and the last attempt to bring that to its end failed: "
                                        + word(failed).message());
        };
    }

    private static String switchingWords() {
        return "The copy is taking over: writes wait for a moment.";
    }

    /** The database is where it was: it is tried again, or left. */
    private Step heldBack(Step step, DatabaseMoveStatus move, JobState.Failed failed, boolean gone) {
        Word word = word(failed);
        if (gone || isCopyBeingDeleted(move)) return takenBack(move);
        if (word.reason().equals("Diverged")) return step.telling(Reason.MOVE_BLOCKED, word.message(), true);
        if (word.reason().equals("CopyForeign") || isUnwanted(move) && isSafe()) return takenBack(move);
        String words = "The copy has not taken over yet; customers are served as before. " + word.message();
        return isOver(failed.since(), TRY_AGAIN)
                ? moving(step.with(move.in(Phase.FOLLOWING)).without(jobs(move, Work.SWITCH)), words)
                : moving(step, words);
    }

    /** By the exit code that the Job's failure policy knows. */
    private static boolean isAtTheSource(JobState.Failed failed) {
        return failed.reason().equals("PodFailurePolicy");
    }

    /** Also one that has just done its work, before its Job tells so. */
    private boolean isAtWork(DatabaseMoveStatus move) {
        return podsOf(move)
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())
                        || "Succeeded".equals(pod.getStatus().getPhase()));
    }

    /** Whether nobody hears of its pod any more: it runs, as far as is known, and is not ready. One whose program has ended is not ready either until its node says more. */
    private boolean isLost(DatabaseMoveStatus move) {
        return podsOf(move)
                .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase())
                        && pod.getStatus().getContainerStatuses().stream()
                                .noneMatch(status -> status.getState() != null
                                        && status.getState().getTerminated() != null)
                        && pod.getStatus().getConditions().stream()
                                .anyMatch(condition ->
                                        "Ready".equals(condition.getType()) && "False".equals(condition.getStatus())));
    }

    private Stream<Pod> podsOf(DatabaseMoveStatus move) {
        return jobs(move, Work.SWITCH)
                .flatMap(job -> pods.stream().filter(pod -> Owners.owns(job, pod) && pod.getStatus() != null));
    }

    // --- taking back
    // --------------------------------------------------------------------------------------------------

    /** A volume that is gone says nothing of what is wanted. */
    private boolean isUnwanted(DatabaseMoveStatus move) {
        return volume.filter(claim -> !MoveWish.asksFor(move, shop, claim, seen, state.sizing()))
                .isPresent();
    }

    /** Whether the database serves from a volume that stays. A copy of one that does not may be all that is left of it. */
    private boolean isSafe() {
        return state.ready()
                && volume.filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                        .isPresent();
    }

    private Step unwanted(DatabaseMoveStatus move) {
        return isSafe() ? takenBack(move) : moving(step(Optional.of(move)), keptWords());
    }

    private String keptWords() {
        return "The copy is not wanted any more; "
                + (state.ready()
                        ? "it is kept all the same, for the claim " + ShopNames.volume(shop)
                                + " was deleted: the copy may soon be all that is left."
                        : "it is removed once the database is ready.");
    }

    private Step takenBack(DatabaseMoveStatus move) {
        return moving(step(Optional.of(move.in(Phase.TAKING_BACK))), takingBackWords(move));
    }

    private static String takingBackWords(DatabaseMoveStatus move) {
        return "The copy on the volume " + move.to() + " is being removed; customers are served as before.";
    }

    /** Nothing is removed that may hold what the database does not have. Not before all that knows of the copy is gone the source is asked for its name. */
    private Step takingBack(DatabaseMoveStatus move) {
        Optional<PersistentVolumeClaim> claim = seen.claim(move.to());
        Optional<StatefulSet> set = seen.set(ShopNames.databaseSet(shop, Optional.of(move.id())));
        Step step = step(Optional.of(move))
                .making(List.of(
                        MoveProgram.desired(shop),
                        DatabaseService.moveFrom(shop),
                        DatabaseService.moveTo(shop, move.id())))
                .without(Stream.of(jobs(move, Work.COPY), jobs(move, Work.LAG), jobs(move, Work.SWITCH))
                        .flatMap(all -> all));
        boolean copyLives = set.isPresent()
                || claim.isPresent()
                || pods.stream().anyMatch(pod -> move.id()
                        .equals(pod.getMetadata().getLabels().get(ShopLabels.DATABASE_INSTANCE)));
        if (!copyLives) return namedBack(step, move);
        boolean whole = set.isPresent() || move.bytes() != null || isMarked(volume, move);
        if (whole && claim.isPresent()) return onceItIsNotNeeded(step, move);
        return isSafe() ? removing(step, move) : moving(step, keptWords());
    }

    private Step removing(Step step, DatabaseMoveStatus move) {
        return moving(
                step.without(Stream.concat(
                        seen.set(ShopNames.databaseSet(shop, Optional.of(move.id()))).stream(),
                        seen.claim(move.to()).stream())),
                takingBackWords(move));
    }

    /** A copy that was whole is removed once the database itself has said that it has all that the copy has, and no program is left that could change that. */
    private Step onceItIsNotNeeded(Step step, DatabaseMoveStatus move) {
        String words = "The copy on the volume " + move.to()
                + " is removed once it is certain that the database has all that it has; customers are served as before.";
        if (find(move, Work.SWITCH).isPresent()) return moving(step, words);
        Optional<Pod> left = left();
        if (left.isPresent()) return waitingFor(step, left.get());
        return switch (state(move, Work.LOOK)) {
            case JobState.Absent ignored -> moving(step.starting(job(move, Work.LOOK)), words);
            case JobState.Running running -> moving(step, words + trouble(running, move, Work.LOOK));
            case JobState.Succeeded done ->
                facts(done)
                        .filter(facts -> isFresh(move))
                        .map(facts -> removedOrNot(step, move, facts))
                        // what it found is gone with its pod, or was true some time ago
                        .orElseGet(() -> moving(step.without(jobs(move, Work.LOOK)), words));
            case JobState.Failed failed -> {
                Step told = moving(step, words + " " + word(failed).message());
                yield isOver(failed.since(), TRY_AGAIN) ? told.without(jobs(move, Work.LOOK)) : told;
            }
        };
    }

    private Step removedOrNot(Step step, DatabaseMoveStatus move, JsonNode facts) {
        if (facts.path("begun").asBoolean()) return switchingOn(step, move, Work.LOOK);
        boolean live = facts.path("source").asText().equals("live");
        boolean leads = facts.path("copy").asText().startsWith("leads");
        boolean known = !facts.path("slot").asText().equals("none");
        if (live && (isCopyBeingDeleted(move) || known && !leads)) {
            return isSafe()
                    ? removing(step, move)
                    // it is asked once more then, for it may be another database
                    : moving(again(step, move, Work.LOOK, TRY_AGAIN), keptWords());
        }
        return again(step, move, Work.LOOK, TRY_AGAIN)
                .telling(
                        Reason.MOVE_BLOCKED,
                        "The copy is not wanted any more and is kept all the same: "
                                + (leads
                                        ? "it leads though the database was not given away to it, so orders may have come in on both sides."
                                        : "the database that is there is not the one it follows, so it may hold what that lacks.")
                                + " Compare the two; delete the claim " + move.to() + " and the pod "
                                + ShopNames.databasePod(shop, Optional.of(move.id())) + " if it is not wanted.",
                        true);
    }

    private boolean isFresh(DatabaseMoveStatus move) {
        return find(move, Work.LOOK)
                .map(job -> Objects.requireNonNullElse(
                        job.getStatus().getCompletionTime(), job.getMetadata().getCreationTimestamp()))
                .filter(since -> !isOver(Instant.parse(since), TRUE_FOR))
                .isPresent();
    }

    /** The copy is gone. */
    private Step namedBack(Step step, DatabaseMoveStatus move) {
        Optional<Pod> left = JobState.outlived(find(move, Work.BACK).stream().toList(), steps());
        if (left.isPresent()) return waitingFor(step, left.get());
        return switch (state(move, Work.BACK)) {
            case JobState.Absent ignored -> moving(step.starting(job(move, Work.BACK)), takingBackWords(move));
            case JobState.Running running -> moving(step, takingBackWords(move) + trouble(running, move, Work.BACK));
            case JobState.Succeeded ignored -> step.over();
            case JobState.Failed failed -> {
                Step told = moving(
                        step,
                        "What is left of the move could not be removed from the database: "
                                + word(failed).message());
                yield isOver(failed.since(), TRY_AGAIN) ? told.without(jobs(move, Work.BACK)) : told;
            }
        };
    }

    // --- former volumes
    // -----------------------------------------------------------------------------------------------

    /** Claims of this database that neither customers nor a copy are served from. A copy that nothing was handed over to is nobody's former volume: what it is worth only people know. */
    private List<PersistentVolumeClaim> formerClaims(Optional<DatabaseMoveStatus> move) {
        return seen.claims().stream()
                .filter(claim -> !claim.getMetadata().getName().equals(ShopNames.volume(shop)))
                .filter(claim -> move.filter(DatabaseMove::isUnderWay)
                        .filter(open -> claim.getMetadata().getName().equals(open.to()))
                        .isEmpty())
                .filter(claim -> claim.getMetadata().getAnnotations() == null
                        || !claim.getMetadata().getAnnotations().containsKey(ShopAnnotations.COPY_OF))
                .toList();
    }

    private Instant movedAt(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ShopAnnotations.MOVED_AT))
                .map(Instant::parse)
                .orElse(state.time().truncatedTo(ChronoUnit.SECONDS));
    }

    private Instant keptUntil(PersistentVolumeClaim claim) {
        return movedAt(claim)
                .plus(Duration.ofHours(shop.getSpec().database().embedded().keepFormerVolumeForHours()));
    }

    /** They go once their time has come, if the volume that came after them is in use. */
    private Stream<PersistentVolumeClaim> dueFormer() {
        boolean proven = state.ready()
                && state.untouched()
                && volume.filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                        .isPresent();
        return formerClaims(Optional.empty()).stream()
                .filter(claim -> proven
                        && claim.getMetadata().getAnnotations() != null
                        && claim.getMetadata().getAnnotations().containsKey(ShopAnnotations.MOVED_TO)
                        && !keptUntil(claim).isAfter(state.time()));
    }

    // --- what steps have in common
    // ------------------------------------------------------------------------------------

    private Step step(Optional<DatabaseMoveStatus> move) {
        List<PersistentVolumeClaim> former = formerClaims(move).stream()
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .toList();
        return new Step(
                ShopNames.instance(shop),
                move,
                former.stream()
                        .map(claim -> new FormerVolumeStatus(
                                claim.getMetadata().getName(), keptUntil(claim).toString()))
                        .toList(),
                ShopNames.instance(shop),
                wish instanceof MoveWish.None
                        && move.filter(DatabaseMove::isUnderWay).isEmpty(),
                former.stream()
                        .<HasMetadata>map(claim -> DatabaseVolume.former(shop, claim, movedTo(claim), movedAt(claim)))
                        .toList(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    private String movedTo(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(ShopAnnotations.MOVED_TO))
                .or(() -> ShopNames.instance(shop))
                .orElse("");
    }

    /** What a copy needs beside itself. */
    private Step making(Step step, DatabaseMoveStatus move) {
        boolean mayHoldTheData = move.phase() == Phase.SWITCHING || isMarked(volume, move);
        return making(step, move, DatabaseVolume.copy(shop, move, mayHoldTheData));
    }

    private Step making(Step step, DatabaseMoveStatus move, PersistentVolumeClaim claim) {
        Step with = step.making(List.of(
                MoveProgram.desired(shop), DatabaseService.moveFrom(shop), DatabaseService.moveTo(shop, move.id())));
        // one that has served is not made anew in place of what is lost
        boolean makes = move.phase() != Phase.SWITCHING || seen.claim(move.to()).isPresent();
        return makes ? with.making(List.of(claim)) : with;
    }

    private StatefulSet set(DatabaseMoveStatus move) {
        return DatabaseStatefulSet.copy(shop, forTheCopy(move), move.id(), state.bindingHash());
    }

    /** The settings with what the copy is made with. */
    private OperatorSettings forTheCopy(DatabaseMoveStatus move) {
        return Optional.ofNullable(move.sizing())
                .flatMap(SizeInForce::meantBy)
                .map(size -> settings.with(shop.getSpec().size(), size))
                .orElse(settings);
    }

    private Job job(DatabaseMoveStatus move, Work work) {
        Size copy = forTheCopy(move).sizes().get(shop.getSpec().size());
        return MoveJob.desired(shop, settings, copy, move, work);
    }

    private Optional<Job> find(DatabaseMoveStatus move, Work work) {
        String name = work.name(shop, move);
        return seen.jobs().stream()
                .filter(job -> job.getMetadata().getName().equals(name))
                .findFirst();
    }

    private Stream<Job> jobs(DatabaseMoveStatus move, Work work) {
        return find(move, work).stream();
    }

    private JobState state(DatabaseMoveStatus move, Work work) {
        return JobState.of(find(move, work), steps(), MoveJob.CONTAINER);
    }

    /** The pods of steps. */
    private List<Pod> steps() {
        return pods.stream()
                .filter(pod -> ShopLabels.Component.MOVE
                        .label()
                        .equals(pod.getMetadata().getLabels().get(ShopLabels.COMPONENT)))
                .toList();
    }

    /** A pod whose Job somebody deleted: never two at one volume or database. */
    private Optional<Pod> left() {
        return JobState.outlived(seen.jobs(), steps());
    }

    private Step waitingFor(Step step, Pod pod) {
        return moving(
                step,
                "The move goes on once the pod " + pod.getMetadata().getName()
                        + " has ended, whose Job was deleted. If that pod's node is lost, delete the pod with --force.");
    }

    private static Step moving(Step step, String message) {
        return step.telling(Reason.DATABASE_MOVING, message, false);
    }

    private Step again(Step step, DatabaseMoveStatus move, Work work, Duration after) {
        boolean over = find(move, work)
                .map(job -> job.getMetadata().getCreationTimestamp())
                .filter(since -> isOver(Instant.parse(since), after))
                .isPresent();
        return over ? step.without(jobs(move, work)) : step;
    }

    private boolean isCopyBeingDeleted(DatabaseMoveStatus move) {
        return seen.claim(move.to())
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() != null)
                .isPresent();
    }

    private boolean isOver(Instant since, Duration rest) {
        return !since.plus(rest).isAfter(state.time());
    }

    /** What keeps a step, as sentences that follow others. */
    private String trouble(JobState.Running running, DatabaseMoveStatus move, Work work) {
        boolean waits = running.alone()
                && find(move, work)
                        .map(job -> job.getMetadata().getCreationTimestamp())
                        .filter(since -> isOver(Instant.parse(since), TRY_AGAIN))
                        .isPresent();
        if (waits) {
            return " The Job " + work.name(shop, move)
                    + " has no pod: kubectl describe job says why, a quota of the namespace for example.";
        }
        return running.trouble()
                .map(trouble -> RunResult.json(trouble.message())
                        .map(said -> " The last attempt failed: "
                                + said.path("message").asText())
                        .orElseGet(trouble::told))
                .orElse("");
    }

    private static Word word(JobState.Failed failed) {
        if (failed.tookTooLong()) return new Word("DeadlineExceeded", "It took too long.");
        return failed.said()
                .flatMap(RunResult::json)
                .filter(said -> !said.path("message").asText().isBlank())
                .map(said -> new Word(
                        said.path("reason").asText("ProgramFailed"),
                        said.path("message").asText()))
                .orElseGet(() -> new Word("ProgramFailed", failed.said().orElse(failed.message())));
    }

    private static Optional<JsonNode> facts(JobState.Succeeded done) {
        return done.said().flatMap(RunResult::json);
    }

    private static Long number(JsonNode facts, String name) {
        return facts.path(name).isNumber() ? facts.path(name).asLong() : null;
    }
}
