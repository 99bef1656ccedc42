package io.shopoperator.shop.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Tells browsers on every answer what they must not do with our pages. */
final class SecurityHeaders {
    private static final int PRIORITY = 1000;

    private static final String POLICY = "Content-Security-Policy";
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, PRIORITY);
    }

    private static void add(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set(POLICY, CONTENT_SECURITY_POLICY);
        headers.set("Strict-Transport-Security", "max-age=31536000");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        context.addHeadersEndHandler(done -> {
            keepPersonalPagesOutOfCaches(context);
            keepOnePolicy(context);
        });
        context.next();
    }

    /** An answer that brings a policy of its own means it instead of ours; browsers would apply both. */
    private static void keepOnePolicy(RoutingContext context) {
        List<String> policies = context.response().headers().getAll(POLICY);
        if (policies.size() > 1) {
            context.response().headers().set(POLICY, policies.getLast());
        }
    }

    private static void keepPersonalPagesOutOfCaches(RoutingContext context) {
        MultiMap headers = context.response().headers();
        String type = headers.get("Content-Type");
        if (!headers.contains("Cache-Control") && type != null && type.startsWith("text/html")) {
            headers.set("Cache-Control", "private, no-store");
        }
    }
}
