package io.shopoperator.shop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {
    @Test
    void hashesAsManyAtATimeAsAllowed() throws Exception {
        // Given
        PasswordHashing hashing = new PasswordHashing(2, 100, Duration.ofSeconds(30));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();

        // When
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(visitors.submit(() -> hashing.inTurn(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    return now.decrementAndGet();
                })));
            }
        }

        // Then
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void sendsAwayWhomItCannotServeSoon() throws Exception {
        // Given one that is hashed and one that waits
        PasswordHashing hashing = new PasswordHashing(1, 1, Duration.ofSeconds(30));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = visitors.submit(() -> hashing.inTurn(() -> {
                begun.countDown();
                return await(done);
            }));
            begun.await();
            Future<Boolean> second = visitors.submit(() -> hashing.inTurn(() -> true));
            Awaitility.await().until(() -> hashing.waiting() == 1);

            // When, Then
            assertThatThrownBy(() -> hashing.matches("x", PasswordHash.OF_NOBODY))
                    .isInstanceOf(TooBusyException.class);
            done.countDown();
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
        assertThat(hashing.matches("x", PasswordHash.OF_NOBODY)).isFalse();
    }

    @Test
    void waitsNoLongerThanTold() throws Exception {
        PasswordHashing hashing = new PasswordHashing(1, 5, Duration.ofMillis(20));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = visitors.submit(() -> hashing.inTurn(() -> {
                begun.countDown();
                return await(done);
            }));
            begun.await();

            assertThatThrownBy(() -> hashing.of("x")).isInstanceOf(TooBusyException.class);
            done.countDown();
            assertThat(first.get()).isTrue();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
