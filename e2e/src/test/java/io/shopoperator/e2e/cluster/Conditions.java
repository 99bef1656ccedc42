package io.shopoperator.e2e.cluster;

import io.fabric8.kubernetes.api.model.Condition;
import io.shopoperator.api.v1alpha1.Shop;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The conditions of a shop that speak of its present generation; older ones are not looked at. */
public record Conditions(List<Condition> all) {
    static Conditions of(Shop shop) {
        if (shop == null || shop.getStatus() == null) return new Conditions(List.of());
        long generation = shop.getMetadata().getGeneration();
        return new Conditions(shop.getStatus().conditions().stream()
                .filter(condition -> Objects.equals(condition.getObservedGeneration(), generation))
                .toList());
    }

    public Optional<Condition> find(String type) {
        return all.stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** What the condition says to people; empty while there is none. */
    public String message(String type) {
        return find(type).map(Condition::getMessage).orElse("");
    }

    boolean has(String type, String status, String reason) {
        return find(type)
                .filter(condition -> condition.getStatus().equals(status))
                .filter(condition -> reason == null || condition.getReason().equals(reason))
                .isPresent();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        all.forEach(condition -> text.append('\n')
                .append(condition.getType())
                .append('=')
                .append(condition.getStatus())
                .append(' ')
                .append(condition.getReason())
                .append(": ")
                .append(condition.getMessage()));
        return text.toString();
    }
}
