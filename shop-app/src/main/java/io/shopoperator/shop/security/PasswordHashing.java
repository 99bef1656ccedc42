package io.shopoperator.shop.security;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes passwords for visitors, as many at a time as there are processors: hashing is slow on purpose, and a crowd that logs in must
 * not take the processors from those who buy. So it has threads of its own, which the system makes share with all others; virtual
 * threads would not give way before they are done. Some wait for their turn; beyond that they are sent away for a moment.
 */
@ApplicationScoped
public class PasswordHashing {
    private static final int WAITING_PER_PROCESSOR = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore turns;
    private final int mostWaiting;
    private final Duration longestWait;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService threads;

    /** For this machine. */
    public PasswordHashing() {
        this(
                Runtime.getRuntime().availableProcessors(),
                WAITING_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
                LONGEST_WAIT);
    }

    PasswordHashing(int atATime, int mostWaiting, Duration longestWait) {
        this.turns = new Semaphore(atATime, true);
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
        this.threads = Executors.newFixedThreadPool(
                atATime, Thread.ofPlatform().daemon().name("password-", 1).factory());
    }

    @PreDestroy
    void end() {
        threads.shutdown();
    }

    /**
     * The hash of {@code password} under a new salt.
     *
     * @throws TooBusyException if too many are waiting
     */
    public String of(String password) {
        return inTurn(() -> PasswordHash.of(password));
    }

    /**
     * Whether {@code hash} was made of {@code password}; takes the same time for any wrong one.
     *
     * @throws TooBusyException if too many are waiting
     */
    public boolean matches(String password, String hash) {
        return inTurn(() -> PasswordHash.matches(password, hash));
    }

    <T> T inTurn(Supplier<T> work) {
        if (!turns.tryAcquire()) {
            waitForTurn();
        }
        try {
            return threads.submit(work::get).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a password was hashed", e);
        } finally {
            turns.release();
        }
    }

    private void waitForTurn() {
        try {
            if (waiting.incrementAndGet() > mostWaiting
                    || !turns.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting to hash a password", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.get();
    }
}
