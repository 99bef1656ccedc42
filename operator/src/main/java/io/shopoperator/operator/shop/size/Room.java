package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pods ask for, or what a node has.
 *
 * @param cpu in processors
 * @param memory in bytes
 * @param pods how many pods
 */
record Room(BigDecimal cpu, BigDecimal memory, long pods) {
    static final Room NONE = new Room(BigDecimal.ZERO, BigDecimal.ZERO, 0);

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1L << 20);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    /** What these amounts say of processors and memory. */
    static Room of(Map<String, Quantity> amounts) {
        return new Room(amount(amounts, "cpu"), amount(amounts, "memory"), 0);
    }

    /** What a node has for pods. */
    static Room ofNode(Map<String, Quantity> allocatable) {
        Room room = of(allocatable);
        return new Room(room.cpu, room.memory, amount(allocatable, "pods").longValue());
    }

    private static BigDecimal amount(Map<String, Quantity> amounts, String resource) {
        return Optional.ofNullable(amounts)
                .map(known -> known.get(resource))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
    }

    /** The same for one pod. */
    Room onePod() {
        return new Room(cpu, memory, 1);
    }

    Room plus(Room other) {
        return new Room(cpu.add(other.cpu), memory.add(other.memory), pods + other.pods);
    }

    Room minus(Room other) {
        return new Room(cpu.subtract(other.cpu), memory.subtract(other.memory), pods - other.pods);
    }

    /** Of each resource the larger amount. */
    Room max(Room other) {
        return new Room(cpu.max(other.cpu), memory.max(other.memory), Math.max(pods, other.pods));
    }

    /** The same with the amounts that are named here instead. */
    Room with(Map<String, Quantity> amounts) {
        return new Room(
                amounts.containsKey("cpu") ? amount(amounts, "cpu") : cpu,
                amounts.containsKey("memory") ? amount(amounts, "memory") : memory,
                pods);
    }

    boolean holds(Room need) {
        return missingFor(need).isNothing();
    }

    /** What is missing for a need. */
    Room missingFor(Room need) {
        Room missing = need.minus(this);
        return missing.max(NONE);
    }

    private boolean isNothing() {
        return cpu.signum() == 0 && memory.signum() == 0 && pods == 0;
    }

    /** How much of a need this is, all resources together; to compare nodes. */
    double shareOf(Room need) {
        return share(cpu, need.cpu) + share(memory, need.memory) + (need.pods == 0 ? 0 : (double) pods / need.pods);
    }

    private static double share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? 0 : part.doubleValue() / whole.doubleValue();
    }

    /** In words, never less than it is: {@code cpu 500m and memory 1Gi}. */
    String needed() {
        return words(RoundingMode.CEILING);
    }

    /** Processors and memory in words, never more than it is. */
    String left() {
        return new Room(cpu, memory, 0).words(RoundingMode.FLOOR);
    }

    private String words(RoundingMode mode) {
        String told = Stream.of(
                        cpu.signum() > 0 ? "cpu " + processors(mode) : "",
                        memory.signum() > 0 ? "memory " + bytes(mode) : "",
                        pods > 0 ? "a place for " + pods + (pods == 1 ? " pod" : " pods") : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" and "));
        return told.isEmpty() ? "nothing" : told;
    }

    private String processors(RoundingMode mode) {
        BigDecimal thousandths = cpu.multiply(THOUSAND).setScale(0, mode);
        return thousandths.remainder(THOUSAND).signum() == 0
                ? thousandths.divide(THOUSAND).toPlainString()
                : thousandths.toPlainString() + "m";
    }

    private String bytes(RoundingMode mode) {
        BigDecimal mebibytes = memory.divide(MEBIBYTE, 0, mode);
        return mebibytes.signum() > 0 && mebibytes.remainder(KIBI).signum() == 0
                ? mebibytes.divide(KIBI).toPlainString() + "Gi"
                : mebibytes.toPlainString() + "Mi";
    }
}
