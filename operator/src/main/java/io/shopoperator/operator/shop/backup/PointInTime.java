package io.shopoperator.operator.shop.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.shopoperator.api.v1alpha1.BackupStatus;
import io.shopoperator.api.v1alpha1.PointInTimeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Troubles;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import io.shopoperator.operator.shop.backup.BackupSummary.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the database can be restored as it was a minute ago, from the pod that receives its log; pure. It changes only when that does, so an
 * idle shop's status is not written.
 */
public final class PointInTime {
    /** A pod that is replaced, or begins anew, is back by then. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String PROBE = "Readiness probe failed: ";
    private static final Pattern UNTIL = Pattern.compile("What was written until ([0-9TZ:-]+) is stored");
    private static final String BASE_BACKUP_LATE = "BaseBackupLate: ";
    private static final List<String> ORDINARY = List.of("Starting: ", "BaseBackupRunning: ");

    private final Shop shop;
    private final Optional<Deployment> receiver;
    private final List<Pod> pods;
    private final List<Event> events;
    private final Optional<Condition> told;
    private final Instant now;

    /** {@code told} is the condition as it was told last. */
    public PointInTime(
            Shop shop,
            Optional<Deployment> receiver,
            List<Pod> pods,
            List<Event> events,
            Optional<Condition> told,
            Instant now) {
        this.shop = shop;
        this.receiver = receiver;
        this.pods = pods;
        this.events = events;
        this.told = told;
        this.now = now;
    }

    /** Whether the shop is to have it. */
    public static boolean isWanted(Shop shop) {
        return shop.getSpec().backup().pointInTime().enabled();
    }

    /** Whether it is so, and why; empty if the shop is not to have it. */
    public Optional<Verdict> verdict() {
        if (!isWanted(shop)) return Optional.empty();
        return Optional.of(isStored() || isExcused() ? available() : missing());
    }

    /** Between which times, and of which database; null if the shop is not to have it, or has none yet. */
    public PointInTimeStatus status() {
        if (!isWanted(shop)) return null;
        String from = from().orElse(null);
        String to = isStored() || isExcused() ? null : to().orElse(null);
        return from == null && to == null ? null : new PointInTimeStatus(from, to, system().orElse(null));
    }

    private Verdict available() {
        return new Verdict(
                "True",
                new Finding(
                        Reason.POINT_IN_TIME_AVAILABLE,
                        "The database can be restored as it was at any time"
                                + from().map(from -> " since " + from).orElse("")
                                + ", up to a minute ago."));
    }

    private Verdict missing() {
        Optional<String> trouble = trouble();
        boolean begins = told.filter(condition -> !"Unknown".equals(condition.getStatus()))
                .isEmpty();
        if (begins
                && trouble.filter(words -> ORDINARY.stream().noneMatch(words::startsWith))
                        .isEmpty()) {
            return new Verdict(
                    "Unknown",
                    new Finding(
                            Reason.POINT_IN_TIME_STARTING,
                            "The database can be restored as it was at any time once the first base backup is made."));
        }
        return new Verdict(
                "False",
                new Finding(
                        Reason.LOG_NOT_STORED,
                        trouble.filter(words -> words.startsWith(BASE_BACKUP_LATE))
                                .orElseGet(() -> "What the shop writes now would be lost with the database's volume. "
                                        + trouble.orElse("The pod that receives its log is not ready."))));
    }

    private boolean isStored() {
        return available(receiver)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
    }

    /** What was so is so until it has not been for a while. */
    private boolean isExcused() {
        return told.filter(condition -> "True".equals(condition.getStatus())).isPresent()
                && available(receiver)
                        .map(DeploymentCondition::getLastTransitionTime)
                        .map(Instant::parse)
                        .filter(since -> since.plus(PATIENCE).isAfter(now))
                        .isPresent();
    }

    private static Optional<DeploymentCondition> available(Optional<Deployment> receiver) {
        return receiver.map(Deployment::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "Available".equals(condition.getType()))
                .findFirst();
    }

    /** What keeps it, in the program's words or Kubernetes'. */
    private Optional<String> trouble() {
        return Troubles.of(pods, events).flatMap(trouble -> {
            if (trouble.message().startsWith(PROBE)) {
                return Optional.of(trouble.message().substring(PROBE.length()));
            }
            Optional<JsonNode> result = json(trouble.message());
            if (result.isEmpty()) return Optional.of(trouble.told().strip());
            return result.map(json -> json.path("message").asText()).filter(words -> !words.isBlank());
        });
    }

    private Optional<String> from() {
        return said("from").or(() -> before().map(PointInTimeStatus::from));
    }

    private Optional<String> system() {
        return said("system").or(() -> before().map(PointInTimeStatus::system));
    }

    /** A word of what the program said when it ended last. */
    private Optional<String> said(String word) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .flatMap(container -> Stream.of(container.getState(), container.getLastState()))
                .filter(state -> state != null && state.getTerminated() != null)
                .flatMap(state -> Stream.ofNullable(state.getTerminated().getMessage()))
                .flatMap(message -> json(message).stream())
                .map(json -> json.path(word).asText())
                .filter(said -> !said.isBlank())
                .findFirst();
    }

    private Optional<String> to() {
        Matcher until = UNTIL.matcher(trouble().orElse(""));
        return until.find() ? Optional.of(until.group(1)) : before().map(PointInTimeStatus::to);
    }

    private Optional<PointInTimeStatus> before() {
        return Optional.ofNullable(shop.getStatus())
                .map(status -> status.backup())
                .map(BackupStatus::pointInTime);
    }

    private static Optional<JsonNode> json(String said) {
        try {
            return Optional.of(new ObjectMapper().readTree(said)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
