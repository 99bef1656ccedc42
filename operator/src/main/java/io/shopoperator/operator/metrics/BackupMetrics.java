package io.shopoperator.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of backups; never with a shop's name in a tag. All are there from the start, at zero, for those who watch their growth. */
@Startup
@ApplicationScoped
public class BackupMetrics {
    private static final String RESULT = "result";

    private final Counter made;
    private final Counter failed;
    private final Timer time;
    private final Counter verified;
    private final Counter refuted;
    private final Counter unverified;

    /** By uid: the shops whose backups are overdue, and those whose backups are not proven. */
    private final Set<String> overdue = ConcurrentHashMap.newKeySet();

    private final Set<String> unproven = ConcurrentHashMap.newKeySet();
    private final Set<String> unstored = ConcurrentHashMap.newKeySet();

    public BackupMetrics(MeterRegistry registry) {
        made = runs("succeeded", registry);
        failed = runs("failed", registry);
        time = Timer.builder("shop.operator.backup.time")
                .description("From the moment a backup's run began until it was stored")
                .register(registry);
        verified = verifications("verified", registry);
        refuted = verifications("failed", registry);
        unverified = verifications("unfinished", registry);
        Gauge.builder("shop.operator.shops.without.recent.backup", overdue, Set::size)
                .description("Shops whose condition BackupRecent is False")
                .register(registry);
        Gauge.builder("shop.operator.shops.without.verified.backup", unproven, Set::size)
                .description("Shops whose condition BackupVerified is False")
                .register(registry);
        Gauge.builder("shop.operator.shops.without.point.in.time", unstored, Set::size)
                .description("Shops whose condition PointInTimeAvailable is False")
                .register(registry);
    }

    private static Counter runs(String result, MeterRegistry registry) {
        return Counter.builder("shop.operator.backups")
                .description("Backups that were made, or could not be made")
                .tag(RESULT, result)
                .register(registry);
    }

    private static Counter verifications(String result, MeterRegistry registry) {
        return Counter.builder("shop.operator.verifications")
                .description("Backups that were restored and compared, by what came of it")
                .tag(RESULT, result)
                .register(registry);
    }

    /** A backup was stored after this time. */
    public void made(Duration after) {
        made.increment();
        time.record(after);
    }

    public void failed() {
        failed.increment();
    }

    /** A backup was restored and was what was backed up. */
    public void verified() {
        verified.increment();
    }

    /** A backup could not be restored, or was not what was backed up. */
    public void refuted() {
        refuted.increment();
    }

    /** Whether a backup can be restored was not found out. */
    public void unverified() {
        unverified.increment();
    }

    /** How a shop's backups do now. */
    public void tell(String shop, boolean isOverdue, boolean isUnproven, boolean isUnstored) {
        remember(overdue, shop, isOverdue);
        remember(unproven, shop, isUnproven);
        remember(unstored, shop, isUnstored);
    }

    /** A deleted shop has no backups that anybody waits for. */
    public void forget(String shop) {
        tell(shop, false, false, false);
    }

    private static void remember(Set<String> shops, String shop, boolean isOne) {
        if (isOne) {
            shops.add(shop);
        } else {
            shops.remove(shop);
        }
    }
}
