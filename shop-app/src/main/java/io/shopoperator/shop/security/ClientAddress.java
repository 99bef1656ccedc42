package io.shopoperator.shop.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Where a request comes from, as the ingress tells it. */
@ApplicationScoped
public class ClientAddress {
    @Inject
    CurrentVertxRequest current;

    /** The customer's address, for counting only. */
    public String get() {
        SocketAddress address = current.getCurrent().request().remoteAddress();
        return address == null
                ? "unknown"
                : String.valueOf(address.hostAddress() == null ? address.host() : address.hostAddress());
    }
}
