package io.shopoperator.operator.shop.web;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerCondition;
import io.shopoperator.api.v1alpha1.AutoscalingSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.shop.Finding;
import io.shopoperator.operator.shop.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many web pods there are, and who says so: the spec or an autoscaler; pure. Never both, for they would fight, and never nobody, for then it
 * would be one pod. So the Deployment as it is applied holds the number exactly while there is no autoscaler: the autoscaler is made first and the number
 * is left out by a later plan, and it comes back once the autoscaler is gone.
 */
public final class Autoscaling {
    /** Figures of a pod come with the next round of metrics-server and are looked at with the next one of the autoscaler. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String ABLE = "AbleToScale";
    private static final String ACTIVE = "ScalingActive";
    private static final String LIMITED = "ScalingLimited";

    private final Shop shop;
    private final Optional<Deployment> web;
    private final Optional<HorizontalPodAutoscaler> autoscaler;
    private final List<Pod> pods;

    /**
     * @param web the web Deployment, if it is there
     * @param autoscaler the shop's autoscaler, if it is there, whether wanted or not
     * @param pods the web pods
     */
    public Autoscaling(
            Shop shop, Optional<Deployment> web, Optional<HorizontalPodAutoscaler> autoscaler, List<Pod> pods) {
        this.shop = shop;
        this.web = web;
        this.autoscaler = autoscaler;
        this.pods = pods;
    }

    /** Whether the autoscaler's verdict may be another one; its figures, which it writes every quarter of a minute, are none. */
    public static boolean isNews(HorizontalPodAutoscaler now, HorizontalPodAutoscaler before) {
        return !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(
                        now.getMetadata().getLabels(), before.getMetadata().getLabels())
                || !Objects.equals(
                        now.getMetadata().getOwnerReferences(),
                        before.getMetadata().getOwnerReferences())
                || !told(now).equals(told(before));
    }

    private static List<String> told(HorizontalPodAutoscaler autoscaler) {
        return conditions(autoscaler)
                .map(condition -> condition.getType() + condition.getStatus() + condition.getReason())
                .sorted()
                .toList();
    }

    /** The autoscaler to be applied; there is none without a Deployment that it could look at. */
    public Optional<HorizontalPodAutoscaler> desired() {
        return isWanted() && web.isPresent() ? Optional.of(WebAutoscaler.desired(shop)) : Optional.empty();
    }

    /** The autoscaler to be removed. */
    public Optional<HorizontalPodAutoscaler> obsolete() {
        return autoscaler.filter(there -> !isWanted());
    }

    /** What the Deployment shall say; empty while an autoscaler says it. */
    public Optional<Integer> replicas() {
        // an autoscaler leaves a Deployment without pods alone, whoever made it so
        boolean decided = autoscaler.isPresent() && running() > 0;
        return decided ? Optional.empty() : Optional.of(wanted());
    }

    /** How many web pods there should be now, by whoever says so. */
    public int wanted() {
        if (!isWanted()) return shop.getSpec().fixedReplicas();
        AutoscalingSpec spec = shop.getSpec().autoscaling();
        // as they are, so that nobody is taken away or started only to be handed over
        return Math.min(Math.max(running(), spec.minReplicas()), spec.maxReplicas());
    }

    /** What the autoscaler does, and what keeps it; empty if the spec asks for none. {@code told} is the condition as it was told last. */
    public Optional<Verdict> verdict(Optional<Condition> told, Instant now) {
        return isWanted() ? Optional.of(judge(told, now)) : Optional.empty();
    }

    /** A status of a condition, and why. */
    public record Verdict(String status, Finding finding) {}

    private Verdict judge(Optional<Condition> told, Instant now) {
        Optional<HorizontalPodAutoscalerCondition> trouble = Stream.of(ABLE, ACTIVE)
                .flatMap(type -> condition(type, "False").stream())
                .filter(condition -> !"ScalingDisabled".equals(condition.getReason()))
                .findFirst();
        if (trouble.isEmpty()) return condition(ACTIVE, "True").isPresent() ? active() : starting();
        boolean wasActive =
                told.filter(condition -> "True".equals(condition.getStatus())).isPresent();
        boolean wasTold =
                told.filter(condition -> "False".equals(condition.getStatus())).isPresent();
        if (wasTold || !isExcused(trouble.get(), now)) return failed(trouble.get());
        return wasActive ? active() : starting();
    }

