package io.shopoperator.e2e.bench;

import io.shopoperator.e2e.cluster.Cluster;
import io.shopoperator.e2e.cluster.TestShop;
import io.shopoperator.e2e.load.ClientKind;
import io.shopoperator.e2e.load.Lane;
import io.shopoperator.e2e.load.Target;
import java.util.List;

/** All kinds of clients on both ways to a shop. */
final class Lanes {
    private Lanes() {}

    /**
     * The ingress hides some of what goes wrong behind it and brings some of its own, so half of the load goes past it.
     *
     * @param service the Service that the ingress sends this shop's customers to
     * @param url what customers type
     */
    static List<Lane> of(TestShop shop, String service, String url) {
        Target ingress = new Target("127.0.0.1", Cluster.httpsPort(), url, true);
        Target direct = direct(shop, service, url);
        return List.of(
                new Lane("new connections, ingress", ClientKind.NEW_CONNECTIONS, ingress, 2),
                new Lane("new connections, service", ClientKind.NEW_CONNECTIONS, direct, 4),
                new Lane("keep-alive, ingress", ClientKind.KEEP_ALIVE, ingress, 4),
                new Lane("keep-alive, service", ClientKind.KEEP_ALIVE, direct, 4),
                new Lane("HTTP/2, ingress", ClientKind.HTTP2, ingress, 4),
                new Lane("slow, ingress", ClientKind.SLOW, ingress, 1),
                new Lane("slow, service", ClientKind.SLOW, direct, 1));
    }

    /** The Service's own address, as the ingress or another pod reaches it. */
    static Target direct(TestShop shop, String service, String url) {
        var found = Cluster.client()
                .services()
                .inNamespace(shop.namespace())
                .withName(service)
                .require();
        return new Target(
                found.getSpec().getClusterIP(),
                found.getSpec().getPorts().getFirst().getPort(),
                url,
                false);
    }
}
