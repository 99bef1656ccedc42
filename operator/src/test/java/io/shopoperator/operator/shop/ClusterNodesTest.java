package io.shopoperator.operator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.TestSettings;
import io.shopoperator.operator.shop.size.NodesSeen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of the API server before a shop gets another size, and what is not. */
class ClusterNodesTest {
    private static final Optional<PersistentVolumeClaim> CLAIM = Optional.of(
            new KubernetesSerialization().unmarshal("spec: {volumeName: pv-7}", PersistentVolumeClaim.class));

    private static final Shop SHOP = new KubernetesSerialization().unmarshal("""
            kind: Shop
            metadata: {name: tee, namespace: shops, generation: 2}
            spec: {image: i, host: h, size: medium}
            status: {observedGeneration: 2}
            """, Shop.class);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final MovingClock clock = new MovingClock();
    private boolean forbidden;
    private HttpServer server;
    private KubernetesClient client;

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void anApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientFactory(new VertxHttpClientFactory())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void nodesAllPagesOfPodsAndTheVolumeAreAskedFor() {
        NodesSeen seen = new ClusterNodes(TestSettings.defaults(), clock).look(client, SHOP, CLAIM);

        assertThat(seen).isInstanceOfSatisfying(NodesSeen.Known.class, known -> {
            assertThat(known.nodes()).hasSize(1);
            assertThat(known.quotas()).hasSize(1);
            assertThat(known.volume().orElseThrow().getMetadata().getName()).isEqualTo("pv-7");
        });
        assertThat(asked)
                .containsExactly(
                        "/api/v1/namespaces/shops/resourcequotas",
                        "/api/v1/nodes",
                        "/api/v1/pods first page",
                        "/api/v1/pods second page",
                        "/api/v1/persistentvolumes/pv-7");
    }

    @Test
    void shopsThatAskWithinSecondsShareAnAnswer() {
        ClusterNodes nodes = new ClusterNodes(TestSettings.defaults(), clock);
        nodes.look(client, SHOP, Optional.empty());

        nodes.look(client, SHOP, Optional.empty());
        assertThat(asked).filteredOn("/api/v1/nodes"::equals).hasSize(1);

        clock.now = clock.now.plusSeconds(11);
        nodes.look(client, SHOP, Optional.empty());
        assertThat(asked).filteredOn("/api/v1/nodes"::equals).hasSize(2);
    }

    @Test
    void whatWasAnsweredBeforeASpecWasChangedDoesNotCount() {
        ClusterNodes nodes = new ClusterNodes(TestSettings.defaults(), clock);
        nodes.look(client, SHOP, Optional.empty());

        clock.now = clock.now.plusMillis(1);
        nodes.look(client, changed(), Optional.empty());
        assertThat(asked).filteredOn("/api/v1/nodes"::equals).hasSize(2);

        nodes.look(client, changed(), Optional.empty());
        assertThat(asked)
                .filteredOn("/api/v1/nodes"::equals)
                .as("asked for in the same moment")
                .hasSize(2);
    }

    private static Shop changed() {
        Shop changed = new KubernetesSerialization().clone(SHOP);
        changed.getMetadata().setGeneration(3L);
        return changed;
    }

    @Test
    void nodesThatAreMadeOnDemandAreNotAskedFor() {
        assertThat(new ClusterNodes(TestSettings.with(Map.of("sizes.medium.nodes-on-demand", "true")), clock)
                        .look(client, SHOP, CLAIM))
                .isInstanceOfSatisfying(NodesSeen.Hidden.class, hidden -> {
                    assertThat(hidden.why()).isEqualTo("nodes for this size are made on demand");
                    assertThat(hidden.quotas()).hasSize(1);
                });
        assertThat(asked).containsExactly("/api/v1/namespaces/shops/resourcequotas");
    }

    @Test
    void anOperatorOfNamedNamespacesAsksForQuotasAlone() {
        NodesSeen seen = new ClusterNodes(TestSettings.with(Map.of("watched-namespaces", "shops,more-shops")), clock)
                .look(client, SHOP, CLAIM);

        assertThat(seen).isInstanceOfSatisfying(NodesSeen.Hidden.class, hidden -> {
            assertThat(hidden.why())
                    .isEqualTo(
                            "the operator serves named namespaces only and does not see what else runs on the nodes");
            assertThat(hidden.quotas()).hasSize(1);
        });
        assertThat(asked).containsExactly("/api/v1/namespaces/shops/resourcequotas");
    }

    @Test
    void anOperatorWithoutTheRightKnowsNothing() {
        forbidden = true;

        assertThat(new ClusterNodes(TestSettings.defaults(), clock).look(client, SHOP, CLAIM))
                .isEqualTo(new NodesSeen.Hidden(
                        "the operator may not look at nodes and quotas, as the chart would let it", List.of()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean second = String.valueOf(exchange.getRequestURI().getQuery()).contains("continue=second");
        asked.add(path.equals("/api/v1/pods") ? path + (second ? " second page" : " first page") : path);
        String body = forbidden
                ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"message\":\"no\",\"code\":403}"
                : body(path, second);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(forbidden ? 403 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String body(String path, boolean second) {
        return switch (path) {
            case "/api/v1/nodes" ->
                "{\"kind\":\"NodeList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"n1\"}}]}";
            case "/api/v1/namespaces/shops/resourcequotas" ->
                "{\"kind\":\"ResourceQuotaList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"team\"}}]}";
            case "/api/v1/pods" ->
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{" + (second ? "" : "\"continue\":\"second\"")
                        + "},\"items\":[{\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n1\",\"containers\":[]}}]}";
            default -> "{\"kind\":\"PersistentVolume\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"pv-7\"}}";
        };
    }
}
