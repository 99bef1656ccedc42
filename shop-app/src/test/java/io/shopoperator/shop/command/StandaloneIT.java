package io.shopoperator.shop.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged shop as a merchant tries it out: {@code java -jar quarkus-run.jar}, and nothing else. */
class StandaloneIT {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final String FIRST_PASSWORD = "The administrator of this shop is 'admin'";

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();
    private Path output;

    @AfterEach
    void endWhatAFailedTestLeft() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void endsWellAfterSigtermAndStartsAgainOverItsData() throws Exception {
        // Given
        int port = freePort();
        Process first = start(port, directory.resolve("shop"));
        awaitPage(first, port);
        assertThat(Files.readString(output)).contains(FIRST_PASSWORD);

        // When
        first.destroy();

        // Then
        assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue()).as(Files.readString(output)).isZero();

        // and again, with the administrator it has
        Process second = start(port, directory.resolve("shop"));
        awaitPage(second, port);
        assertThat(Files.readString(output)).doesNotContain(FIRST_PASSWORD);
        second.destroy();
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).as(Files.readString(output)).isZero();
    }

    @Test
    void saysWhyItCannotStart() throws Exception {
        // Given a file where the data should be
        Path file = Files.writeString(directory.resolve("file"), "");

        // When
        Process process = start(freePort(), file);

        // Then
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output))
                .contains("The shop cannot start: The embedded PostgreSQL in " + file, "did not start");
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            Process process = start(other.getLocalPort(), directory.resolve("shop"));

            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(Files.readString(output)).contains("The shop cannot start: ");
        }
    }

    private Process start(int port, Path data) throws IOException {
        output = directory.resolve("output-" + started.size());
        ProcessBuilder java = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dshop.data=" + data,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + freePort(),
                "-jar",
                JAR.toString());
        java.environment().remove("SERVICE_BINDING_ROOT");
        Process process = java.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        return process;
    }

    private void awaitPage(Process process, int port) {
        HttpRequest home = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/de/"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .failFast("The shop has ended", () -> !process.isAlive())
                    .until(() -> client.send(home, BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
