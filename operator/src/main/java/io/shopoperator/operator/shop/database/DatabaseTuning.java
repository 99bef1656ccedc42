package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** PostgreSQL's settings for the memory it has. What depends on the volume's size is set by the start script, so that growing it restarts nothing. */
public final class DatabaseTuning {
    private static final long MEBIBYTE = 1L << 20;

    /** CloudNativePG says these itself. */
    private static final Set<String> OF_CLOUD_NATIVE_PG = Set.of("log_timezone", "timezone", "logging_collector");

    private DatabaseTuning() {}

    /** Arguments for {@code postgres}, each {@code -c name=value}. */
    static List<String> arguments(Quantity memory) {
        return settings(memory).flatMap(setting -> Stream.of("-c", setting)).toList();
    }

    /** The same as parameters of CloudNativePG, with what depends on the volume's size, which is read anew without a restart. */
    public static Map<String, String> parameters(Quantity memory, Quantity storage) {
        Map<String, String> parameters = new TreeMap<>();
        settings(memory).forEach(setting -> {
            String name = setting.substring(0, setting.indexOf('='));
            if (!OF_CLOUD_NATIVE_PG.contains(name)) parameters.put(name, setting.substring(name.length() + 1));
        });
        long mib = mebibytes(storage);
        parameters.put("max_wal_size", Math.clamp(mib / 8, 48, 1024) + "MB");
        // the log that a standby has missed must not fill the primary's volume
        parameters.put("max_slot_wal_keep_size", mib / 4 + "MB");
        return parameters;
    }

    private static Stream<String> settings(Quantity memory) {
        long mib = mebibytes(memory);
        return Stream.of(
                "shared_buffers=" + Math.max(16, mib / 4) + "MB",
                "effective_cache_size=" + Math.max(32, mib * 6 / 10) + "MB",
                "maintenance_work_mem=" + Math.clamp(mib / 16, 16, 512) + "MB",
                "work_mem=" + Math.clamp(mib / 256, 2, 32) + "MB",
                "max_connections=" + Math.clamp(mib / 5, 50, 400),
                "min_wal_size=32MB",
                "wal_compression=on",
                "checkpoint_completion_target=0.9",
                "random_page_cost=1.1",
                "jit=off",
                "log_timezone=UTC",
                "timezone=UTC",
                "logging_collector=off",
                "log_min_duration_statement=5s",
                "idle_in_transaction_session_timeout=5min");
    }

    private static long mebibytes(Quantity quantity) {
        return quantity.getNumericalAmount()
                .divideToIntegralValue(BigDecimal.valueOf(MEBIBYTE))
                .longValue();
    }
}
