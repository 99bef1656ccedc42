package io.shopoperator.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the operator asked the API server for, from the server's own audit log. */
public final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CHANGED = Set.of("pods", "statefulsets");
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final long from;

    /**
     * One request.
     *
     * @param group API group, empty for the core
     * @param resource with its subresource, e.g. {@code shops/status}
     * @param namespace of the object, empty for all
     * @param name of the object, empty for all
     * @param verb as RBAC knows it
     * @param created whether an object came into being, for which the API server wants the right to create, whatever the verb
     * @param refused whether RBAC would not have it; not what a killed API server refused on its return, before it knew any role
     * @param path for people
     */
    public record Request(
            String group,
            String resource,
            String namespace,
            String name,
            String verb,
            boolean created,
            boolean refused,
            String path) {
        boolean writes() {
            return WRITES.contains(verb);
        }
    }

    /** The time from the return of a killed API server until it was ready, as {@code dev/cluster} writes it down. */
    private record Return(Instant from, Instant to) {
        boolean holds(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    private AuditLog(long from) {
        this.from = from;
    }

    /** All since the cluster was started. */
    public static AuditLog whole() {
        return new AuditLog(0);
    }

    /** What is written down from now on. */
    public static AuditLog fromNow() {
        return new AuditLog(size());
    }

    /** The operator's requests, in their order. */
    public List<Request> requests() {
        return requestsOf(
                Cluster.OPERATOR_NAMESPACE,
                OperatorPods.deployment()
                        .require()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getServiceAccountName());
    }

    /** The requests of whoever has this service account, in their order. */
    public List<Request> requestsOf(String namespace, String serviceAccount) {
        String user = "system:serviceaccount:" + namespace + ":" + serviceAccount;
        List<Return> returns = returns();
        return read(user, event -> event.at("/user/username").asText().equals(user), event -> request(event, returns));
    }

    /** Who made, changed or deleted pods and StatefulSets of a namespace, in this order, as {@code time verb resource name by user agent}. */
    public List<String> changesOfPods(String namespace) {
        return read(
                '"' + namespace + '"',
                event -> {
                    JsonNode object = event.path("objectRef");
                    String subresource = object.path("subresource").asText();
                    return object.path("namespace").asText().equals(namespace)
                            && CHANGED.contains(object.path("resource").asText())
                            && WRITES.contains(event.path("verb").asText())
                            && (subresource.isEmpty() || subresource.equals("eviction"));
                },
                event -> String.join(
                        " ",
                        event.path("requestReceivedTimestamp").asText(),
                        event.path("verb").asText(),
                        event.at("/objectRef/resource").asText(),
                        event.at("/objectRef/name").asText(),
                        "by",
                        event.path("userAgent").asText()));
    }

    /** What {@code tells} of the requests that are asked for; their lines have {@code word}. */
    private <T> List<T> read(String word, Predicate<JsonNode> which, Function<JsonNode, T> tells) {
        if (size() < from) throw new IllegalStateException("the audit log was rotated meanwhile: run again");
        try (InputStream log = Files.newInputStream(Cluster.auditLog())) {
            log.skipNBytes(from);
            return new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> line.contains(word))
                    .filter(line -> line.endsWith("}")) // the last one may still be in the making
                    .map(AuditLog::read)
                    .filter(which)
                    .map(tells)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator's writes to things in a namespace, as {@code verb resource/subresource name}. */
    public List<String> writes(String namespace) {
        return requests().stream()
                .filter(Request::writes)
                .filter(request -> request.namespace().equals(namespace))
                .map(request -> request.verb() + " " + request.resource() + " " + request.name())
                .toList();
    }

    private static long size() {
        try {
            return Files.size(Cluster.auditLog());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the API server's audit log is needed: only a cluster of dev/up has one at " + Cluster.auditLog(),
                    e);
        }
    }

    private static List<Return> returns() {
        Path file = Cluster.auditLog().resolveSibling("apiserver-returns");
        if (!Files.exists(file)) return List.of();
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" "))
                    .map(times -> new Return(Instant.parse(times[0]), Instant.parse(times[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode event, List<Return> returns) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new Request(
                object.path("apiGroup").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                event.path("verb").asText(),
                event.at("/responseStatus/code").asInt() == HttpURLConnection.HTTP_CREATED,
                event.path("annotations")
                                .path("authorization.k8s.io/decision")
                                .asText()
                                .equals("forbid")
                        && returns.stream()
                                .noneMatch(known -> known.holds(Instant.parse(
                                        event.path("requestReceivedTimestamp").asText()))),
                event.path("requestURI").asText());
    }
}
