package io.shopoperator.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shopoperator.e2e.cluster.Cluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the API server has written down from some moment on. */
final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATOR = "system:serviceaccount:" + Cluster.OPERATOR_NAMESPACE + ":shop-operator";
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final long from;

    private AuditLog(long from) {
        this.from = from;
    }

    /** From now on. */
    static AuditLog fromNow() {
        try {
            return new AuditLog(Files.size(Cluster.auditLog()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the API server's audit log is needed: only a cluster of dev/up has one at " + Cluster.auditLog(),
                    e);
        }
    }

    /** The operator's writes to things in a namespace since then, as {@code verb resource/subresource name}. */
    List<String> writesOfTheOperator(String namespace) {
        return entries()
                .filter(entry -> entry.path("stage").asText().equals("ResponseComplete"))
                .filter(entry -> entry.at("/user/username").asText().equals(OPERATOR))
                .filter(entry -> WRITES.contains(entry.path("verb").asText()))
                .filter(entry -> entry.at("/objectRef/namespace").asText().equals(namespace))
                .map(entry -> entry.path("verb").asText() + " " + name(entry.path("objectRef")))
                .toList();
    }

    private static String name(JsonNode object) {
        String subresource = object.path("subresource").asText("");
        return object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource) + " "
                + object.path("name").asText("");
    }

    private Stream<JsonNode> entries() {
        try (RandomAccessFile file = new RandomAccessFile(Cluster.auditLog().toFile(), "r")) {
            long length = file.length();
            if (length < from) {
                throw new IllegalStateException("the audit log was rotated meanwhile: run again");
            }
            file.seek(from);
            byte[] bytes = new byte[Math.toIntExact(length - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.endsWith("}"))
                    .map(AuditLog::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
