package io.shopoperator.shop.ops;

import io.quarkus.vertx.http.HttpServerStart;
import io.shopoperator.shop.ShopSettings;
import io.shopoperator.shop.database.Database;
import io.shopoperator.shop.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Opens connections to the database and visits the shop's own pages before the first customer does, so that the code they need is loaded
 * and compiled. It only reads pages without a session, which write nothing. Six rounds are enough beside the image's start-up cache; more would cost the customers of the
 * old pods more than they gain those of the new one (ADR 0012). The last two take pages as they are kept, as customers do.
 */
@ApplicationScoped
public class Warmup {
    private static final Logger LOG = Logger.getLogger(Warmup.class);
    private static final List<String> PAGES = List.of(
            "/de/",
            "/en/",
            "/de/cart",
            "/en/cart",
            "/de/login",
            "/de/register",
            "/de/withdrawal",
            "/de/search?q=a",
            "/en/search?q=a");
    private static final Pattern LINK = Pattern.compile("href=\"(/(?:de|en)/(?:p|c)/[a-z0-9/-]+)\"");
    private static final int MOST_LINKS = 12;
    private static final int ROUNDS = 6;
    private static final int ROUNDS_ANEW = 4;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_MILLIS = 250;

    /** After each page it rests this many times as long as the page took: the customers of other pods need the processor, too. */
    private static final int RESTS = 2;

    @Inject
    ShopSettings settings;

    @Inject
    SchemaCheck schema;

    @Inject
    Database database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.min-size")
    int connections;

    @Inject
    Drain drain;

    private volatile boolean done;

    /** Whether customers find warm pages. */
    public boolean done() {
        return done || !settings.warmup().enabled();
    }

    void start(@ObservesAsync HttpServerStart server) {
        if (settings.warmup().enabled()) {
            int port = server.options().getPort();
            Thread.ofVirtual().name("warmup").start(() -> run(port));
        }
    }

    private void run(int port) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            while (!schema.upToDate() && !drain.draining()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
            connect();
            visit(client, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            LOG.warnf("The pages could not be warmed up: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done = true;
    }

    /** Without them the shop works, too. */
    private void connect() {
        try {
            database.connectAhead(connections);
        } catch (DatabaseException e) {
            LOG.warnf("Connections to the database could not be opened ahead: %s", e.getMessage());
        }
    }

    private void visit(HttpClient client, URI shop) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long end = begin + settings.warmup().atMost().toNanos();
        Set<String> pages = new LinkedHashSet<>(PAGES);
        int requests = 0;
        for (int round = 1; round <= ROUNDS && System.nanoTime() < end && !drain.draining(); round++) {
            for (String page : new ArrayList<>(pages)) {
                long asked = System.nanoTime();
                String body = client.send(
                                HttpRequest.newBuilder(shop.resolve(page))
                                        .header("Cache-Control", round <= ROUNDS_ANEW ? "no-cache" : "max-age=0")
                                        .timeout(ANSWER_WITHIN)
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                requests++;
                TimeUnit.NANOSECONDS.sleep((System.nanoTime() - asked) * RESTS);
                if (round == 1) {
                    follow(body, pages);
                }
            }
        }
        LOG.infof("Warmed up with %d requests in %d ms", requests, (System.nanoTime() - begin) / 1_000_000);
    }

    private static void follow(String body, Set<String> pages) {
        Matcher links = LINK.matcher(body);
        while (links.find() && pages.size() < PAGES.size() + MOST_LINKS) {
            pages.add(links.group(1));
        }
    }
}
