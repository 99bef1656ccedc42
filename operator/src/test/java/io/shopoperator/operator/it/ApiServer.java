package io.shopoperator.operator.it;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A real etcd and kube-apiserver on loopback with the CRDs and the chart's RBAC rules, shared by all tests of one JVM. */
final class ApiServer {
    static final String OPERATOR = "system:serviceaccount:shop-operator:shop-operator";

    /** The checkout. */
    static final Path ROOT = Path.of("..");

    private static final String TOKEN = "admin-of-the-test";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ApiServer shared;

    private final List<Process> processes = new ArrayList<>();
    private final Path directory;
    private final int port = freePort();
    private final KubernetesClient admin;

    private ApiServer() throws IOException {
        directory = Files.createTempDirectory("api-server");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        int etcd = freePort();
        int peer = freePort();
        start(
                "etcd",
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + etcd,
                "--advertise-client-urls=http://127.0.0.1:" + etcd,
                "--listen-peer-urls=http://127.0.0.1:" + peer,
                "--initial-advertise-peer-urls=http://127.0.0.1:" + peer,
                "--initial-cluster=default=http://127.0.0.1:" + peer,
                "--unsafe-no-fsync");
        Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",admin,admin,system:masters\n");
        Files.writeString(directory.resolve("key.pem"), privateKey());
        Files.writeString(
                directory.resolve("audit.yaml"),
                "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n- level: Metadata\n");
        start(
                "kube-apiserver",
                "--etcd-servers=http://127.0.0.1:" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory.resolve("certificates"),
                "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + directory.resolve("key.pem"),
                "--service-account-signing-key-file=" + directory.resolve("key.pem"),
                // no test's Services go before the end, and there are more than a /24 has addresses
                "--service-cluster-ip-range=10.0.0.0/16",
                // nobody here makes service accounts for pods
                "--disable-admission-plugins=ServiceAccount",
                "--audit-policy-file=" + directory.resolve("audit.yaml"),
                "--audit-log-path=" + auditLog());
        admin = client(config().build());
        try {
            Awaitility.await("kube-apiserver")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> "ok".equals(admin.raw("/readyz")));
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(
                    "It does not start.\n" + lastWords("etcd") + lastWords("kube-apiserver"), e);
        }
        prepare();
    }

    /** What a program has told at last, since its log goes with the process that started it. */
    private String lastWords(String program) throws IOException {
        List<String> lines = Files.readAllLines(log(program));
        return program + ":\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 20), lines.size()))
                + "\n";
    }

    /** Ends the programs and leaves nothing of their data, logs and keys. */
    private void remove() {
        processes.reversed().forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try (Stream<Path> there = Files.walk(directory)) {
            for (Path path : there.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server of this JVM, started at the first call. */
    static synchronized ApiServer running() {
        if (shared == null) {
            try {
                shared = new ApiServer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    /** A client that may do everything. */
    KubernetesClient admin() {
        return admin;
    }

    /** A client with exactly the rights that the chart gives the operator. */
    KubernetesClient operator() {
        return client(config().withImpersonateUsername(OPERATOR)
                .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                .build());
    }

    /** A client with exactly the rights that the chart gives the operator of named namespaces: a Role in each, and nothing else. */
    KubernetesClient operatorOf(String... namespaces) {
        String account = "shop-operator-of-" + String.join("-", namespaces);
        for (String namespace : namespaces) {
            admin.resource(new RoleBuilder()
                            .withNewMetadata()
                            .withName("shop-operator")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withRules(rules())
                            .build())
                    .create();
            admin.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName("shop-operator")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "shop-operator")
                            .addNewSubject()
                            .withKind("ServiceAccount")
                            .withName(account)
                            .withNamespace("shop-operator")
                            .endSubject()
                            .build())
                    .create();
        }
        return client(config().withImpersonateUsername("system:serviceaccount:shop-operator:" + account)
                .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                .build());
    }

    /** What the chart lets every operator do. */
    static List<PolicyRule> rules() {
        return rules("rules.yaml");
    }

    /** What it lets one of the whole cluster do beside. */
    private static List<PolicyRule> clusterRules() {
        return rules("cluster-rules.yaml");
    }

    private static List<PolicyRule> rules(String file) {
        try {
            return Arrays.asList(Serialization.unmarshal(
                    Files.readString(ROOT.resolve("helm/shop-operator/files").resolve(file)), PolicyRule[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    static String token() {
        return TOKEN;
    }

    /** A namespace of its own for a test, in which only restricted pods are let in. */
    String namespace() {
        String name = "test-" + NAMESPACES.incrementAndGet();
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    /** What the operator wrote in a namespace, one line per request: verb, resource and name. */
    List<String> operatorWrites(String namespace) {
        try (Stream<String> lines = Files.lines(auditLog())) {
            return lines.map(line -> Serialization.unmarshal(line, AuditLine.class))
                    .filter(line -> line.impersonatedUser() != null
                            && OPERATOR.equals(line.impersonatedUser().username()))
                    .filter(line -> line.objectRef() != null
                            && namespace.equals(line.objectRef().namespace()))
                    .filter(line ->
                            List.of("create", "update", "patch", "delete").contains(line.verb()))
                    .map(AuditLine::told)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path auditLog() {
        return directory.resolve("audit.log");
    }

    private void prepare() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("crds"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yml")).toList()) {
                admin.resource(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class))
                        .create();
            }
        }
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("shop-operator")
                        .endMetadata()
                        .withRules(Stream.concat(rules().stream(), clusterRules().stream())
                                .toList())
                        .build())
                .create();
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("shop-operator")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "shop-operator")
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withName("shop-operator")
                        .withNamespace("shop-operator")
                        .endSubject()
                        .build())
                .create();
        node("node-1", "64", "256Gi", Map.of());
        for (String kind : List.of("Shop", "ShopBackup", "ShopRestore")) {
            Awaitility.await("the CRD of " + kind + " to be served")
                    .ignoreExceptions()
                    .until(() -> admin.genericKubernetesResources("shop-operator.io/v1alpha1", kind)
                            .inAnyNamespace()
                            .list()
                            .getItems()
                            .isEmpty());
        }
    }

    /** A node with so much room for pods, as its kubelet would make and tell it. */
    void node(String name, String cpu, String memory, Map<String, String> labels) {
        Node node = admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        admin.resource(node).editStatus(there -> new NodeBuilder(there)
                .editOrNewStatus()
                .addToAllocatable("cpu", new Quantity(cpu))
                .addToAllocatable("memory", new Quantity(memory))
                .addToAllocatable("pods", new Quantity("110"))
                .endStatus()
                .build());
        // each new node is tainted until its kubelet has told that it is ready
        admin.nodes().withName(name).edit(there -> new NodeBuilder(there)
                .editOrNewSpec()
                .withTaints()
                .endSpec()
                .build());
    }

    private ConfigBuilder config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withOauthToken(TOKEN)
                .withTrustCerts(true)
                .withNamespace("default")
                .withWatchReconnectInterval(200);
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new VertxHttpClientFactory())
                .build();
    }

    private void start(String program, String... arguments) throws IOException {
        Path binary = binaries().resolve(program);
        if (!Files.isExecutable(binary)) {
            throw new IllegalStateException(
                    "There is no " + binary + ": build the cluster's programs first (dev/cluster build), or "
                            + "name their directory in CLUSTER_BIN.");
        }
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(program).toFile())
                .start());
    }

    private Path log(String program) {
        return directory.resolve(program + ".log");
    }

    private static Path binaries() {
        String named = System.getenv("CLUSTER_BIN");
        return named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache/shop-cluster/bin");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    record AuditLine(String verb, User impersonatedUser, Target objectRef) {

        String told() {
            String kind = objectRef.resource() + (objectRef.subresource() == null ? "" : "/" + objectRef.subresource());
            return verb + " " + kind + " " + objectRef.name();
        }
    }

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    record User(String username) {}

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    record Target(String namespace, String resource, String subresource, String name) {}
}
