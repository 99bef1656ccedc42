package io.shopoperator.e2e.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Finds out how much a shop can do: a fixed number of clients, each of which asks again as soon as it has its answer. Good for throughput only; what it says
 * about times is flattering, as nobody asks while the shop stalls.
 */
public final class ClosedLoad {
    /**
     * What one run gave.
     *
     * @param done how often the whole task was done in the measured time
     * @param failed how often it was not
     * @param perSecond tasks per second
     */
    public record Throughput(long done, long failed, double perSecond, Latency latency) {}

    /** One client's task: asks for pages one after the other and ends with whether all was right. */
    private interface Task {
        Future<Boolean> run(Sender sender);
    }

    private final Target target;
    private final int clients;
    private final Random random = new Random(7);
    private final Histogram micros = new Histogram(120_000_000, 3);
    private long done;
    private long failed;
    private long measureFrom;
    private long end;
    private int running;

    public ClosedLoad(Target target, int clients) {
        this.target = target;
        this.clients = clients;
    }

    /** Looks at products; what is done in the warm-up is not counted. */
    public Throughput productPages(Duration warmUp, Duration time) {
        return run(warmUp, time, assortment -> sender -> {
            PageRequest page = PageRequest.get(assortment.anyProduct(random));
            return sender.send(page)
                    .map(reply -> reply.status() == 200 && reply.body().contains("</html>"));
        });
    }

    /** Buys: puts a product into a new cart, opens the checkout and orders. */
    public Throughput checkouts(String run, Duration warmUp, Duration time) {
        int[] number = {0};
        return run(warmUp, time, assortment -> sender -> {
            Customer customer = new Customer(
                    "load-" + run + "-" + (++number[0]) + "@example.com",
                    Journey.BUY,
                    assortment,
                    (email, token) -> {},
                    random);
            customer.straightToTheCheckout();
            return goOn(sender, customer);
        });
    }

    private static Future<Boolean> goOn(Sender sender, Customer customer) {
        if (customer.finished()) {
            return Future.succeededFuture(true);
        }
        return sender.send(customer.next())
                .compose(reply ->
                        customer.judge(reply) == null ? goOn(sender, customer) : Future.succeededFuture(false));
    }

    private Throughput run(Duration warmUp, Duration time, Function<Assortment, Task> tasks) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        try {
            Lane lane = new Lane("closed", ClientKind.KEEP_ALIVE, target, 1);
            Sender sender = new Sender(vertx, lane, clients);
            Context loop = vertx.getOrCreateContext();
            Promise<Void> finished = Promise.promise();
            loop.runOnContext(nothing -> Assortment.explore(sender).onComplete(found -> {
                if (found.failed()) {
                    finished.fail(found.cause());
                    return;
                }
                measureFrom = System.nanoTime() + warmUp.toNanos();
                end = measureFrom + time.toNanos();
                running = clients;
                List<Task> each = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    each.add(tasks.apply(found.result()));
                }
                each.forEach(task -> again(loop, sender, task, finished));
            }));
            EventLoops.await(finished.future(), time.plus(warmUp).plusSeconds(60));
        } finally {
            EventLoops.await(vertx.close(), Duration.ofSeconds(30));
        }
        return new Throughput(done, failed, done / (time.toNanos() / 1e9), Latency.of(micros));
    }

    /** Through the loop each time: a chain of answers that are there at once would grow the stack. */
    private void again(Context loop, Sender sender, Task task, Promise<Void> finished) {
        long begin = System.nanoTime();
        if (begin >= end) {
            if (--running == 0) {
                finished.complete();
            }
            return;
        }
        task.run(sender).onComplete(result -> {
            long now = System.nanoTime();
            if (now >= measureFrom && now < end) {
                if (result.succeeded() && result.result()) {
                    done++;
                    micros.recordValue((now - begin) / 1_000);
                } else {
                    failed++;
                }
            }
            loop.runOnContext(nothing -> again(loop, sender, task, finished));
        });
    }
}
