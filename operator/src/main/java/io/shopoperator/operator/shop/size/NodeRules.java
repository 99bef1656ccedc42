package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Which nodes take a pod at all, whatever room they have: the rules of the scheduler for labels, taints and volumes. */
final class NodeRules {
    private static final Taint CORDON = new TaintBuilder()
            .withKey("node.kubernetes.io/unschedulable")
            .withEffect("NoSchedule")
            .build();

    private NodeRules() {}

    static boolean hasLabels(Node node, Map<String, String> wanted) {
        return labels(node).entrySet().containsAll(wanted.entrySet());
    }

    /** Why a node takes no pod with these tolerations, to be put after its name; empty if it does. */
    static Optional<String> closed(Node node, List<Toleration> tolerations) {
        boolean cordoned =
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        if (cordoned && !isTolerated(CORDON, tolerations)) return Optional.of("is cordoned");
        if (node.getSpec() == null) return Optional.empty();
        return node.getSpec().getTaints().stream()
                .filter(taint -> List.of("NoSchedule", "NoExecute").contains(text(taint.getEffect())))
                .filter(taint -> !isTolerated(taint, tolerations))
                .findFirst()
                .map(taint -> "has the taint " + words(taint));
    }

    private static String words(Taint taint) {
        String value = text(taint.getValue());
        return taint.getKey() + (value.isEmpty() ? "" : "=" + value) + ":" + taint.getEffect();
    }

    private static boolean isTolerated(Taint taint, List<Toleration> tolerations) {
        return tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        String effect = text(toleration.getEffect());
        String key = text(toleration.getKey());
        if (!effect.isEmpty() && !effect.equals(taint.getEffect())) return false;
        if (!key.isEmpty() && !key.equals(taint.getKey())) return false;
        return switch (text(toleration.getOperator())) {
            case "Exists" -> true;
            case "", "Equal" -> !key.isEmpty() && text(toleration.getValue()).equals(text(taint.getValue()));
            default -> false;
        };
    }

    /** Whether a volume can be used on a node: one that lies on a disk of another node cannot. */
    static boolean admits(PersistentVolume volume, Node node) {
        var affinity = volume.getSpec().getNodeAffinity();
        if (affinity == null || affinity.getRequired() == null) return true;
        return affinity.getRequired().getNodeSelectorTerms().stream().anyMatch(term -> matches(term, node));
    }

    private static boolean matches(NodeSelectorTerm term, Node node) {
        Map<String, String> fields = Map.of("metadata.name", node.getMetadata().getName());
        boolean empty =
                term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty();
        return !empty
                && term.getMatchExpressions().stream().allMatch(isMetBy(labels(node)))
                && term.getMatchFields().stream().allMatch(isMetBy(fields));
    }

    private static Predicate<NodeSelectorRequirement> isMetBy(Map<String, String> there) {
        return wanted -> {
            Optional<String> value = Optional.ofNullable(there.get(wanted.getKey()));
            List<String> values = wanted.getValues();
            return switch (text(wanted.getOperator())) {
                case "In" -> value.filter(values::contains).isPresent();
                case "NotIn" -> value.filter(values::contains).isEmpty();
                case "Exists" -> value.isPresent();
                case "DoesNotExist" -> value.isEmpty();
                case "Gt" -> value.filter(found -> compare(found, values) > 0).isPresent();
                case "Lt" -> value.filter(found -> compare(found, values) < 0).isPresent();
                default -> false;
            };
        };
    }

    /** Zero if one of them is no number. */
    private static int compare(String value, List<String> values) {
        boolean numbers = values.size() == 1 && isNumber(value) && isNumber(values.getFirst());
        return numbers ? Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst())) : 0;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]{1,18}");
    }

    private static Map<String, String> labels(Node node) {
        return Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    }

    private static String text(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
