package io.shopoperator.shop.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.shopoperator.shop.ShopSettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;

/** Refuses changes that another site asked the customer's browser for, by what browsers themselves say about a request. */
final class CsrfGuard {
    private static final int PRIORITY = 900;
    private static final int FORBIDDEN = 403;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Inject
    ShopSettings settings;

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SAFE.contains(request.method()) || fromOurPages(request)) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(FORBIDDEN)
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(
                            "Refused: this request does not come from a page of this shop. Please open the shop and try again there.\n"
                                    + "(A program that is no browser sends the header 'Origin' with the shop's address.)\n");
        }
    }

    private boolean fromOurPages(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && (origin.equals(settings.url()) || sameHost(origin, request));
    }

    private static boolean sameHost(String origin, HttpServerRequest request) {
        try {
            URI uri = URI.create(origin);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getScheme().equals(request.scheme())
                    && request.authority() != null
                    && uri.getAuthority().equals(request.authority().toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
