package io.shopoperator.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What one account asked the API server for, from the server's own audit log. */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One request.
     *
     * @param group API group, empty for the core
     * @param resource with its subresource, e.g. {@code shops/status}
     * @param verb as RBAC knows it
     * @param created whether an object came into being, for which the API server wants the right to create, whatever the verb
     * @param refused whether RBAC would not have it
     * @param path for people
     */
    public record Request(String group, String resource, String verb, boolean created, boolean refused, String path) {}

    private AuditLog() {}

    /** All requests of a service account since the cluster was started. */
    public static List<Request> of(String namespace, String serviceAccount) {
        String user = "system:serviceaccount:" + namespace + ":" + serviceAccount;
        try (Stream<String> lines = Files.lines(Cluster.auditLog())) {
            return lines.filter(line -> line.contains(user))
                    .map(AuditLog::read)
                    .filter(by(user))
                    .map(AuditLog::request)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<JsonNode> by(String user) {
        return event -> event.path("user").path("username").asText().equals(user);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new Request(
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                event.path("verb").asText(),
                event.path("responseStatus").path("code").asInt() == HttpURLConnection.HTTP_CREATED,
                event.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText()
                        .equals("forbid"),
                event.path("requestURI").asText());
    }
}
