package io.shopoperator.shop.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
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
                Connection keptAlive = new Connection();
                Connection slow = new Connection()) {
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
            try (Connection late = new Connection()) {
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

    /** A connection of a client that does exactly what it is told. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Connection() throws IOException {
            socket = new Socket("localhost", RestAssured.port);
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
