package io.shopoperator.operator.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What keeps pods from being ready, in the words of those who know: kubelet, scheduler, the program itself. */
public final class Troubles {
    /** Said of a container that the kernel ended for its memory, if it left no word itself. */
    public static final String OUT_OF_MEMORY =
            "It needed more memory than its size allows (OOMKilled): choose a larger spec.size.";

    private static final int LONGEST = 600;
    private static final Pattern TOLD = Pattern.compile(" (\\w+): (.+)", Pattern.DOTALL);
    private static final Set<String> OF_IMAGES = Set.of(
            "ErrImageNeverPull",
            "ErrImagePull",
            "ImageInspectError",
            "ImagePullBackOff",
            "InvalidImageName",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private Troubles() {}

    /** One cause: a CamelCase word, and a text for people. */
    public record Trouble(String reason, String message) {

        /** What {@link #told()} said; empty if this is no such sentence. */
        public static Optional<Trouble> read(String told) {
            Matcher words = TOLD.matcher(told);
            return words.matches() ? Optional.of(new Trouble(words.group(1), words.group(2))) : Optional.empty();
        }

        /** Whether the kubelet has no image to start a container with. */
        public boolean isOfImage() {
            return OF_IMAGES.contains(reason);
        }

        /** As a sentence that follows another. */
        public String told() {
            String end = message.matches("(?s).*[.!?]") ? "" : ".";
            return " " + reason + ": " + message + end;
        }
    }

    /** The most telling trouble of these pods; empty if none is in trouble (yet). */
    public static Optional<Trouble> of(Collection<Pod> pods, Collection<Event> events) {
        return pods.stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .flatMap(pod -> of(pod, events).stream())
                .findFirst();
    }

    private static Optional<Trouble> of(Pod pod, Collection<Event> events) {
        return Stream.of(waiting(pod), terminated(pod), unscheduled(pod), event(pod, events))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Trouble> waiting(Pod pod) {
        return containers(pod).stream()
                .filter(container ->
                        container.getState() != null && container.getState().getWaiting() != null)
                .filter(container ->
                        !isOrdinary(container.getState().getWaiting().getReason()))
                .map(container -> {
                    var waiting = container.getState().getWaiting();
                    String last = lastWords(container.getLastState());
                    return new Trouble(waiting.getReason(), text(last == null ? waiting.getMessage() : last));
                })
                .findFirst();
    }

    private static boolean isOrdinary(String reason) {
        return reason == null || List.of("ContainerCreating", "PodInitializing").contains(reason);
    }

    private static Optional<Trouble> terminated(Pod pod) {
        return containers(pod).stream()
                .filter(container -> container.getState() != null
                        && container.getState().getTerminated() != null
                        && !Objects.equals(container.getState().getTerminated().getExitCode(), 0))
                .map(container -> new Trouble("Crashed", text(lastWords(container.getState()))))
                .findFirst();
    }

    private static Optional<Trouble> unscheduled(Pod pod) {
        return conditions(pod).stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(condition -> new Trouble("Unschedulable", text(condition.getMessage())))
                .findFirst();
    }

    private static Optional<Trouble> event(Pod pod, Collection<Event> events) {
        boolean ready = conditions(pod).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        if (ready) return Optional.empty();
        return events.stream()
                .filter(event -> "Warning".equals(event.getType()))
                .filter(event -> event.getInvolvedObject() != null
                        && Objects.equals(
                                event.getInvolvedObject().getUid(),
                                pod.getMetadata().getUid()))
                .max(Comparator.comparing(Troubles::time))
                .map(event -> new Trouble(event.getReason(), text(event.getMessage())));
    }

    private static String time(Event event) {
        return Stream.of(event.getLastTimestamp(), event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static List<ContainerStatus> containers(Pod pod) {
        if (pod.getStatus() == null) return List.of();
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .toList();
    }

    private static List<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
    }

    /** What a container left behind when it ended. */
    private static String lastWords(ContainerState state) {
        if (state == null || state.getTerminated() == null) return null;
        var end = state.getTerminated();
        if (end.getMessage() != null && !end.getMessage().isBlank()) return end.getMessage();
        return "OOMKilled".equals(end.getReason())
                ? OUT_OF_MEMORY
                : "It ended with exit code " + end.getExitCode() + " and left no message: see its log.";
    }

    private static String text(String message) {
        if (message == null || message.isBlank()) return "No details are known.";
        String flat = message.strip().replaceAll("\\s+", " ");
        return flat.length() <= LONGEST ? flat : "..." + flat.substring(flat.length() - LONGEST);
    }
}
