package io.shopoperator.e2e.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /** One client's task: asks for pages one after the other and ends with whether all was right; null if there is nothing left to do. */
    private interface Task {
        Future<Boolean> run(Sender sender);
    }

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Target target;
    private final int clients;
    private final Random random = new Random(7);
    private final Histogram micros = new Histogram(120_000_000, 3);
    private long done;
    private long failed;
    private long measureFrom;
    private long end;
    private int running;
    private int customersMade;

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

    /** Buys, five requests each: looks at a product, puts it into a new cart, opens the checkout, checks it and orders. */
    public Throughput purchases(String run, Duration warmUp, Duration time) {
        return run(
                warmUp,
                time,
                assortment -> sender -> goOn(sender, straightToTheCheckout(run, assortment), Customer::finished));
    }

    /**
     * Orders: customers stand before the order button, and what is measured is the one request that takes the goods out of stock and writes the order.
     * It ends early if all have ordered.
     *
     * @param customers how many stand there; that many are brought there first
     */
    public Throughput checkouts(String run, int customers, Duration warmUp, Duration time) {
        Queue<Customer> ready = new ArrayDeque<>();
        int last = customersMade + customers;
        Throughput brought = run(Duration.ZERO, PATIENCE, assortment -> sender -> {
            if (customersMade == last || failed > 0) return null;
            Customer customer = straightToTheCheckout(run, assortment);
            return goOn(sender, customer, each -> each.step() == Customer.Step.ORDER)
                    .onSuccess(there -> {
                        if (there) ready.add(customer);
                    });
        });
        if (brought.failed() > 0 || ready.size() < customers) {
            throw new IllegalStateException("Only " + ready.size() + " of " + customers
                    + " customers came as far as the order button, " + brought.failed() + " failed");
        }
        return run(warmUp, time, assortment -> sender -> {
            Customer customer = ready.poll();
            return customer == null ? null : goOn(sender, customer, Customer::finished);
        });
    }

    private Customer straightToTheCheckout(String run, Assortment assortment) {
        Customer customer = new Customer(
                "load-" + run + "-" + (++customersMade) + "@example.com",
                Journey.BUY,
                assortment,
                (email, token) -> {},
                random);
        customer.straightToTheCheckout();
        return customer;
    }

    private static Future<Boolean> goOn(Sender sender, Customer customer, Predicate<Customer> there) {
        if (there.test(customer)) {
            return Future.succeededFuture(true);
        }
        return sender.send(customer.next())
                .compose(reply ->
                        customer.judge(reply) == null ? goOn(sender, customer, there) : Future.succeededFuture(false));
    }

    private Throughput run(Duration warmUp, Duration time, Function<Assortment, Task> tasks) {
        done = 0;
        failed = 0;
        micros.reset();
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
        return new Throughput(done, failed, done / ((end - measureFrom) / 1e9), Latency.of(micros));
    }

    /** Through the loop each time: a chain of answers that are there at once would grow the stack. */
    private void again(Context loop, Sender sender, Task task, Promise<Void> finished) {
        long begin = System.nanoTime();
        Future<Boolean> work = begin >= end ? null : task.run(sender);
        if (work == null) {
            end = Math.min(end, begin);
            if (--running == 0) {
                finished.complete();
            }
            return;
        }
        work.onComplete(result -> {
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