    private Verdict active() {
        AutoscalingSpec spec = shop.getSpec().autoscaling();
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            return new Verdict(
                    "True",
                    new Finding(
                            Reason.AUTOSCALER_OUT_OF_ROOM,
                            "The autoscaler asks for " + running()
                                    + " web pods, and the cluster has no room for all of them: " + refusal.get()
                                    + " Make room, or lower spec.autoscaling.maxReplicas."));
        }
        if (condition(LIMITED, "True")
                .filter(limit -> "TooManyReplicas".equals(limit.getReason()))
                .isPresent()) {
            return new Verdict(
                    "True",
                    new Finding(
                            Reason.AUTOSCALER_AT_MAXIMUM,
                            "More web pods are needed than spec.autoscaling.maxReplicas lets be: " + spec.maxReplicas()
                                    + ". Raise it, or spec.size."));
        }
        return new Verdict(
                "True",
                new Finding(
                        Reason.AUTOSCALING,
                        "There are " + spec.minReplicas() + " to " + spec.maxReplicas()
                                + " web pods, so many that they use " + spec.targetCPUUtilizationPercentage()
                                + " % of the CPU they ask for."));
    }

    private static Verdict starting() {
        return new Verdict(
                "Unknown",
                new Finding(
                        Reason.AUTOSCALER_STARTING,
                        "The autoscaler has no figures of the web pods yet. Until it has, their number stays as it is."));
    }

    private static Verdict failed(HorizontalPodAutoscalerCondition trouble) {
        String why = " The autoscaler says: " + trouble.getMessage() + ".";
        boolean blind = Objects.requireNonNullElse(trouble.getReason(), "").matches("FailedGet.*Metric");
        return new Verdict(
                "False",
                blind
                        ? new Finding(
                                Reason.METRICS_MISSING,
                                "The number of web pods stays as it is, for nobody tells how much CPU they use. Install metrics-server, or see "
                                        + "why it does not answer (kubectl top pods)." + why)
                        : new Finding(
                                Reason.AUTOSCALER_FAILED,
                                "The number of web pods stays as it is." + why + " See kubectl describe hpa."));
    }

    /** A pod that has only just come to serve is without figures for a while, and one that does not serve yet has none. */
    private boolean isExcused(HorizontalPodAutoscalerCondition trouble, Instant now) {
        boolean serving = web.map(Deployment::getStatus)
                .map(status -> Objects.requireNonNullElse(status.getReadyReplicas(), 0))
                .filter(ready -> ready > 0)
                .isPresent();
        return !serving
                || Stream.of(Optional.ofNullable(trouble.getLastTransitionTime()), available())
                        .flatMap(Optional::stream)
                        .map(Instant::parse)
                        .anyMatch(since -> since.plus(PATIENCE).isAfter(now));
    }

    /** What the cluster says of web pods that it does not let in, or has no node for. */
    private Optional<String> refusal() {
        Stream<String> refused = web.map(Deployment::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition ->
                        "ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(condition -> condition.getMessage());
        Stream<String> waiting = pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .map(condition -> condition.getMessage());
        return Stream.concat(refused, waiting)
                .filter(Objects::nonNull)
                .map(message -> message.endsWith(".") ? message : message + ".")
                .findFirst();
    }

    /** Since when all web pods have been serving. */
    private Optional<String> available() {
        return web.map(Deployment::getStatus).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "Available".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime()))
                .findFirst();
    }

    private Optional<HorizontalPodAutoscalerCondition> condition(String type, String status) {
        return autoscaler.stream()
                .flatMap(Autoscaling::conditions)
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .findFirst();
    }

    private static Stream<HorizontalPodAutoscalerCondition> conditions(HorizontalPodAutoscaler autoscaler) {
        return Stream.ofNullable(autoscaler.getStatus()).flatMap(status -> status.getConditions().stream());
    }

    private boolean isWanted() {
        return shop.getSpec().autoscaling() != null;
    }

    private int running() {
        return web.map(there -> there.getSpec().getReplicas()).orElse(0);
    }
}
