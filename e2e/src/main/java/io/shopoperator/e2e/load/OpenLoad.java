package io.shopoperator.e2e.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Load as the world makes it: requests become due at a fixed rate and are sent then, no matter how the ones before them fare, and their time counts
 * from the moment they were due. So a shop that stalls is seen to stall for everybody who came meanwhile.
 *
 * <p>One event loop does it all, which keeps the load cheap beside the system it shares a machine with, and free of locks.
 */
public final class OpenLoad implements AutoCloseable {
    private static final int TICK_MILLIS = 2;
    private static final int MOST_OPEN = 3_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(40);

    private final LoadPlan plan;
    private final Random random;
    private final Vertx vertx;
    private final Context loop;
    private final Recorder recorder = new Recorder();
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final List<LaneState> lanes = new ArrayList<>();
    private final Promise<Void> drained = Promise.promise();
    private Assortment assortment;
    private String phase = "steady";
    private boolean stopping;
    private long timer = -1;
    private long started;
    private long due;
    private long unstarted;
    private int open;
    private int customers;
    private int cartsLookedAt;

    /** The customers of one lane who wait for their next turn. */
    private static final class LaneState {
        private final Sender sender;
        private final Deque<Customer> waiting = new ArrayDeque<>();
        private int credit;

        LaneState(Sender sender) {
            this.sender = sender;
        }
    }

    public OpenLoad(LoadPlan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        this.loop = vertx.getOrCreateContext();
        for (Lane lane : plan.lanes()) {
            lanes.add(new LaneState(new Sender(vertx, lane, plan.connections())));
        }
    }

    /** Looks around in the shop and begins; returns when requests flow. */
    public void start() {
        EventLoops.await(
                onLoop(() -> Assortment.explore(lanes.get(0).sender).map(found -> {
                    assortment = found;
                    int shares = plan.lanes().stream().mapToInt(Lane::share).sum();
                    for (LaneState lane : lanes) {
                        int count = Math.max(
                                1, plan.customers() * lane.sender.lane().share() / shares);
                        for (int i = 0; i < count; i++) {
                            lane.waiting.add(newCustomer());
                        }
                    }
                    started = System.nanoTime();
                    timer = vertx.setPeriodic(TICK_MILLIS, tick -> sendWhatIsDue());
                    return null;
                })),
                Duration.ofSeconds(60));
    }

    /** From now on requests that become due belong to this phase. */
    public void phase(String name) {
        EventLoops.await(
                onLoop(() -> {
                    phase = name;
                    return Future.succeededFuture();
                }),
                Duration.ofSeconds(10));
    }

    /** Requests sent up to now. */
    public long sent() {
        return EventLoops.await(onLoop(() -> Future.succeededFuture(due)), Duration.ofSeconds(10));
    }

    /** Ends the load, waits for the answers still on their way, and asks every customer's cart a last time. */
    public LoadResult stop() {
        EventLoops.await(
                onLoop(() -> {
                    vertx.cancelTimer(timer);
                    stopping = true;
                    if (open == 0) {
                        drained.tryComplete();
                    }
                    return drained.future();
                }),
                LAST_ANSWERS);
        EventLoops.await(
                onLoop(() -> {
                    phase = "afterwards";
                    return lookAtAllCarts();
                }),
                Duration.ofMinutes(2));
        return EventLoops.await(
                onLoop(() -> Future.succeededFuture(recorder.result(orders, cartsLookedAt, unstarted))),
                Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        EventLoops.await(vertx.close(), Duration.ofSeconds(30));
    }

    private Customer newCustomer() {
        return newCustomer((customers + 1) % 4 == 0 ? Journey.KEEP_A_CART : Journey.BUY);
    }

    /** Who takes a customer's place does the same: those that keep a cart never leave, and would in the end be all. */
    private Customer successorOf(Customer customer) {
        return newCustomer(customer.journey());
    }

    private Customer newCustomer(Journey journey) {
        customers++;
        return new Customer(
                "load-" + plan.run() + "-" + customers + "@example.com", journey, assortment, orders::put, random);
    }

    private void sendWhatIsDue() {
        long now = System.nanoTime();
        long until = (now - started) * plan.rate() / 1_000_000_000L;
        while (due < until) {
            due++;
            long moment = started + due * 1_000_000_000L / plan.rate();
            if (open >= MOST_OPEN) {
                unstarted++;
            } else {
                LaneState lane = nextLane();
                Customer customer = lane.waiting.poll();
                send(lane, customer == null ? newCustomer(Journey.BUY) : customer, moment);
            }
        }
    }

    /** Smooth weighted turns: each lane earns its share, the richest one pays and goes. */
    private LaneState nextLane() {
        int total = 0;
        LaneState richest = null;
        for (LaneState lane : lanes) {
            int share = lane.sender.lane().share();
            total += share;
            lane.credit += share;
            if (richest == null || lane.credit > richest.credit) {
                richest = lane;
            }
        }
        richest.credit -= total;
        return richest;
    }

    private void send(LaneState lane, Customer customer, long moment) {
        open++;
        String during = phase;
        ask(lane, customer, during, moment).onComplete(done -> {
            open--;
            if (stopping && open == 0) {
                drained.tryComplete();
            }
        });
    }

    private Future<Void> ask(LaneState lane, Customer customer, String during, long moment) {
        Customer.Step step = customer.step();
        PageRequest request = customer.next();
        return lane.sender.send(request).transform(answer -> {
            long micros = (System.nanoTime() - moment) / 1_000;
            String complaint = answer.failed() ? String.valueOf(answer.cause()) : customer.judge(answer.result());
            if (complaint == null) {
                recorder.answered(during, lane.sender.lane(), step, customer.seenVersion(), micros);
                lane.waiting.add(customer.finished() ? successorOf(customer) : customer);
            } else {
                recorder.lost(during, lane.sender.lane(), step, request, complaint, micros);
                lane.waiting.add(customer.goesOnAfterALoss() ? customer : successorOf(customer));
            }
            return Future.<Void>succeededFuture();
        });
    }

    private Future<Void> lookAtAllCarts() {
        return Future.all(lanes.stream().map(this::lookAtCarts).toList()).mapEmpty();
    }

    /** One after the other, but slow clients all together, or it would take minutes. */
    private Future<Void> lookAtCarts(LaneState lane) {
        boolean together = lane.sender.lane().kind() == ClientKind.SLOW;
        List<Future<Void>> looks = new ArrayList<>();
        Future<Void> before = Future.succeededFuture();
        for (Customer customer : lane.waiting.stream().filter(Customer::hasCart).toList()) {
            Future<Void> turn = together ? Future.succeededFuture() : before;
            before = turn.compose(nothing -> {
                customer.lookAtCart();
                cartsLookedAt++;
                return ask(lane, customer, phase, System.nanoTime());
            });
            looks.add(before);
        }
        return Future.all(looks).mapEmpty();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(nothing ->
                Future.<Void>succeededFuture().compose(same -> work.get()).onComplete(promise));
        return promise.future();
    }
}
