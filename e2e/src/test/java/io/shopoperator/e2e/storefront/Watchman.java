package io.shopoperator.e2e.storefront;

import io.shopoperator.e2e.cluster.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks for a page several times a second from {@link #over} to {@link #close}, and remembers every answer that was not 200. */
public final class Watchman implements AutoCloseable {
    /** Ends a complaint about an answer that was the shop's maintenance page. */
    public static final String MAINTENANCE = " with the maintenance page";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpRequest request;
    private final HttpClient client = Http.client().build();
    private final List<String> complaints = new ArrayList<>();
    private final Rounds rounds;
    private int answers;

    private Watchman(URI page) {
        this.request = request(page);
        this.rounds = Rounds.of("watchman", 1, this::watch);
    }

    /** Begins to watch a page that is there: an ingress controller learns of a new shop a moment after the shop is ready. */
    public static Watchman over(String page) {
        awaitPage(page);
        return new Watchman(URI.create(page));
    }

    /** Waits until a page is there ten times in a row: of several pods behind it, one may be there before the others. */
    public static void awaitPage(String page) {
        Await.pods().until(() -> {
            for (int n = 0; n < 10; n++) {
                if (!isThere(URI.create(page))) return false;
            }
            return true;
        });
    }

    private static boolean isThere(URI page) throws InterruptedException {
        try (HttpClient client = Http.client().build()) {
            return client.send(request(page), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpRequest request(URI page) {
        return HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(20)).build();
    }

    private void watch() {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            note(answer.statusCode() == 200 ? null : "status " + answer.statusCode() + maintenance(answer));
        } catch (IOException e) {
            note(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static String maintenance(HttpResponse<String> answer) {
        boolean page = answer.headers().firstValue("Retry-After").isPresent()
                && answer.body().contains("Gleich wieder da")
                && answer.body().contains("Back in a moment");
        return page ? MAINTENANCE : "";
    }

    private synchronized void note(String complaint) {
        answers++;
        if (complaint != null) complaints.add(Instant.now() + " " + complaint);
    }

    /** Every answer so far that was not 200. */
    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** How often the page has been asked for. */
    public synchronized int answers() {
        return answers;
    }

    @Override
    public void close() {
        rounds.close();
        client.close();
    }
}
