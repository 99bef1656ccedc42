package io.shopoperator.shop.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.shopoperator.shop.ShopDatabase;
import io.shopoperator.shop.ops.DatabaseProbe;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Who waits longest for a connection gets the next one. */
@QuarkusTest
@QuarkusTestResource(ShopDatabase.class)
class DatabaseTurnsTest {
    private static final int WAITING = 12;

    @Inject
    Database database;

    @Inject
    DatabaseProbe probe;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @Test
    void connectionsAreGivenOutInTheOrderOfAsking() throws Exception {
        // Given every connection for customers is lent, half of them to transactions
        int forCustomers = connections - 1;
        Semaphore giveBack = new Semaphore(0);
        CountDownLatch lent = new CountDownLatch(forCustomers);
        List<Integer> served = new CopyOnWriteArrayList<>();
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < forCustomers; i++) {
                boolean inTransaction = i % 2 == 0;
                customers.submit(() -> inTransaction
                        ? database.transaction(() -> database.with(connection -> hold(lent, giveBack)))
                        : database.with(connection -> hold(lent, giveBack)));
            }
            lent.await();

            // When others ask one after the other, and one connection comes back
            for (int i = 0; i < WAITING; i++) {
                int number = i;
                customers.submit(() -> database.with(connection -> served.add(number)));
                await().until(() -> database.waiting() == number + 1);
            }
            boolean healthy = probe.reachable();
            giveBack.release();
            await().until(() -> served.size() == WAITING);
            giveBack.release(forCustomers);

            // Then the shop's own health did not wait
            assertThat(healthy).isTrue();
        }

        assertThat(served)
                .containsExactlyElementsOf(IntStream.range(0, WAITING).boxed().toList());
        assertThat(database.waiting()).isZero();
    }

    private static boolean hold(CountDownLatch lent, Semaphore giveBack) {
        lent.countDown();
        giveBack.acquireUninterruptibly();
        return true;
    }
}
