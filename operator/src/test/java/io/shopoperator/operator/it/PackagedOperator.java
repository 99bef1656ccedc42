package io.shopoperator.operator.it;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A replica of the packaged operator, {@code java -jar quarkus-run.jar}, with the account, rights, settings and Java options it has in a cluster. */
final class PackagedOperator implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path CHART = ApiServer.ROOT.resolve("e2e/src/test/resources/chart/defaults/out.yaml");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = ApiServer.freePort();
    private final Path output;
    private final Process process;

    private PackagedOperator(Path directory, String replica, String watched) throws IOException {
        List<HasMetadata> chart = install();
        ServiceAccount account = only(chart, ServiceAccount.class);
        output = directory.resolve(replica + ".log");
        Path settings = Files.writeString(
                directory.resolve(replica + ".properties"),
                only(chart, ConfigMap.class)
                        .getData()
                        .get("application.properties")
                        .replace("JOSDK_ALL_NAMESPACES", watched));
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(javaOptions());
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-jar", JAR.toString()));
        ProcessBuilder java =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        java.environment().put("KUBECONFIG", kubeconfig(directory, account).toString());
        java.environment().put("QUARKUS_CONFIG_LOCATIONS", settings.toString());
        java.environment().put("HOSTNAME", replica);
        process = java.start();
    }

    /** Starts one that looks after the shops of a namespace, and waits until it is ready. */
    static PackagedOperator start(Path directory, String replica, String watched) throws IOException {
        PackagedOperator operator = new PackagedOperator(directory, replica, watched);
        try {
            Awaitility.await(replica)
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .failFast(operator::refuseItsEnd)
                    .until(() -> operator.get("/q/health/ready").statusCode() == 200);
        } catch (RuntimeException e) {
            operator.close();
            throw e;
        }
        return operator;
    }

    private void refuseItsEnd() {
        if (!process.isAlive()) throw new IllegalStateException("It has ended: " + String.join("\n", log()));
    }

    HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            refuseItsEnd();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of {@code /q/metrics} without their comments. */
    List<String> metrics() {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** All that it has written to either stream. */
    List<String> log() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** How it ended, once it has. */
    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        stop();
    }

    /** As Kubernetes does, and waits until it has ended. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            http.close();
        }
    }

    /** What the chart makes for the operator's own process, from the rendering that the chart's tests keep; the chart takes the rules from the same file. */
    private static List<HasMetadata> install() throws IOException {
        KubernetesClient admin = ApiServer.running().admin();
        List<HasMetadata> chart;
        try (InputStream rendered = Files.newInputStream(CHART)) {
            chart = admin.load(rendered).items();
        }
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(
                                only(chart, ServiceAccount.class).getMetadata().getNamespace())
                        .endMetadata()
                        .build())
                .serverSideApply();
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(only(chart, ClusterRoleBinding.class)
                                .getRoleRef()
                                .getName())
                        .endMetadata()
                        .withRules(ApiServer.rules())
                        .build())
                .serverSideApply();
        for (Class<? extends HasMetadata> kind :
                List.of(ServiceAccount.class, ClusterRoleBinding.class, Role.class, RoleBinding.class)) {
            admin.resource(only(chart, kind)).serverSideApply();
        }
        return chart;
    }

    private static <R extends HasMetadata> R only(List<HasMetadata> chart, Class<R> kind) {
        List<R> found = chart.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1)
            throw new IllegalStateException("one " + kind.getSimpleName() + " was expected: " + found);
        return found.getFirst();
    }

    private static Path kubeconfig(Path directory, ServiceAccount account) throws IOException {
        String namespace = account.getMetadata().getNamespace();
        String token = ApiServer.running()
                .admin()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account.getMetadata().getName())
                .tokenRequest()
                .getStatus()
                .getToken();
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: operator, namespace: %s}}]
                clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: operator, user: {token: %s}}]
                """.formatted(
                        namespace, ApiServer.running().url(), token));
    }

    /** Those of the image. */
    private static List<String> javaOptions() throws IOException {
        Properties properties = new Properties();
        try (InputStream source = PackagedOperator.class.getResourceAsStream("/application.properties")) {
            properties.load(source);
        }
        return List.of(
                properties.getProperty("quarkus.jib.jvm-additional-arguments").split(","));
    }
}
