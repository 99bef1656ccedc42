package io.shopoperator.e2e.load;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A shop of a few lines for tests of the load: it can be told to misbehave, and knows how often it did. */
final class TinyShop implements AutoCloseable {
    /** What goes wrong. */
    enum Fault {
        NONE,
        DROPS_CONNECTIONS,
        FORGETS_CARTS,
        CUTS_PAGES,
        ANSWERS_503,
        STALLS
    }

    private static final int EVERY = 40;

    private final Vertx vertx = Vertx.vertx();
    private final Fault fault;
    private final Map<String, TreeSet<String>> carts = new HashMap<>();
    private final List<String> orders = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final int port;
    private int cartsSeen;

    TinyShop(Fault fault) {
        this.fault = fault;
        this.port = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(this::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }

    Target target() {
        return new Target("127.0.0.1", port, "http://tee.localhost:" + port, false);
    }

    long requests() {
        return requests.get();
    }

    long faults() {
        return faults.get();
    }

    List<String> orders() {
        return List.copyOf(orders);
    }

    private void handle(HttpServerRequest request) {
        long number = requests.incrementAndGet();
        // the first ones are the load's look around
        boolean faulty = number > EVERY && number % EVERY == 0;
        if (faulty && fault == Fault.DROPS_CONNECTIONS) {
            faults.incrementAndGet();
            request.connection().close();
            return;
        }
        if (faulty && fault == Fault.ANSWERS_503) {
            faults.incrementAndGet();
            request.response().setStatusCode(503).end();
            return;
        }
        if (faulty && fault == Fault.STALLS) {
            faults.incrementAndGet();
            request.setExpectMultipart(request.method() == HttpMethod.POST);
            request.end().onSuccess(end -> vertx.setTimer(700, timer -> answer(request, false)));
            return;
        }
        request.setExpectMultipart(request.method() == HttpMethod.POST);
        request.end().onSuccess(end -> answer(request, faulty));
    }

    private void answer(HttpServerRequest request, boolean faulty) {
        String session = request.getCookie("session") == null
                ? "s" + requests.get()
                : request.getCookie("session").getValue();
        String path = request.path();
        MultiMap form = request.formAttributes();
        if (path.equals("/de/cart/lines")) {
            carts.computeIfAbsent(session, key -> new TreeSet<>()).add(form.get("product"));
            redirect(request, session, "/de/cart");
        } else if (path.equals("/de/orders")) {
            orders.add(form.get("email") + " " + form.get("key"));
            carts.remove(session);
            redirect(request, session, "/de/orders/t" + orders.size());
        } else {
            page(request, path, session, faulty);
        }
    }

    private void page(HttpServerRequest request, String path, String session, boolean faulty) {
        StringBuilder html = new StringBuilder("<html><meta name=\"shop-version\" content=\"1.0.0\">");
        if (path.equals("/de/") || path.startsWith("/de/c/")) {
            html.append("<a href=\"/de/c/tee\">Tee</a>");
            for (int i = 0; i < 20; i++) {
                html.append("<a href=\"/de/p/tee-").append(i).append("\">Tee</a>");
            }
        } else if (path.startsWith("/de/p/")) {
            html.append("<form method=post action=\"/de/cart/lines\"><input type=hidden name=product value=\"")
                    .append(path.substring("/de/p/".length()))
                    .append("\"><input type=\"number\" name=\"quantity\" value=\"1\"></form>");
        } else if (path.equals("/de/cart")) {
            if (fault == Fault.FORGETS_CARTS && carts.containsKey(session) && ++cartsSeen % 3 == 0) {
                carts.remove(session);
                faults.incrementAndGet();
            }
            for (String product : carts.getOrDefault(session, new TreeSet<>())) {
                html.append("<a href=\"/de/p/")
                        .append(product)
                        .append("\">")
                        .append(product)
                        .append("</a>");
            }
        } else if (path.equals("/de/checkout") && request.method() == HttpMethod.GET) {
            html.append("<form action='/de/checkout'><input name=email></form>");
        } else if (path.equals("/de/checkout")) {
            html.append("<form action='/de/orders'><input type=hidden name=key value=k&amp;1>")
                    .append("<input type=hidden name=email value='" + request.getFormAttribute("email") + "'></form>");
        }
        if (faulty && fault == Fault.CUTS_PAGES) {
            faults.incrementAndGet();
        } else {
            html.append("</html>");
        }
        request.response()
                .putHeader("Set-Cookie", "session=" + session + "; Path=/")
                .end(html.toString());
    }

    private static void redirect(HttpServerRequest request, String session, String to) {
        request.response()
                .setStatusCode(303)
                .putHeader("Location", to)
                .putHeader("Set-Cookie", "session=" + session + "; Path=/")
                .end();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
