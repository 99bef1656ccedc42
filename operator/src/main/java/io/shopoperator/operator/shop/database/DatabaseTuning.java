package io.shopoperator.operator.shop.database;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's settings for the memory it has. What depends on the volume's size is set by the start script, so that growing it restarts nothing. */
final class DatabaseTuning {
    private static final long MEBIBYTE = 1L << 20;

    private DatabaseTuning() {}

    /** Arguments for {@code postgres}, each {@code -c name=value}. */
    static List<String> arguments(Quantity memory) {
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
                        "idle_in_transaction_session_timeout=5min")
                .flatMap(setting -> Stream.of("-c", setting))
                .toList();
    }

    private static long mebibytes(Quantity quantity) {
        return quantity.getNumericalAmount()
                .divideToIntegralValue(BigDecimal.valueOf(MEBIBYTE))
                .longValue();
    }
}
