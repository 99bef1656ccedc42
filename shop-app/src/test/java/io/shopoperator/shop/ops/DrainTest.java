package io.shopoperator.shop.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.shopoperator.shop.ShopDatabase;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GoingAway.class)
@QuarkusTestResource(ShopDatabase.class)
class DrainTest {
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

    @Inject
    Drain drain;

    @Inject
    SlowPage slowPage;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void nobodySeesAnErrorWhileTheShopGoesAway() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection keptAlive = new Connection(RestAssured.port);
                Connection slow = new Connection(RestAssured.port)) {
            // Given a client that keeps its connection, and one whose page takes long
            assertThat(keptAlive.get("/de/login")).startsWith("http/1.1 200").doesNotContain("connection: close");
            Future<String> slowAnswer = threads.submit(() -> slow.get("/slow"));
            assertThat(slowPage.entered.await(10, TimeUnit.SECONDS)).isTrue();

            // When the process is asked to stop
            Future<?> leaving = threads.submit(() -> drain.leave(new ShutdownDelayInitiatedEvent()));
            await().until(drain::draining);

            // Then the ingress is told first
            given().port(managementPort).when().get("/q/health/ready").then().statusCode(503);
            // and who still comes is served and asked to come back elsewhere
            assertThat(keptAlive.get("/de/login")).startsWith("http/1.1 200").contains("connection: close");
            assertThat(keptAlive.closedByServer()).isTrue();
            try (Connection late = new Connection(RestAssured.port)) {
                assertThat(late.get("/de/login")).startsWith("http/1.1 200").contains("connection: close");
                assertThat(late.closedByServer()).isTrue();
            }
            // and the slow page is waited for
            assertThat(leaving.isDone()).isFalse();
            slowPage.finish.countDown();
            assertThat(slowAnswer.get(10, TimeUnit.SECONDS))
                    .startsWith("http/1.1 200")
                    .endsWith("done");
            assertThat(slow.closedByServer()).isTrue();
            leaving.get(10, TimeUnit.SECONDS);
        }
    }

    /** The control: a server that just stops must lose what the drain keeps, and this client must notice. */
    @Test
    void withoutADrainAnOpenRequestAndAKeptConnectionAreLost() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        HttpServer plain = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plain.setExecutor(threads);
            plain.createContext("/fast", exchange -> answer(exchange));
            plain.createContext("/slow", exchange -> {
                entered.countDown();
                try {
                    stopped.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                answer(exchange);
            });
            plain.start();
            try (Connection keptAlive = new Connection(plain.getAddress().getPort());
                    Connection slow = new Connection(plain.getAddress().getPort())) {
                // Given
                assertThat(keptAlive.get("/fast")).startsWith("http/1.1 200");
                Future<String> slowAnswer = threads.submit(() -> slow.get("/slow"));
                assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

                // When
                plain.stop(0);
                stopped.countDown();

                // Then
                assertThatThrownBy(() -> slowAnswer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
                assertThatThrownBy(() -> keptAlive.get("/fast")).isInstanceOf(IOException.class);
            }
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = "served".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** A connection of a client that does exactly what it is told. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(25_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        String get(String path) throws IOException {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("Closed in the middle of an answer: " + head);
                }
                head.append((char) next);
            }
            String headers = head.toString().toLowerCase(Locale.ROOT);
            Matcher length = LENGTH.matcher(headers);
            assertThat(length.find()).as(headers).isTrue();
            return headers + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
        }

        boolean closedByServer() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
