package io.shopoperator.shop.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.shopoperator.shop.ShopSettings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where a request comes from. Anybody can send an X-Forwarded-For with anything in it, so only what our own proxies added at its end is
 * believed: they write down who connected to them.
 */
@ApplicationScoped
public class ClientAddress {
    private static final int NETWORK_BYTES = 8;

    @Inject
    CurrentVertxRequest current;

    @Inject
    ShopSettings settings;

    /** The client's address, for counting only; of an IPv6 address the network, as one client has all addresses of it. */
    public String get() {
        HttpServerRequest request = current.getCurrent().request();
        SocketAddress peer = request.connection().remoteAddress();
        return of(
                peer == null
                        ? "unknown"
                        : String.valueOf(peer.hostAddress() == null ? peer.host() : peer.hostAddress()),
                request.headers().getAll("X-Forwarded-For"),
                settings.login().proxies());
    }

    /**
     * The client's address.
     *
     * @param peer who is connected to us
     * @param forwardedFor the values of X-Forwarded-For, in their order
     * @param proxies how many proxies stand before us, the nearest of them being the peer
     */
    static String of(String peer, List<String> forwardedFor, int proxies) {
        List<String> hops = forwardedFor.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .toList();
        boolean told = proxies > 0 && hops.size() >= proxies;
        return network(told ? hops.get(hops.size() - proxies) : peer);
    }

    private static String network(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        if (!bare.contains(":")) {
            return bare;
        }
        try {
            // with a colon in it, it is taken as an address or refused, and never looked up
            InetAddress parsed = InetAddress.getByName(bare);
            if (!(parsed instanceof Inet6Address)) {
                return parsed.getHostAddress();
            }
            byte[] bytes = parsed.getAddress();
            Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            return bare;
        }
    }
}
