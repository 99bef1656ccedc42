package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the quotas of a namespace leave for pods: what is above one is refused, also to the successor of a database that has ended. */
final class QuotaFit {
    /** A shop's pods run for as long as they are wanted, ask for something, and name no priority. */
    private static final Set<String> SCOPES = Set.of("NotTerminating", "NotBestEffort");

    private static final Map<String, Kind> KINDS = Map.of(
            "cpu", Kind.CPU,
            "requests.cpu", Kind.CPU,
            "memory", Kind.MEMORY,
            "requests.memory", Kind.MEMORY,
            "limits.memory", Kind.MEMORY,
            "pods", Kind.PODS,
            "count/pods", Kind.PODS);

    private final Map<Limit, BigDecimal> left = new LinkedHashMap<>();

    private enum Kind {
        CPU,
        MEMORY,
        PODS
    }

    /** One line of a quota. */
    private record Limit(String quota, String resource) {}

    QuotaFit(List<ResourceQuota> quotas) {
        quotas.stream()
                .filter(QuotaFit::countsShops)
                .sorted(Comparator.comparing(quota -> quota.getMetadata().getName()))
                .forEach(this::add);
    }

    private static boolean countsShops(ResourceQuota quota) {
        ResourceQuotaSpec spec = quota.getSpec();
        return spec != null
                && SCOPES.containsAll(spec.getScopes())
                && (spec.getScopeSelector() == null
                        || spec.getScopeSelector().getMatchExpressions().stream()
                                .allMatch(scope ->
                                        SCOPES.contains(scope.getScopeName()) && "Exists".equals(scope.getOperator())));
    }

    private void add(ResourceQuota quota) {
        Map<String, Quantity> used = quota.getStatus() == null
                ? Map.of()
                : Objects.requireNonNullElse(quota.getStatus().getUsed(), Map.of());
        new TreeMap<>(Objects.requireNonNullElse(quota.getSpec().getHard(), Map.of())).forEach((resource, most) -> {
            if (!KINDS.containsKey(resource)) return;
            BigDecimal taken = Optional.ofNullable(used.get(resource))
                    .map(Quantity::getNumericalAmount)
                    .orElse(BigDecimal.ZERO);
            left.put(
                    new Limit(quota.getMetadata().getName(), resource),
                    most.getNumericalAmount().subtract(taken));
        });
    }

    /** Takes the part of a pod that begins, or says which quota has too little left, to be put after who lacks it. */
    Optional<String> take(Room need) {
        for (var entry : left.entrySet()) {
            Limit limit = entry.getKey();
            BigDecimal lack = amount(need, limit).subtract(entry.getValue());
            if (amount(need, limit).signum() > 0 && lack.signum() > 0) {
                return Optional.of("ResourceQuota '" + limit.quota() + "' (" + limit.resource() + ") lacks "
                        + only(lack, limit).needed());
            }
        }
        left.replaceAll((limit, room) -> room.subtract(amount(need, limit)));
        return Optional.empty();
    }

    /** Gives back the part of a pod that has ended. */
    void give(Room back) {
        left.replaceAll((limit, room) -> room.add(amount(back, limit)));
    }

    private static BigDecimal amount(Room room, Limit limit) {
        return switch (KINDS.get(limit.resource())) {
            case CPU -> room.cpu();
            case MEMORY -> room.memory();
            case PODS -> BigDecimal.valueOf(room.pods());
        };
    }

    private static Room only(BigDecimal amount, Limit limit) {
        return switch (KINDS.get(limit.resource())) {
            case CPU -> new Room(amount, BigDecimal.ZERO, 0);
            case MEMORY -> new Room(BigDecimal.ZERO, amount, 0);
            case PODS -> new Room(BigDecimal.ZERO, BigDecimal.ZERO, amount.longValue());
        };
    }
}
